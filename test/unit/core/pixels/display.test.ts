import { describe, expect, it } from 'vitest';
import type { PixelFormat } from '../../../../native/core/formats.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import { COLOUR_MAP_NAMES, colourTable } from '../../../../native/core/pixels/colour-maps.ts';
import { convertToRgba } from '../../../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, type Display, resolveRendering } from '../../../../native/core/pixels/display.ts';

/** Red, green and blue of the first pixel of a picture of 2 x 2. */
function first(format: PixelFormat, bytes: readonly number[], display: Partial<Display>): number[] {
  const layout = tightLayout(format, 2, 2);
  const out = new Uint8Array(16);
  convertToRgba(layout, Uint8Array.from(bytes), out, resolveRendering({ ...DEFAULT_DISPLAY, ...display }, format, 2));
  return [...out.subarray(0, 3)];
}

const gray = (value: number, display: Partial<Display>) => first('GRAY8', [value, 0, 0, 0], display);
const nv12 = (y: number, u: number, v: number, display: Partial<Display>) => first('NV12', [y, y, y, y, u, v], display);
const rgb = (r: number, g: number, b: number, display: Partial<Display>) =>
  first('RGB24', [r, g, b, 0, 0, 0, 0, 0, 0, 0, 0, 0], display);
const wide = (value: number) => [value & 255, value >> 8, 0, 0, 0, 0, 0, 0];
const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

describe('levels', () => {
  const levels = { low: 50, high: 150 };

  it.each([
    [0, 0],
    [50, 0],
    [100, 128],
    [125, 191],
    [150, 255],
    [255, 255],
  ])('turn a grey of %i into %i between 50 and 150', (value, shown) => {
    expect(gray(value, { levels })).toEqual([shown, shown, shown]);
    expect(rgb(value, 150, 50, { levels })).toEqual([shown, 255, 0]);
  });

  it('are native values of 16-bit pictures', () => {
    const at = (value: number) => first('GRAY16', wide(value), { levels: { low: 1000, high: 5000 } })[0];
    expect([at(999), at(1000), at(3000), at(5000), at(65_535)]).toEqual([0, 0, 128, 255, 255]);
    expect(first('GRAY16', wide(65_535), {})).toEqual([255, 255, 255]);
    expect(first('GRAY16', wide(257 * 3), {})).toEqual([3, 3, 3]);
  });

  it('are floats of float pictures, and what is no number is black', () => {
    const floats = (value: number, display: Partial<Display>) =>
      first('FLOAT32', [...new Uint8Array(Float32Array.from([value, 0, 0, 0]).buffer)], display)[0];
    expect(floats(0.5, {})).toBe(128);
    expect(floats(-3, { levels: { low: -4, high: 0 } })).toBe(64);
    expect(floats(Number.NaN, { levels: { low: -4, high: 0 } })).toBe(0);
    expect(floats(Number.POSITIVE_INFINITY, {})).toBe(255);
  });

  it('are luma of YUV, and colours grow with the contrast', () => {
    // By the definition of BT.601, with contrast (235 - 16) / (high - low) around `low`.
    for (const [low, high] of [
      [16, 235],
      [40, 120],
      [0, 255],
      [100, 104],
    ] as const)
      for (const [y, u, v] of [
        [60, 128, 128],
        [90, 100, 150],
        [102, 120, 131],
        [235, 240, 16],
      ] as const) {
        const contrast = 219 / (high - low);
        const luma = (255 / (high - low)) * (y - low);
        const blue = (255 / 224) * contrast * (u - 128);
        const red = (255 / 224) * contrast * (v - 128);
        const expected = [luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue].map(clamp);
        const shown = nv12(y, u, v, { levels: { low, high } });
        shown.forEach((channel, i) => {
          expect(Math.abs(channel - (expected[i] ?? 0)), `${low}-${high}: ${y} ${u} ${v} is ${shown}`).toBeLessThanOrEqual(1);
        });
      }
  });

  it('stay in order however close they are', () => {
    for (let y = 0; y < 256; y++) {
      const [shown = -1] = nv12(y, 128, 128, { levels: { low: 100, high: 100.5 } });
      expect(shown, String(y)).toBe(y <= 100 ? 0 : y >= 104 ? 255 : clamp(((y - 100) * 255) / 4));
    }
  });

  it('that were chosen for another format are left out', () => {
    expect(gray(10, { levels: { low: 1000, high: 5000 } })).toEqual([10, 10, 10]);
    expect(gray(10, { levels: { low: 5, high: 65_535 } })).toEqual([5, 5, 5]);
  });

  it('are the whole range until something was measured', () => {
    expect(gray(10, { levels: 'auto' })).toEqual([10, 10, 10]);
    const measured = { low: 10, high: 20 };
    expect(resolveRendering({ ...DEFAULT_DISPLAY, levels: 'auto' }, 'GRAY8', 2, measured).levels).toEqual(measured);
    expect(resolveRendering(DEFAULT_DISPLAY, 'GRAY8', 2, measured).levels).toEqual({ low: 0, high: 255 });
  });
});

