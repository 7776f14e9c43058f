import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actualSize,
  FITTED,
  fitScale,
  flipped,
  type Geometry,
  isPixelated,
  linkedScale,
  matrixOf,
  panBy,
  reveal,
  rotated,
  scaleOf,
  toSource,
  toView,
  type Viewport,
  visibleBox,
  zoomAt,
  zoomStep,
  zoomToBox,
} from '../../../../../renderer/features/picture/viewport.ts';

const geometry: Geometry = { source: { width: 640, height: 480 }, view: { width: 800, height: 800 }, pixelRatio: 1 };

describe('fit', () => {
  test('takes the side that is tighter, also when turned', () => {
    expect(fitScale(geometry, { turns: 0 })).toBe(1.25);
    expect(fitScale(geometry, { turns: 1 })).toBe(1.25);
    expect(fitScale({ ...geometry, view: { width: 640, height: 240 } }, { turns: 0 })).toBe(0.5);
    expect(fitScale({ ...geometry, view: { width: 640, height: 240 } }, { turns: 3 })).toBe(0.375);
  });

  test('puts the picture into the middle', () => {
    const matrix = matrixOf(FITTED, geometry);
    expect(toView(matrix, { x: 0, y: 0 })).toEqual({ x: 0, y: 100 });
    expect(toView(matrix, { x: 640, y: 480 })).toEqual({ x: 800, y: 700 });
  });
});

describe('turned and flipped', () => {
  const corner = (viewport: Viewport) => toView(matrixOf(viewport, geometry), { x: 0, y: 0 });

  test('a quarter turn clockwise brings the upper left corner to the upper right', () => {
    expect(corner(rotated(FITTED, geometry, 1))).toEqual({ x: 700, y: 0 });
    expect(corner(rotated(FITTED, geometry, -1))).toEqual({ x: 100, y: 800 });
  });

  test('flips are as seen, however the picture is turned', () => {
    expect(corner(flipped(FITTED, 'horizontal'))).toEqual({ x: 800, y: 100 });
    expect(corner(flipped(FITTED, 'vertical'))).toEqual({ x: 0, y: 700 });
    expect(corner(flipped(rotated(FITTED, geometry, 1), 'horizontal'))).toEqual({ x: 100, y: 0 });
    expect(corner(flipped(rotated(FITTED, geometry, 1), 'vertical'))).toEqual({ x: 700, y: 800 });
  });

  test('four turns, and two flips, change nothing', () => {
    let viewport = FITTED;
    for (let i = 0; i < 4; i++) viewport = rotated(viewport, geometry, 1);
    expect(viewport).toEqual(FITTED);
    expect(flipped(flipped(FITTED, 'vertical'), 'vertical')).toEqual(FITTED);
  });
});

describe('zoom', () => {
  test('keeps the point under the pointer while the picture is larger than the view', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 64, noNaN: true }),
        fc.double({ min: 1.01, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 800 }),
        fc.constantFrom(0, 1, 2, 3),
        fc.boolean(),
        (scale, factor, x, y, turns, flipH) => {
          const viewport = { ...FITTED, scale, turns, flipH } as Viewport;
          const before = toSource(matrixOf(viewport, geometry), { x, y });
          const zoomed = zoomAt(viewport, geometry, scale * factor, { x, y });
          const after = toView(matrixOf(zoomed, geometry), before);
          // Whole device pixels at both ends.
          expect(Math.abs(after.x - x)).toBeLessThanOrEqual(2);
          expect(Math.abs(after.y - y)).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  test('keeps it from the beginning, though a fitted picture does not fill the view', () => {
    const at = { x: 200, y: 180 };
    const before = toSource(matrixOf(FITTED, geometry), at);
    const zoomed = zoomAt(zoomAt(FITTED, geometry, 1.5, at), geometry, 6, at);
    const after = toView(matrixOf(zoomed, geometry), before);
    expect(Math.hypot(after.x - at.x, after.y - at.y)).toBeLessThan(3);
  });

  test('stays between a sixteenth of fit and 64', () => {
    expect(scaleOf(zoomAt(FITTED, geometry, 1e9, { x: 0, y: 0 }), geometry)).toBe(64);
    expect(scaleOf(zoomAt(FITTED, geometry, 0, { x: 0, y: 0 }), geometry)).toBe(1.25 / 16);
    expect(scaleOf(zoomAt(FITTED, { ...geometry, pixelRatio: 2 }, 1e9, { x: 0, y: 0 }), geometry)).toBe(128);
  });

  test('steps along 1, 1.5, 2, 3 … from any scale', () => {
    const up = (scale: number) => scaleOf(zoomStep({ ...FITTED, scale }, geometry, 1), geometry);
    const down = (scale: number) => scaleOf(zoomStep({ ...FITTED, scale }, geometry, -1), geometry);
    expect([1, 1.5, 2, 3, 47, 64].map(up)).toEqual([1.5, 2, 3, 4, 48, 64]);
    expect([1, 1.3, 2, 64].map(down)).toEqual([0.75, 1, 1.5, 48]);
  });

  test('to a box shows the box', () => {
    const zoomed = zoomToBox(actualSize(FITTED, geometry), geometry, { x: 300, y: 300, width: 100, height: 50 });
    expect(scaleOf(zoomed, geometry)).toBe(8);
    expect(visibleBox(matrixOf(zoomed, geometry), geometry)).toEqual({ x: 220, y: 115, width: 100, height: 100 });
  });
});

