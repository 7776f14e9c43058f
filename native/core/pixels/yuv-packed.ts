import type { FrameLayout } from '../layout.ts';
import { packFixed, type RgbFactors, ROUNDING, type YuvFactors } from './yuv-matrix.ts';

/** YUYV and UYVY: two pixels in four bytes, one colour for both. An odd width ends with half a group. */

/** Where the four samples of a group lie. */
interface SampleOrder {
  readonly y0: number;
  readonly y1: number;
  readonly u: number;
  readonly v: number;
}

export const YUYV_ORDER: SampleOrder = { y0: 0, u: 1, y1: 2, v: 3 };
export const UYVY_ORDER: SampleOrder = { u: 0, y0: 1, v: 2, y1: 3 };

export function decodePacked(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array, k: YuvFactors, order: SampleOrder): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const { black, y: ky, rv, gu, gv, bu } = k;
  const bias = ROUNDING - black;
  const { y0, y1, u: atU, v: atV } = order;
  for (let row = 0; row < height; row++) {
    let from = offsetBytes + row * strideBytes;
    let to = row * width;
    const last = to + width - 1;
    for (; to < last; to += 2, from += 4) {
      const u = (bytes[from + atU] as number) - 128;
      const v = (bytes[from + atV] as number) - 128;
      const red = rv * v + bias;
      const green = bias - gu * u - gv * v;
      const blue = bu * u + bias;
      const left = ky * (bytes[from + y0] as number);
      out[to] = packFixed(left + red, left + green, left + blue);
      const right = ky * (bytes[from + y1] as number);
      out[to + 1] = packFixed(right + red, right + green, right + blue);
    }
    if (to > last) continue;
    const u = (bytes[from + atU] as number) - 128;
    const v = (bytes[from + atV] as number) - 128;
    const luma = ky * (bytes[from + y0] as number) + bias;
    out[to] = packFixed(luma + rv * v, luma - gu * u - gv * v, luma + bu * u);
  }
}

export function encodePacked(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  k: RgbFactors,
  order: SampleOrder,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const { yr, yg, yb, ur, ug, ub, vr, vg, vb } = k;
  const { y0, y1, u, v } = order;
  const luma = (k.lumaOffset << 16) + 0x8000;
  // Two pixels are summed, hence 17 fraction bits.
  const chroma = (128 << 17) + 0x10000;
  for (let row = firstRow; row < endRow; row++) {
    let to = offsetBytes + row * strideBytes;
    const end = (row + 1) * width;
    for (let from = row * width; from < end; from += 2, to += 4) {
      const a = rgba[from] as number;
      const b = from + 1 < end ? (rgba[from + 1] as number) : a;
      const r0 = a & 0xff;
      const g0 = (a >>> 8) & 0xff;
      const b0 = (a >>> 16) & 0xff;
      const r1 = b & 0xff;
      const g1 = (b >>> 8) & 0xff;
      const b1 = (b >>> 16) & 0xff;
      out[to + y0] = (yr * r0 + yg * g0 + yb * b0 + luma) >> 16;
      out[to + y1] = (yr * r1 + yg * g1 + yb * b1 + luma) >> 16;
      const r = r0 + r1;
      const g = g0 + g1;
      const bl = b0 + b1;
      // Full range reaches 255.5, which would wrap to 0.
      out[to + u] = Math.min((ur * r + ug * g + ub * bl + chroma) >> 17, 255);
      out[to + v] = Math.min((vr * r + vg * g + vb * bl + chroma) >> 17, 255);
    }
  }
}
