import { describe, expect, it } from 'vitest';
import { type PixelFormat, pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride, planeLayouts, tightLayout } from '../../../../native/core/layout.ts';
import { convertToRgba, encodeFromRgba, type YuvColour } from '../../../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, type Display, resolveRendering } from '../../../../native/core/pixels/display.ts';

type Rgb = readonly [red: number, green: number, blue: number];

function pixels(bytes: readonly number[] | Uint8Array, layout: FrameLayout, colour?: YuvColour): Rgb[] {
  const out = new Uint8ClampedArray(layout.width * layout.height * 4);
  const display: Display = { ...DEFAULT_DISPLAY, ...colour };
  convertToRgba(layout, Uint8Array.from(bytes), out, resolveRendering(display, layout.format, layout.height));
  return Array.from({ length: layout.width * layout.height }, (_, i) => {
    expect(out[i * 4 + 3]).toBe(255);
    return [out[i * 4] ?? 0, out[i * 4 + 1] ?? 0, out[i * 4 + 2] ?? 0];
  });
}

const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

describe('decoders without chroma', () => {
  it('read the bytes of a pixel in the order of the format', () => {
    const one = (format: PixelFormat, ...bytes: number[]) => pixels(bytes, tightLayout(format, 1, 1))[0];
    expect(one('RGB24', 1, 2, 3)).toEqual([1, 2, 3]);
    expect(one('BGR24', 1, 2, 3)).toEqual([3, 2, 1]);
    expect(one('RGBA', 1, 2, 3, 4)).toEqual([1, 2, 3]);
    expect(one('BGRA', 1, 2, 3, 0)).toEqual([3, 2, 1]);
    expect(one('GRAY8', 7)).toEqual([7, 7, 7]);
  });

  // Widths with and without rest, strides that allow words and that do not.
  it.each([
    [1, 0, 0],
    [3, 0, 0],
    [4, 0, 0],
    [5, 1, 0],
    [7, 3, 4],
    [8, 4, 8],
    [9, 5, 3],
    [16, 16, 1],
  ])('read rows of %i pixels with %i bytes of padding from offset %i', (width, padding, offsetBytes) => {
    for (const format of ['RGB24', 'BGR24', 'RGBA', 'BGRA', 'GRAY8'] as const) {
      const strideBytes = minimumStride(format, width) + padding;
      const layout = { format, width, height: 3, strideBytes, offsetBytes };
      const bytesPerPixel = minimumStride(format, 1);
      const bytes = new Uint8Array(layoutBytes(layout)).fill(0xee);
      const expected: Rgb[] = [];
      for (let y = 0; y < 3; y++)
        for (let x = 0; x < width; x++) {
          const value = 10 + y * 70 + x * 3;
          const samples = [value, value + 1, value + 2, 99].slice(0, bytesPerPixel);
          bytes.set(samples, offsetBytes + y * strideBytes + x * bytesPerPixel);
          if (format === 'GRAY8') expected.push([value, value, value]);
          else expected.push(format.startsWith('RGB') ? [value, value + 1, value + 2] : [value + 2, value + 1, value]);
        }
      expect(pixels(bytes, layout), format).toEqual(expected);
    }
  });
});

