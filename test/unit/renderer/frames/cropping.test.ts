import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rectangle } from '../../../../native/core/copy-plan.ts';
import { chooseCrop, isNearEdge } from '../../../../renderer/frames/cropping.ts';

const SOURCE = { width: 1920, height: 1080 };
const seenAt = (x: number, y: number): Rectangle => ({ x, y, width: 400, height: 300 });

const holds = (crop: Rectangle, seen: Rectangle) =>
  crop.x <= seen.x &&
  crop.y <= seen.y &&
  crop.x + crop.width >= seen.x + seen.width &&
  crop.y + crop.height >= seen.y + seen.height;

describe('the part that is sent', () => {
  test('is all of the picture where all of it, or most of it, is in sight', () => {
    expect(chooseCrop(SOURCE, undefined, 1, undefined)).toBeUndefined();
    expect(chooseCrop(SOURCE, { x: 0, y: 0, ...SOURCE }, 1, undefined)).toBeUndefined();
    expect(chooseCrop(SOURCE, { x: 0, y: 0, width: 1300, height: 900 }, 1, undefined)).toBeUndefined();
    expect(chooseCrop(SOURCE, { x: 1920, y: 0, width: 0, height: 300 }, 1, undefined)).toBeUndefined();
  });

  test('has a margin around what is in sight', () => {
    const crop = chooseCrop(SOURCE, seenAt(800, 400), 1, undefined);
    expect(crop).toEqual({ x: 688, y: 320, width: 624, height: 480 });
  });

  test('stays while the picture is moved within it, and follows before its edge is seen', () => {
    const first = chooseCrop(SOURCE, seenAt(800, 400), 1, undefined);
    expect(chooseCrop(SOURCE, seenAt(860, 420), 1, first)).toBe(first);
    const next = chooseCrop(SOURCE, seenAt(900, 420), 1, first);
    expect(next).not.toBe(first);
    expect([next?.width, next?.height]).toEqual([first?.width, first?.height]);
  });

  test('becomes smaller when much less is in sight', () => {
    const first = chooseCrop(SOURCE, seenAt(800, 400), 1, undefined);
    expect(chooseCrop(SOURCE, { x: 900, y: 450, width: 300, height: 220 }, 1, first)).toBe(first);
    expect(chooseCrop(SOURCE, { x: 950, y: 500, width: 100, height: 75 }, 1, first)?.width).toBeLessThan(200);
  });

  test('reaches the edges of the picture where they are in sight', () => {
    const crop = chooseCrop(SOURCE, seenAt(1520, 780), 1, undefined);
    expect(crop && [crop.x + crop.width, crop.y + crop.height]).toEqual([1920, 1080]);
    expect(crop && isNearEdge(crop, seenAt(1520, 780), SOURCE)).toBe(false);
  });

  test('always holds what is in sight, lies in the picture and on the grid of the pixels that are sent', () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const shares = fc.tuple(share, share, share, share);
    fc.assert(
      fc.property(sizes, shares, fc.integer({ min: 1, max: 8 }), shares, (source, [a, b, c, d], factor, [e, f]) => {
        const seen = (fromX: number, fromY: number): Rectangle => {
          const x = Math.floor(fromX * (source.width - 1));
          const y = Math.floor(fromY * (source.height - 1));
          return { x, y, width: Math.ceil(c * (source.width - x)), height: Math.ceil(d * (source.height - y)) };
        };
        let crop: Rectangle | undefined;
        for (const now of [seen(a, b), seen(e, f), seen(a, f)]) {
          crop = chooseCrop(source, now, factor, crop);
          if (!crop) continue;
          expect(holds(crop, now)).toBe(true);
          expect(holds({ x: 0, y: 0, ...source }, crop)).toBe(true);
          expect([crop.x % (16 * factor), crop.y % (16 * factor)]).toEqual([0, 0]);
        }
      }),
    );
  });
});
