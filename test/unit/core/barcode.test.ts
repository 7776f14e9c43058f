import { describe, expect, it } from 'vitest';
import { PatternSource } from '../../../native/camera/sources/pattern-source.ts';
import { BARCODE_CELLS, isBarcodeCellWhite, readBarcode } from '../../../native/core/barcode.ts';
import { RAW_PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { convertToRgba } from '../../../native/core/pixels/convert.ts';

const NUMBERS = [0, 1, 2, 3, 255, 1_000_000, 0x5555_5555, 0xaaaa_aaaa, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** The strips alone, drawn by the definition, one pixel per `scale`. */
function strips(top: number, bottom: number, width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cell = Math.floor(((x + 0.5) * BARCODE_CELLS) / width);
      const white = isBarcodeCellWhite(y < height / 2 ? top : bottom, cell);
      rgba.fill(white ? 235 : 16, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return rgba;
}

describe('bar code', () => {
  it.each(NUMBERS)('gives %i back at any size', (number) => {
    for (const [width, height] of [
      [36, 4],
      [37, 5],
      [71, 40],
      [640, 360],
      [1921, 33],
    ] as const)
      expect(readBarcode(strips(number, number, width, height), width, height)).toEqual({ frameNumber: number, torn: false });
  });

  it('sees a torn frame', () => {
    expect(readBarcode(strips(41, 42, 320, 200), 320, 200)).toEqual({ frameNumber: 41, torn: true });
  });

  it('takes nothing else for a code', () => {
    const read = (fill: number) => readBarcode(new Uint8Array(320 * 200 * 4).fill(fill), 320, 200);
    expect([read(0), read(128), read(255)]).toEqual([undefined, undefined, undefined]);
    expect(readBarcode(new Uint8Array(35 * 10 * 4), 35, 10)).toBeUndefined();
    expect(readBarcode(new Uint8Array(10), 320, 200)).toBeUndefined();
  });

  it('finds one wrong bit by the parity', () => {
    const rgba = strips(6, 6, 36, 8);
    // Cell 33 is the lowest bit: 6 becomes 7 without its parity.
    for (let y = 0; y < 8; y++) rgba.fill(255, (y * 36 + 33) * 4, (y * 36 + 33) * 4 + 3);
    expect(readBarcode(rgba, 36, 8)).toBeUndefined();
  });

  it.each(RAW_PIXEL_FORMAT_NAMES)('is read from the pattern in %s', (format) => {
    const layout = tightLayout(format, 642, 363);
    const bytes = new Uint8Array(layoutBytes(layout));
    const source = new PatternSource('barcode', layout, 30);
    for (const number of [1, 2, 77_777, 0xdead_beef]) {
      source.render(bytes, number);
      const rgba = new Uint8Array(642 * 363 * 4);
      convertToRgba(layout, bytes, rgba);
      expect(readBarcode(rgba, 642, 363)).toEqual({ frameNumber: number, torn: false });
    }
  });
});