describe('decoders with chroma', () => {
  // ITU-R BT.601 and BT.709, 8 bit, rounded: Y, U, V of the pure colours.
  const table: readonly (readonly [string, YuvColour, readonly (readonly [Rgb, readonly [number, number, number]])[]])[] = [
    [
      'BT.601 limited',
      { matrix: 'bt601', range: 'limited' },
      [
        [BLACK, [16, 128, 128]],
        [WHITE, [235, 128, 128]],
        [RED, [81, 90, 240]],
        [GREEN, [145, 54, 34]],
        [BLUE, [41, 240, 110]],
      ],
    ],
    [
      'BT.709 limited',
      { matrix: 'bt709', range: 'limited' },
      [
        [BLACK, [16, 128, 128]],
        [WHITE, [235, 128, 128]],
        [RED, [63, 102, 240]],
        [GREEN, [173, 42, 26]],
        [BLUE, [32, 240, 118]],
      ],
    ],
    [
      'BT.601 full',
      { matrix: 'bt601', range: 'full' },
      [
        [BLACK, [0, 128, 128]],
        [WHITE, [255, 128, 128]],
        [RED, [76, 85, 255]],
        [GREEN, [150, 44, 21]],
        [BLUE, [29, 255, 107]],
      ],
    ],
  ];

  it.each(table)('turn the pure colours of %s into RGB, in every layout', (_, colour, values) => {
    for (const [rgb, [y, u, v]] of values) {
      const pictures: readonly (readonly [PixelFormat, readonly number[]])[] = [
        ['YUYV', [y, u, y, v]],
        ['UYVY', [u, y, v, y]],
        ['NV12', [y, y, y, y, u, v]],
        ['I420', [y, y, y, y, u, v]],
      ];
      for (const [format, bytes] of pictures) {
        const layout = tightLayout(format, 2, format === 'NV12' || format === 'I420' ? 2 : 1);
        for (const pixel of pixels(bytes, layout, colour))
          pixel.forEach((channel, i) => {
            expect(Math.abs(channel - (rgb[i] ?? 0)), `${format} ${rgb}: ${pixel}`).toBeLessThanOrEqual(2);
          });
      }
    }
  });

  it('use BT.601 limited unless told otherwise', () => {
    expect(pixels([81, 90, 81, 240], tightLayout('YUYV', 2, 1))[0]).toEqual([254, 0, 0]);
    expect(pixels([126, 128, 126, 128], tightLayout('YUYV', 2, 1))[0]).toEqual([128, 128, 128]);
  });

  it('cut off what lies outside of 0 to 255', () => {
    expect(pixels([255, 255, 0, 255], tightLayout('YUYV', 2, 1))).toEqual([
      [255, 125, 255],
      [184, 0, 238],
    ]);
    expect(pixels([0, 0, 255, 0], tightLayout('YUYV', 2, 1))).toEqual([
      [0, 136, 0],
      [74, 255, 20],
    ]);
  });

  it('share colour between the right pixels', () => {
    const layout: FrameLayout = { format: 'I420', width: 3, height: 3, strideBytes: 5, offsetBytes: 2 };
    const bytes = new Uint8Array(layoutBytes(layout)).fill(126);
    const [, u, v] = planeLayouts(layout);
    if (!u || !v) throw new Error('planes');
    expect([u.offset, u.strideBytes, v.offset]).toEqual([17, 3, 23]);
    bytes.fill(128, u.offset);
    // The block at the lower right covers one pixel only.
    bytes[v.offset + v.strideBytes + 1] = 240;
    const colours = pixels(bytes, layout);
    expect(colours.filter(([red]) => red > 200)).toHaveLength(1);
    expect(colours[8]?.[0]).toBe(255);
    bytes[v.offset] = 240;
    expect(pixels(bytes, layout).map(([red]) => Number(red > 200))).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 1]);
  });
});

describe('what is refused', () => {
  it.each(RAW_PIXEL_FORMAT_NAMES)('%s: a stride that is too small, with both numbers', (format) => {
    const need = minimumStride(format, 9);
    const layout = { ...tightLayout(format, 9, 4), strideBytes: need - 1 };
    const message = expect.stringMatching(new RegExp(`stride of ${need - 1} .*${need}`));
    const bytes = new Uint8Array(1000);
    const error = expect.objectContaining({ code: 'LAYOUT_INVALID', message });
    expect(() => convertToRgba(layout, bytes, new Uint8Array(1000))).toThrow(error);
    expect(() => encodeFromRgba(new Uint8Array(1000), layout, bytes)).toThrow(error);
  });

  it('buffers that are too small, with both numbers', () => {
    const layout = tightLayout('RGB24', 4, 4);
    expect(() => convertToRgba(layout, new Uint8Array(47), new Uint8Array(64))).toThrow(
      expect.objectContaining({ code: 'SIZE_MISMATCH', details: { need: 48, have: 47 } }),
    );
    expect(() => convertToRgba(layout, new Uint8Array(48), new Uint8Array(63))).toThrow(/64 bytes, the buffer has 63/);
    expect(() => convertToRgba(layout, new Uint8Array(48), new Uint8Array(new ArrayBuffer(70), 2))).toThrow(/multiple of 4/);
  });
});

