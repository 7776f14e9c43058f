import type { FrameLayout } from '../layout.ts';

import { type Rendering, stepOf } from './display.ts';
import type { RgbFactors } from './yuv-matrix.ts';

/** Pictures of one byte per pixel, `step` bytes apart, the first of them `first` bytes behind the layout's offset: GRAY8, and luma alone. */
export function decodeBytes(
  bytes: Uint8Array,
  layout: FrameLayout,
  out: Uint32Array,
  rendering: Rendering,
  first = 0,
  step = 1,
): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const { levels, scale, table } = rendering;
  const colours = Uint32Array.from({ length: 256 }, (_, value) => table[stepOf(value, levels.low, scale)] as number);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + first + y * strideBytes; to < end; to++, from += step)
      out[to] = colours[bytes[from] as number] as number;
  }
}

/** Full-range luma by the shares of the matrix. */
export function encodeGray(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  fullRange: RgbFactors,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const { yr, yg, yb } = fullRange;
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    for (let from = y * width, to = offsetBytes + y * strideBytes; from < end; from++, to++) {
      const pixel = rgba[from] as number;
      out[to] = (yr * (pixel & 0xff) + yg * ((pixel >>> 8) & 0xff) + yb * ((pixel >>> 16) & 0xff) + 0x8000) >> 16;
    }
  }
}
