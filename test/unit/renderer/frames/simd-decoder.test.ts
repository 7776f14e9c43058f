import { expect, test } from 'vitest';
import type { RawPixelFormat } from '../../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../../../native/core/layout.ts';
import { convertToRgba } from '../../../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, type Display, type Rendering, resolveRendering } from '../../../../native/core/pixels/display.ts';
import { SimdDecoder } from '../../../../renderer/frames/painters/simd-decoder.ts';

const FORMATS: readonly RawPixelFormat[] = [
  ...(['NV12', 'NV21', 'I420', 'YV12', 'YUYV', 'UYVY'] as const),
  ...(['RGB24', 'BGR24', 'RGBA', 'BGRA', 'RGBX', 'BGRX', 'GRAY8', 'GRAY16', 'GRAY16BE'] as const),
];
const SIZES = [
  [64, 4],
  [8, 2],
  [1, 1],
  [7, 3],
  [33, 5],
  [642, 21],
] as const;
const DISPLAYS: readonly Partial<Display>[] = [
  {},
  { matrix: 'bt2020', range: 'full' },
  { matrix: 'bt601', range: 'limited' },
  { matrix: 'bt709', levels: { low: 100, high: 104 } },
];
const ONE_VALUE: readonly Partial<Display>[] = [{}, { colourMap: 'viridis' }, { levels: { low: 20, high: 190 }, gamma: 0.5 }];

const opened = SimdDecoder.open();
if (!opened) throw new Error('This engine has no SIMD.');
const simd = opened;

/** All values, and those that leave the range of colours, in no order. */
function noise(bytes: number): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

function sameBytes(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.from(found).equals(expected);
}

function padded(layout: FrameLayout): FrameLayout {
  return { ...layout, strideBytes: layout.strideBytes + 16 };
}

/** Each strip decoded by itself, one below the other. */
function inStrips(layout: FrameLayout, pixels: Uint8Array, rendering: Rendering, strip: number): Uint8Array {
  const all = new Uint8Array(layout.width * layout.height * 4);
  for (let row = 0; row < layout.height; row += strip) {
    const decoded = simd.decode(layout, pixels, rendering, row, Math.min(strip, layout.height - row));
    if (!decoded) throw new Error('This is none of its work.');
    all.set(decoded, row * layout.width * 4);
  }
  return all;
}

test.each(FORMATS)('%s is decoded as the plain decoder does, to the bit', (format) => {
  const displays = format.startsWith('GRAY') ? ONE_VALUE : /RGB|BGR/u.test(format) ? [{}] : DISPLAYS;
  for (const [width, height] of SIZES)
    for (const layout of [tightLayout(format, width, height), padded(tightLayout(format, width, height))])
      for (const display of displays) {
        const rendering = resolveRendering({ ...DEFAULT_DISPLAY, ...display }, format, height);
        const pixels = noise(layoutBytes(layout));
        const expected = new Uint8Array(width * height * 4);
        convertToRgba(layout, pixels, expected, rendering);
        for (const strip of [height, 2, 4])
          expect(
            sameBytes(inStrips(layout, pixels, rendering, strip), expected),
            `${width} x ${height}, ${JSON.stringify(display)}, ${strip} rows at a time`,
          ).toBe(true);
      }
});

test('the memory of a larger picture serves a smaller one', () => {
  const rendering = resolveRendering(DEFAULT_DISPLAY, 'NV12', 480);
  for (const [width, height] of [
    [1920, 1080],
    [16, 16],
  ] as const) {
    const layout = tightLayout('NV12', width, height);
    const pixels = noise(layoutBytes(layout));
    const expected = new Uint8Array(width * height * 4);
    convertToRgba(layout, pixels, expected, rendering);
    expect(sameBytes(inStrips(layout, pixels, rendering, height), expected)).toBe(true);
  }
});

test('other formats, tables of tones and luma alone are left to the plain decoders', () => {
  const rendering = resolveRendering(DEFAULT_DISPLAY, 'YUYV', 2);
  const mosaic = tightLayout('BAYER_RGGB8', 8, 2);
  expect(simd.decode(mosaic, noise(layoutBytes(mosaic)), rendering, 0, 2)).toBeUndefined();
  const rgb = tightLayout('RGB24', 8, 2);
  const toned = resolveRendering({ ...DEFAULT_DISPLAY, levels: { low: 10, high: 20 } }, 'RGB24', 2);
  expect(simd.decode(rgb, noise(layoutBytes(rgb)), toned, 0, 2)).toBeUndefined();
  const yuyv = tightLayout('YUYV', 8, 2);
  const mapped = resolveRendering({ ...DEFAULT_DISPLAY, colourMap: 'viridis' }, 'YUYV', 2);
  expect(simd.decode(yuyv, noise(layoutBytes(yuyv)), mapped, 0, 2)).toBeUndefined();
});

test('pixels that are less than the layout takes are refused', () => {
  const layout = tightLayout('NV12', 8, 2);
  const rendering = resolveRendering(DEFAULT_DISPLAY, 'NV12', 2);
  expect(() => simd.decode(layout, noise(layoutBytes(layout) - 1), rendering, 0, 2)).toThrow(
    expect.objectContaining({ code: 'SIZE_MISMATCH' }),
  );
});
