/**
 * Bayer mosaics: one sample a pixel, of the colour that the pattern has there. The other two colours of a pixel are the mean of its
 * neighbours that have them; what would lie beyond an edge is mirrored at the outermost row or column, which keeps the pattern.
 */
import { type BayerPattern, pixelFormat } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import { type Rendering, stepOf } from './display.ts';

/** Where red lies in the pattern: even or odd column, even or odd row. Blue lies across from it, green in the other two places. */
export function redPlace(pattern: BayerPattern): { readonly x: 0 | 1; readonly y: 0 | 1 } {
  const at = pattern.indexOf('R');
  return { x: at % 2 === 0 ? 0 : 1, y: at < 2 ? 0 : 1 };
}

export function patternOf({ format }: FrameLayout): BayerPattern {
  const { bayer } = pixelFormat(format);
  if (!bayer) throw new TypeError(`${format} is no Bayer format`);
  return bayer;
}

/** The row or column next to an edge, for the one that is not there. A single one stands for its neighbours too. */
function mirrored(index: number, count: number): number {
  const inside = index < 0 ? 1 : index >= count ? count - 2 : index;
  return Math.min(count - 1, Math.max(0, inside));
}

/** Shades of all means of four samples, by their sum: made once for each rendering, and no mean is ever computed. */
const SHADES = new WeakMap<Rendering, Uint8Array>();

function shadesOfSums(rendering: Rendering, bits: number): Uint8Array {
  const known = SHADES.get(rendering);
  if (known) return known;
  const { levels, scale, table } = rendering;
  const made = new Uint8Array(4 * (2 ** bits - 1) + 1);
  for (let sum = 0; sum < made.length; sum++) made[sum] = table[stepOf(sum / 4, levels.low, scale)] as number;
  SHADES.set(rendering, made);
  return made;
}

export function decodeBayer(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array, rendering: Rendering): void {
  const { width, height, strideBytes, offsetBytes, format } = layout;
  const red = redPlace(patternOf(layout));
  const { bits } = pixelFormat(format);
  const shades = shadesOfSums(rendering, bits);
  const wide = bits === 16;
  const bytesPerSample = wide ? 2 : 1;
  const sample = (at: number) => (wide ? (bytes[at] as number) | ((bytes[at + 1] as number) << 8) : (bytes[at] as number));
  const rowAt = (y: number) => offsetBytes + mirrored(y, height) * strideBytes;
  const second = mirrored(1, width) * bytesPerSample;
  for (let y = 0; y < height; y++) {
    const up = rowAt(y - 1);
    const here = rowAt(y);
    const down = rowAt(y + 1);
    const isRedRow = (y & 1) === red.y;
    // The column, even or odd, in which this row has its colour that is not green.
    const colourColumn = isRedRow ? red.x : 1 - red.x;
    // Neighbours move along: what was to the right is next to the left.
    let upHere = sample(up);
    let midHere = sample(here);
    let downHere = sample(down);
    let upLeft = sample(up + second);
    let midLeft = sample(here + second);
    let downLeft = sample(down + second);
    let to = y * width;
    for (let x = 0; x < width; x++, to++) {
      const right = (x + 1 < width ? x + 1 : mirrored(x + 1, width)) * bytesPerSample;
      const upRight = sample(up + right);
      const midRight = sample(here + right);
      const downRight = sample(down + right);
      // Sums of four samples.
      let own: number;
      let other: number;
      let green: number;
      if ((x & 1) === colourColumn) {
        own = midHere << 2;
        green = upHere + midLeft + midRight + downHere;
        other = upLeft + upRight + downLeft + downRight;
      } else {
        green = midHere << 2;
        own = (midLeft + midRight) << 1;
        other = (upHere + downHere) << 1;
      }
      const r = shades[isRedRow ? own : other] as number;
      const b = shades[isRedRow ? other : own] as number;
      out[to] = 0xff000000 | (b << 16) | ((shades[green] as number) << 8) | r;
      upLeft = upHere;
      midLeft = midHere;
      downLeft = downHere;
      upHere = upRight;
      midHere = midRight;
      downHere = downRight;
    }
  }
}

/** Takes from each pixel the colour that the pattern has there. */
export function encodeBayer(rgba: Uint32Array, layout: FrameLayout, out: Uint8Array, firstRow: number, endRow: number): void {
  const { width, strideBytes, offsetBytes, format } = layout;
  const shifts = [...patternOf(layout)].map((colour) => 'RGB'.indexOf(colour) * 8);
  const wide = pixelFormat(format).bits === 16;
  for (let y = firstRow; y < endRow; y++) {
    const even = shifts[(y & 1) * 2] as number;
    const odd = shifts[(y & 1) * 2 + 1] as number;
    const begin = y * width;
    let to = offsetBytes + y * strideBytes;
    for (let x = 0; x < width; x++) {
      const value = ((rgba[begin + x] as number) >>> (x & 1 ? odd : even)) & 0xff;
      out[to++] = value;
      // 257 times as much, so that white is 65535.
      if (wide) out[to++] = value;
    }
  }
}