describe('the matrix of YUV', () => {
  it('is that of video players where none was chosen', () => {
    const auto = (lines: number) => resolveRendering(DEFAULT_DISPLAY, 'NV12', lines).yuv;
    const chosen = (matrix: 'bt601' | 'bt709') => resolveRendering({ ...DEFAULT_DISPLAY, matrix }, 'NV12', 100).yuv;
    expect(auto(719)).toEqual(chosen('bt601'));
    expect(auto(720)).toEqual(chosen('bt709'));
    expect(chosen('bt601')).not.toEqual(chosen('bt709'));
  });

  it.each([
    // Y, U, V of pure red, 8 bit, limited: ITU-R BT.601, BT.709 and BT.2020.
    ['bt601', [81, 90, 240]],
    ['bt709', [63, 102, 240]],
    ['bt2020', [74, 97, 240]],
  ] as const)('%s makes red of its red', (matrix, [y, u, v]) => {
    const [red = 0, green = 0, blue = 0] = nv12(y, u, v, { matrix });
    expect(red).toBeGreaterThanOrEqual(253);
    expect(Math.max(green, blue)).toBeLessThanOrEqual(2);
  });
});

describe('colour maps', () => {
  const colourOf = (map: (typeof COLOUR_MAP_NAMES)[number], step: number) => {
    const word = colourTable(map, 1)[step] ?? 0;
    return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
  };
  const lightness = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

  it('stand for grey values, and for luma alone', () => {
    const display = { colourMap: 'viridis', levels: { low: 100, high: 200 } } as const;
    expect(gray(100, display)).toEqual(colourOf('viridis', 0));
    expect(gray(200, display)).toEqual(colourOf('viridis', 255));
    expect(gray(150, display)).toEqual(colourOf('viridis', 128));
    expect(nv12(150, 10, 240, display)).toEqual(colourOf('viridis', 128));
    expect(first('UYVY', [10, 150, 240, 150, 10, 150, 240, 150], display)).toEqual(colourOf('viridis', 128));
    expect(rgb(1, 2, 3, { colourMap: 'viridis' })).toEqual([1, 2, 3]);
  });

  it('take limited luma for the whole of the map', () => {
    expect(nv12(16, 128, 128, { colourMap: 'inverted' })).toEqual([255, 255, 255]);
    expect(nv12(235, 128, 128, { colourMap: 'inverted' })).toEqual([0, 0, 0]);
  });

  it.each(['grey', 'viridis', 'inferno', 'cividis'] as const)('%s grows lighter all the way', (map) => {
    for (let step = 4; step < 256; step++)
      expect(lightness(colourOf(map, step)), String(step)).toBeGreaterThan(lightness(colourOf(map, step - 4)));
  });

  it.each(COLOUR_MAP_NAMES)('%s is opaque', (map) => {
    for (const word of colourTable(map, 2)) expect(word >>> 24).toBe(255);
  });

  it('cividis looks alike without green or without red', () => {
    // Viénot, Brettel and Mollon (1999): what dichromats confuse differs along one axis, red against green.
    const spread = (map: (typeof COLOUR_MAP_NAMES)[number]) =>
      Math.max(
        ...Array.from({ length: 256 }, (_, step) => Math.abs((colourOf(map, step)[0] ?? 0) - (colourOf(map, step)[1] ?? 0))),
      );
    expect(spread('cividis')).toBeLessThan(50);
    expect(spread('turbo')).toBeGreaterThan(100);
  });
});

describe('gamma', () => {
  it('brightens the middle and leaves the ends', () => {
    const expected = Math.round((128 / 255) ** (1 / 2) * 255);
    const display = { gamma: 2 };
    expect(gray(128, display)).toEqual([expected, expected, expected]);
    expect(rgb(0, 128, 255, display)).toEqual([0, expected, 255]);
    const [shown = 0] = nv12(126, 128, 128, display);
    expect(Math.abs(shown - expected)).toBeLessThanOrEqual(1);
  });
});
