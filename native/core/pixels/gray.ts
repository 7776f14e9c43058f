/** Pictures of one value a pixel: GRAY8, GRAY16 in both orders of bytes, FLOAT32, and what else is shown by one value. */
import type { FrameLayout } from '../layout.ts';
import { type Rendering, stepOf } from './display.ts';
import type { RgbFactors } from './yuv-matrix.ts';

/** Made once for each rendering. */
const COLOURS = new WeakMap<Rendering, Uint32Array>();

/** The colour of every value of one or two bytes: looking up is three times as fast as computing. */
export function coloursOf(rendering: Rendering, values: 256 | 65_536): Uint32Array {
  const known = COLOURS.get(rendering);
  if (known?.length === values) return known;
  const { levels, scale, table } = rendering;
  const made = new Uint32Array(values);
  for (let value = 0; value < values; value++) made[value] = table[stepOf(value, levels.low, scale)] as number;
  COLOURS.set(rendering, made);
  return made;
}

/** One byte for each pixel, `step` bytes apart, the first of them `first` bytes behind the layout's offset: GRAY8, and luma alone. */
export function decodeBytes(
  bytes: Uint8Array,
  layout: FrameLayout,
  out: Uint32Array,
  rendering: Rendering,
  first = 0,
  step = 1,
): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const colours = coloursOf(rendering, 256);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + first + y * strideBytes; to < end; to++, from += step)
      out[to] = colours[bytes[from] as number] as number;
  }
}

export function decodeGray16(
  bytes: Uint8Array,
  layout: FrameLayout,
  out: Uint32Array,
  rendering: Rendering,
  bigEndian = false,
): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const colours = coloursOf(rendering, 65_536);
  const begin = bytes.byteOffset + offsetBytes;
  if (!bigEndian && (begin | strideBytes) % 2 === 0) {
    const values = new Uint16Array(bytes.buffer, begin, Math.floor((bytes.byteLength - offsetBytes) / 2));
    for (let y = 0; y < height; y++) {
      const end = (y + 1) * width;
      for (let to = y * width, from = (y * strideBytes) / 2; to < end; to++, from++)
        out[to] = colours[values[from] as number] as number;
    }
    return;
  }
  const atLow = bigEndian ? 1 : 0;
  const atHigh = 1 - atLow;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + y * strideBytes; to < end; to++, from += 2)
      out[to] = colours[(bytes[from + atLow] as number) | ((bytes[from + atHigh] as number) << 8)] as number;
  }
}

export function decodeFloat32(
  bytes: Uint8Array,
  layout: FrameLayout,
  out: Uint32Array,
  { levels: { low }, scale, table }: Rendering,
): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const begin = bytes.byteOffset + offsetBytes;
  if ((begin | strideBytes) % 4 === 0) {
    const floats = new Float32Array(bytes.buffer, begin, Math.floor((bytes.byteLength - offsetBytes) / 4));
    for (let y = 0; y < height; y++) {
      const end = (y + 1) * width;
      for (let to = y * width, from = (y * strideBytes) / 4; to < end; to++, from++)
        out[to] = table[stepOf(floats[from] as number, low, scale)] as number;
    }
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + y * strideBytes; to < end; to++, from += 4)
      out[to] = table[stepOf(view.getFloat32(from, true), low, scale)] as number;
  }
}

/** Full-range luma by the shares of the matrix: 0 to 255 with 16 fraction bits. */
function lumaOf(pixel: number, { yr, yg, yb }: RgbFactors): number {
  return yr * (pixel & 0xff) + yg * ((pixel >>> 8) & 0xff) + yb * ((pixel >>> 16) & 0xff);
}

const WHITE = 255 * 65_536;

export function encodeGray(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  fullRange: RgbFactors,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    for (let from = y * width, to = offsetBytes + y * strideBytes; from < end; from++, to++)
      out[to] = (lumaOf(rgba[from] as number, fullRange) + 0x8000) >> 16;
  }
}

export function encodeGray16(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  fullRange: RgbFactors,
  bigEndian = false,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const atLow = bigEndian ? 1 : 0;
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    for (let from = y * width, to = offsetBytes + y * strideBytes; from < end; from++, to += 2) {
      const value = Math.round((lumaOf(rgba[from] as number, fullRange) / WHITE) * 65_535);
      out[to + atLow] = value;
      out[to + 1 - atLow] = value >> 8;
    }
  }
}

/** 0 is black, 1 is white. */
export function encodeFloat32(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  fullRange: RgbFactors,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    for (let from = y * width, to = offsetBytes + y * strideBytes; from < end; from++, to += 4)
      view.setFloat32(to, lumaOf(rgba[from] as number, fullRange) / WHITE, true);
  }
}
