import { describe, expect, test } from 'vitest';
import { layoutPlan, type Rectangle } from '../../../../../native/core/copy-plan.ts';
import type { PixelFormat } from '../../../../../native/core/formats.ts';
import { tightLayout } from '../../../../../native/core/layout.ts';
import { copiedBox, copiedPart, copiedPixel, copyFactor } from '../../../../../renderer/frames/look/copied-pixel.ts';

const reduced = (format: PixelFormat, sourceWidth: number, sourceHeight: number, factor: number, part?: Rectangle) => {
  const { layout, crop } = layoutPlan(tightLayout(format, sourceWidth, sourceHeight), {
    maxWidth: Math.ceil((part?.width ?? sourceWidth) / factor),
    maxHeight: Math.ceil((part?.height ?? sourceHeight) / factor),
    ...(part && { crop: part }),
  });
  return { format, width: layout.width, height: layout.height, crop };
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
    expect(copiedPixel(header, { x: 4, y: 3 })?.source).toEqual({ x: 4, y: 2 });
  });
});

test('a part of the source is at least one pixel of the copy', () => {
  const header = reduced('GRAY8', 64, 48, 4);
  expect(copiedBox(header, { x: 8, y: 8, width: 16, height: 8 })).toEqual({ x: 2, y: 2, width: 4, height: 2 });
  expect(copiedBox(header, { x: 63, y: 47, width: 1, height: 1 })).toEqual({ x: 15, y: 11, width: 1, height: 1 });
});

describe('the pixel of a copied part', () => {
  test('lies where it does in the whole picture', () => {
    const header = reduced('NV12', 64, 48, 1, { x: 17, y: 9, width: 20, height: 10 });
    expect(header.crop).toEqual({ x: 16, y: 8, width: 22, height: 12 });
    expect(copiedPixel(header, { x: 16, y: 8 })).toEqual({ at: { x: 0, y: 0 }, source: { x: 16, y: 8 } });
    expect(copiedPixel(header, { x: 37, y: 19 })).toEqual({ at: { x: 21, y: 11 }, source: { x: 37, y: 19 } });
  });

  test('is none outside of it', () => {
    const header = reduced('RGB24', 64, 48, 1, { x: 16, y: 8, width: 20, height: 10 });
    for (const [x, y] of [
      [15, 8],
      [16, 7],
      [36, 8],
      [16, 18],
    ] as const)
      expect(copiedPixel(header, { x, y })).toBeUndefined();
  });

  test('is the nearest one that was sent where the part was made smaller', () => {
    const header = reduced('RGB24', 64, 48, 2, { x: 16, y: 8, width: 20, height: 10 });
    expect(copyFactor(header)).toBe(2);
    expect(copiedPixel(header, { x: 19, y: 11 })).toEqual({ at: { x: 1, y: 1 }, source: { x: 18, y: 10 } });
  });

  test('is looked for in what was copied of a box', () => {
    const header = reduced('GRAY8', 64, 48, 2, { x: 16, y: 8, width: 20, height: 10 });
    expect(copiedBox(header, { x: 20, y: 10, width: 4, height: 4 })).toEqual({ x: 2, y: 1, width: 2, height: 2 });
    expect(copiedPart(header, { x: 0, y: 0, width: 20, height: 48 })).toEqual({ x: 16, y: 8, width: 4, height: 10 });
    expect(copiedPart(header, { x: 50, y: 0, width: 4, height: 4 })).toMatchObject({ width: 0, height: 0 });
  });
});