describe('encoders', () => {
  const SIZES = [
    [1, 1],
    [2, 2],
    [3, 1],
    [5, 3],
    [8, 4],
    [13, 7],
  ] as const;

  /** Blocks of 2 x 2 pixels of one colour, so that sharing colour loses nothing. */
  function blocks(width: number, height: number): Uint8Array {
    const rgba = new Uint8Array(width * height * 4).fill(255);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const seed = (x >> 1) * 37 + (y >> 1) * 91;
        rgba.set([seed % 256, (seed * 3 + 60) % 256, (seed * 7 + 120) % 256], (y * width + x) * 4);
      }
    return rgba;
  }

  // A mosaic has lost two of three colours: see bayer.test.ts.
  const WHOLE = RAW_PIXEL_FORMAT_NAMES.filter((format) => pixelFormat(format).family !== 'bayer');
  /** Five bits of eight: the rest is cut off, and what stands in for it may be wrong by as much. */
  const TOLERANCE = { rgb: 0, yuv: 3, gray: 1, float: 1 } as const;

  it.each(WHOLE)('%s comes back as it was, within rounding, for odd sizes, padding and offset', (format) => {
    const family = pixelFormat(format).family as keyof typeof TOLERANCE;
    const isGrey = family === 'gray' || family === 'float';
    const tolerance = format === 'RGB565' ? 7 : TOLERANCE[family];
    for (const [width, height] of SIZES)
      for (const [padding, offsetBytes] of [
        [0, 0],
        [4, 4],
        [3, 1],
      ] as const) {
        const layout = { format, width, height, strideBytes: minimumStride(format, width) + padding, offsetBytes };
        const bytes = new Uint8Array(layoutBytes(layout)).fill(0xee);
        const rgba = blocks(width, height);
        encodeFromRgba(rgba, layout, bytes);
        const back = new Uint8Array(rgba.length);
        convertToRgba(layout, bytes, back);
        for (let i = 0; i < rgba.length; i++) {
          const pixel = i - (i % 4);
          const [r, g, b] = [rgba[pixel] ?? 0, rgba[pixel + 1] ?? 0, rgba[pixel + 2] ?? 0];
          const grey = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
          const expected = isGrey && i % 4 !== 3 ? grey : (rgba[i] ?? 0);
          expect(Math.abs((back[i] ?? 0) - expected), `${format} ${width} x ${height}, byte ${i}`).toBeLessThanOrEqual(tolerance);
        }
        expect([...bytes.subarray(0, offsetBytes)]).toEqual(Array(offsetBytes).fill(0xee));
      }
  });

  it.each(RAW_PIXEL_FORMAT_NAMES)('%s: a band of rows is the same as those rows of the whole', (format) => {
    const layout = { format, width: 10, height: 9, strideBytes: minimumStride(format, 10) + 2, offsetBytes: 3 };
    const rgba = blocks(10, 9);
    const whole = new Uint8Array(layoutBytes(layout));
    encodeFromRgba(rgba, layout, whole);
    const bands = new Uint8Array(layoutBytes(layout));
    for (const [firstRow, endRow] of [
      [6, 9],
      [0, 2],
      [3, 5],
    ] as const)
      encodeFromRgba(rgba, layout, bands, { firstRow, endRow });
    expect(Buffer.compare(bands, whole)).toBe(0);
  });

  it('average the colour of the pixels that share it', () => {
    const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255);
    const bytes = new Uint8Array(4);
    encodeFromRgba(rgba, tightLayout('UYVY', 2, 1), bytes);
    const [u, y0, v, y1] = bytes;
    expect([y0, y1]).toEqual([81, 41]);
    expect([u, v]).toEqual([165, 175]);
  });

  it('keep greys without colour, and the ends of the full range in range', () => {
    for (const level of [0, 1, 127, 254, 255]) {
      const bytes = new Uint8Array(4);
      encodeFromRgba(Uint8Array.of(level, level, level, 255, level, level, level, 255), tightLayout('YUYV', 2, 1), bytes);
      expect([bytes[1], bytes[3]]).toEqual([128, 128]);
    }
    const bytes = new Uint8Array(4);
    const colour: YuvColour = { matrix: 'bt601', range: 'full' };
    encodeFromRgba(Uint8Array.of(0, 0, 255, 255, 0, 0, 255, 255), tightLayout('YUYV', 2, 1), bytes, { colour });
    expect([...bytes]).toEqual([29, 255, 29, 107]);
  });
});
