/** RGB565: a little-endian word of 5 bits of red, 6 of green and 5 of blue. The highest bits are repeated below, so that white is 255. */
import type { FrameLayout } from '../layout.ts';

export function decodeRgb565(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + y * strideBytes; to < end; to++, from += 2) {
      const word = (bytes[from] as number) | ((bytes[from + 1] as number) << 8);
      const red = word >> 11;
      const green = (word >> 5) & 63;
      const blue = word & 31;
      out[to] =
        0xff000000 | (((blue << 3) | (blue >> 2)) << 16) | (((green << 2) | (green >> 4)) << 8) | ((red << 3) | (red >> 2));
    }
  }
}

export function encodeRgb565(rgba: Uint32Array, layout: FrameLayout, out: Uint8Array, firstRow: number, endRow: number): void {
  const { width, strideBytes, offsetBytes } = layout;
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    for (let from = y * width, to = offsetBytes + y * strideBytes; from < end; from++, to += 2) {
      const pixel = rgba[from] as number;
      const word = ((pixel & 0xf8) << 8) | ((pixel >>> 5) & 0x7e0) | ((pixel >>> 19) & 31);
      out[to] = word;
      out[to + 1] = word >> 8;
    }
  }
}