describe('pan', () => {
  test('moves by device pixels and stops at the edges', () => {
    const viewport: Viewport = { ...FITTED, scale: 10 };
    const moved = panBy(viewport, geometry, { x: 30, y: -20 });
    expect(toView(matrixOf(moved, geometry), { x: 320, y: 240 })).toEqual({ x: 430, y: 380 });
    const far = panBy(viewport, geometry, { x: 1e6, y: 1e6 });
    expect(toView(matrixOf(far, geometry), { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  });

  test('a fitted picture stays in the middle, a smaller one inside of the view', () => {
    expect(panBy(FITTED, geometry, { x: 50, y: 50 })).toEqual(FITTED);
    const half: Viewport = { ...FITTED, scale: 0.5 };
    const corner = (viewport: Viewport) => toView(matrixOf(viewport, geometry), { x: 0, y: 0 });
    expect(corner(panBy(half, geometry, { x: 50, y: -20 }))).toEqual({ x: 290, y: 260 });
    expect(corner(panBy(half, geometry, { x: -1e6, y: 1e6 }))).toEqual({ x: 0, y: 560 });
  });

  test('a pixel outside is brought into sight, one inside moves nothing', () => {
    const viewport: Viewport = { ...FITTED, scale: 32 };
    expect(reveal(viewport, geometry, { x: 320, y: 240 })).toBe(viewport);
    const box = visibleBox(matrixOf(reveal(viewport, geometry, { x: 0, y: 479 }), geometry), geometry);
    expect(box.x).toBe(0);
    expect(box.y + box.height).toBe(480);
  });
});

test('a pixel of the source is found again through the view', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 639 }),
      fc.integer({ min: 0, max: 479 }),
      fc.constantFrom(0, 1, 2, 3),
      (x, y, turns) => {
        const viewport = { ...FITTED, scale: 7.3, turns, flipV: true } as Viewport;
        const matrix = matrixOf(viewport, geometry);
        const back = toSource(matrix, toView(matrix, { x: x + 0.5, y: y + 0.5 }));
        expect([Math.floor(back.x), Math.floor(back.y)]).toEqual([x, y]);
      },
    ),
  );
});

test('squares when enlarged by hand, smooth when reduced or hardly enlarged to fit', () => {
  expect(isPixelated(FITTED, geometry)).toBe(false);
  expect(isPixelated({ ...FITTED, scale: 1.25 }, geometry)).toBe(true);
  expect(isPixelated({ ...FITTED, scale: 1 }, geometry)).toBe(false);
  expect(isPixelated({ ...FITTED, scale: 0.5 }, geometry)).toBe(false);
  expect(isPixelated(FITTED, { ...geometry, source: { width: 64, height: 48 } })).toBe(true);
});

test('linked pictures show the same part, and 1:1 together', () => {
  expect(linkedScale('fit', 1, 2)).toBe('fit');
  expect(linkedScale(1, 1, 2)).toBe(1);
  expect(linkedScale(8, 1, 2)).toBe(16);
});
