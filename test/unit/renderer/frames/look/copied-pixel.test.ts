import { describe, expect, test } from 'vitest';
import { layoutPlan } from '../../../../../native/core/copy-plan.ts';
import type { PixelFormat } from '../../../../../native/core/formats.ts';
import { tightLayout } from '../../../../../native/core/layout.ts';
import { copiedBox, copiedPixel, copyFactor } from '../../../../../renderer/frames/look/copied-pixel.ts';

const reduced = (format: PixelFormat, sourceWidth: number, sourceHeight: number, factor: number) => {
  const { layout } = layoutPlan(tightLayout(format, sourceWidth, sourceHeight), {
    maxWidth: Math.ceil(sourceWidth / factor),
    maxHeight: Math.ceil(sourceHeight / factor),
  });
  return { format, width: layout.width, height: layout.height, sourceWidth, sourceHeight };
};

describe('the pixel of a reduced copy', () => {
  test('is the pixel itself where nothing was left out', () => {
    const header = reduced('RGB24', 64, 48, 1);
    expect(copyFactor(header)).toBe(1);
    expect(copiedPixel(header, { x: 13, y: 7 })).toEqual({ at: { x: 13, y: 7 }, source: { x: 13, y: 7 } });
  });

  test('is the nearest one that was sent', () => {
    const header = reduced('RGB24', 64, 48, 4);
    expect(copyFactor(header)).toBe(4);
    expect(copiedPixel(header, { x: 13, y: 7 })).toEqual({ at: { x: 3, y: 1 }, source: { x: 12, y: 4 } });
  });

  test('keeps pairs together that share their colour', () => {
    const header = reduced('YUYV', 64, 48, 2);
    expect(copiedPixel(header, { x: 5, y: 3 })).toEqual({ at: { x: 3, y: 1 }, source: { x: 5, y: 2 } });
    expect(copiedPixel(header, { x: 4, y: 3 }).source).toEqual({ x: 4, y: 2 });
  });
});

test('a part of the source is at least one pixel of the copy', () => {
  const header = reduced('GRAY8', 64, 48, 4);
  expect(copiedBox(header, { x: 8, y: 8, width: 16, height: 8 })).toEqual({ x: 2, y: 2, width: 4, height: 2 });
  expect(copiedBox(header, { x: 63, y: 47, width: 1, height: 1 })).toEqual({ x: 15, y: 11, width: 1, height: 1 });
});
