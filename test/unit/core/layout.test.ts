import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatFromFourCC,
  isRawFormat,
  PIXEL_FORMAT_NAMES,
  parsePixelFormat,
  pixelFormat,
} from '../../../native/core/formats.ts';
import {
  checkLayout,
  checkLayoutFits,
  type FrameLayout,
  layoutBytes,
  MAX_DIMENSION,
  minimumStride,
  planeLayouts,
  tightLayout,
} from '../../../native/core/layout.ts';

describe('pixel formats', () => {
  it('are found by name, FourCC and alias', () => {
    expect(parsePixelFormat('rgb24')).toBe('RGB24');
    expect(parsePixelFormat(' nv12 ')).toBe('NV12');
    expect(parsePixelFormat('yuy2')).toBe('YUYV');
    expect(parsePixelFormat('y8')).toBe('GRAY8');
    expect(parsePixelFormat('IYUV')).toBe('I420');
    expect(parsePixelFormat('MJPG')).toBe('MJPEG');
    expect(parsePixelFormat('BayerRG8')).toBe('BAYER_RGGB8');
    expect(parsePixelFormat('mono16')).toBe('GRAY16');
    expect(parsePixelFormat('yv12')).toBe('YV12');
    expect(parsePixelFormat('yuv420p')).toBe('I420');
    expect(parsePixelFormat('gray16be')).toBe('GRAY16BE');
    expect(parsePixelFormat('H264')).toBeUndefined();
    expect(parsePixelFormat('')).toBeUndefined();
    expect(parsePixelFormat('constructor')).toBeUndefined();
    expect(formatFromFourCC('BGR3')).toBe('BGR24');
    expect(formatFromFourCC('bgr3')).toBeUndefined();
  });

  it('have one meaning for each code', () => {
    const codes = PIXEL_FORMAT_NAMES.flatMap((name) => [pixelFormat(name).fourCC, ...pixelFormat(name).aliases]);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toHaveLength(4);
  });
});

describe('layouts', () => {
  it.each([
    ['RGB24', 1024 * 576 * 3],
    ['BGR24', 1024 * 576 * 3],
    ['RGBA', 1024 * 576 * 4],
    ['BGRA', 1024 * 576 * 4],
    ['GRAY8', 1024 * 576],
    ['YUYV', 1024 * 576 * 2],
    ['UYVY', 1024 * 576 * 2],
    ['NV12', (1024 * 576 * 3) / 2],
    ['I420', (1024 * 576 * 3) / 2],
  ] as const)('%s takes %i bytes for 1024 x 576', (format, bytes) => {
    expect(layoutBytes(tightLayout(format, 1024, 576))).toBe(bytes);
  });

  it.each([
    ['RGB24', 5 * 3 * 3],
    ['GRAY8', 5 * 3],
    ['YUYV', 3 * 4 * 3],
    ['NV12', 15 + 6 * 2],
    ['I420', 15 + 3 * 2 * 2],
  ] as const)('%s takes %i bytes for 5 x 3, with whole groups at the edges', (format, bytes) => {
    expect(layoutBytes(tightLayout(format, 5, 3))).toBe(bytes);
  });

  it('puts the chroma planes behind the rows of the first, with strides that follow from it', () => {
    const nv12 = planeLayouts({ format: 'NV12', width: 6, height: 4, strideBytes: 16, offsetBytes: 10 });
    expect(nv12.map(({ offset, strideBytes, rows, rowBytes }) => [offset, strideBytes, rows, rowBytes])).toEqual([
      [10, 16, 4, 6],
      [74, 16, 2, 6],
    ]);
    const i420 = planeLayouts({ format: 'I420', width: 6, height: 4, strideBytes: 16, offsetBytes: 0 });
    expect(i420.map(({ offset, strideBytes, rows, rowBytes }) => [offset, strideBytes, rows, rowBytes])).toEqual([
      [0, 16, 4, 6],
      [64, 8, 2, 3],
      [80, 8, 2, 3],
    ]);
  });

  it('counts offset and padding', () => {
    expect(layoutBytes({ format: 'RGB24', width: 2, height: 2, strideBytes: 8, offsetBytes: 100 })).toBe(116);
  });

  it.each<[string, Partial<FrameLayout>, RegExp]>([
    ['no width', { width: 0 }, /width of 0 .* 1 to 16 384/],
    ['too wide', { width: MAX_DIMENSION + 1, strideBytes: 10 ** 6 }, /width of 16 385/],
    ['half a row', { height: 1.5 }, /height of 1.5/],
    ['a stride that is too small', { strideBytes: 299 }, /stride of 299 .* 300 .*100 pixels of RGB24/],
    ['a negative offset', { offsetBytes: -1 }, /offset of -1/],
    ['no number', { height: Number.NaN }, /height of NaN/],
  ])('refuses %s', (_, change, message) => {
    const layout = { ...tightLayout('RGB24', 100, 50), ...change };
    expect(() => checkLayout(layout)).toThrow(
      expect.objectContaining({ code: 'LAYOUT_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('says how many bytes are missing', () => {
    const layout = tightLayout('RGB24', 1024, 576);
    expect(() => checkLayoutFits(layout, 1_769_472)).not.toThrow();
    expect(() => checkLayoutFits(layout, 1_179_648)).toThrow(
      expect.objectContaining({
        code: 'SIZE_MISMATCH',
        details: { need: 1_769_472, have: 1_179_648 },
        message: '1024 x 576 RGB24 needs 1 769 472 bytes, the mapping has room for 1 179 648: 589 824 bytes are missing.',
      }),
    );
  });

  it('never lets two planes overlap', () => {
    const layouts = fc.record({
      format: fc.constantFrom(...PIXEL_FORMAT_NAMES),
      width: fc.integer({ min: 1, max: 5000 }),
      height: fc.integer({ min: 1, max: 5000 }),
      padding: fc.nat({ max: 300 }),
      offsetBytes: fc.nat({ max: 1000 }),
    });
    fc.assert(
      fc.property(layouts, ({ format, width, height, padding, offsetBytes }) => {
        const layout = { format, width, height, strideBytes: minimumStride(format, width) + padding, offsetBytes };
        if (!isRawFormat(format)) return;
        let end = offsetBytes;
        for (const plane of planeLayouts(layout)) {
          expect(plane.offset).toBeGreaterThanOrEqual(end);
          expect(plane.rowBytes).toBeLessThanOrEqual(plane.strideBytes);
          end = plane.offset + plane.strideBytes * plane.rows;
        }
        expect(layoutBytes(layout)).toBe(end);
      }),
    );
  });
});
