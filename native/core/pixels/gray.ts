import type { FrameLayout } from '../layout.ts';
import type { YuvFactors } from './yuv-matrix.ts';

/** GRAY8: 0 is black, 255 is white, whatever the range of YUV is. */
export function decodeGray(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let to = y * width, from = offsetBytes + y * strideBytes; to < end; to++, from++)
      out[to] = ((bytes[from] as number) * 0x010101) | 0xff000000;
  }
}

/** Full-range luma by the shares of the matrix. */
export function encodeGray(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  fullRange: YuvFactors,
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
