/**
 * YUV to RGBA, eight pixels at a time: the arithmetic of native/core/pixels/yuv-planar.ts and yuv-packed.ts in AssemblyScript, to the bit.
 * The caller lays planes and picture out in this module's memory; nothing is checked here.
 *
 * Factors have 16 fraction bits (`YuvFactors`); `bias` is their rounding less the black level. Pointers and strides are in bytes.
 */

const OPAQUE: i16 = 255;

/** Eight pixels, of their luma and the colour of their four pairs. */
// @ts-expect-error: decorator
@inline
function storeEight(out: usize, luma: v128, u: v128, v: v128, ky: i32, rv: i32, gu: i32, gv: i32, bu: i32, bias: i32): void {
  const offset = i32x4.splat(bias);
  const red = i32x4.add(i32x4.mul(v, i32x4.splat(rv)), offset);
  const green = i32x4.sub(i32x4.sub(offset, i32x4.mul(u, i32x4.splat(gu))), i32x4.mul(v, i32x4.splat(gv)));
  const blue = i32x4.add(i32x4.mul(u, i32x4.splat(bu)), offset);
  const factor = i32x4.splat(ky);
  const low = i32x4.mul(i32x4.extend_low_i16x8_u(luma), factor);
  const high = i32x4.mul(i32x4.extend_high_i16x8_u(luma), factor);
  const r = i16x8.narrow_i32x4_s(shifted(low, firstPairs(red)), shifted(high, lastPairs(red)));
  const g = i16x8.narrow_i32x4_s(shifted(low, firstPairs(green)), shifted(high, lastPairs(green)));
  const b = i16x8.narrow_i32x4_s(shifted(low, firstPairs(blue)), shifted(high, lastPairs(blue)));
  const rb = i8x16.narrow_i16x8_u(r, b);
  const ga = i8x16.narrow_i16x8_u(g, i16x8.splat(OPAQUE));
  // Interleaving is one instruction each, where any other order of two vectors costs the engine a dozen.
  const rg = i8x16.shuffle(rb, ga, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const ba = i8x16.shuffle(rb, ga, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  v128.store(out, i16x8.shuffle(rg, ba, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(out + 16, i16x8.shuffle(rg, ba, 4, 12, 5, 13, 6, 14, 7, 15));
}

// @ts-expect-error: decorator
@inline
function shifted(luma: v128, colour: v128): v128 {
  return i32x4.shr_s(i32x4.add(luma, colour), 16);
}

// @ts-expect-error: decorator
@inline
function firstPairs(colour: v128): v128 {
  return i8x16.shuffle(colour, colour, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7);
}

// @ts-expect-error: decorator
@inline
function lastPairs(colour: v128): v128 {
  return i8x16.shuffle(colour, colour, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15);
}

// @ts-expect-error: decorator
@inline
function storeOne(out: usize, luma: i32, u: i32, v: i32, rv: i32, gu: i32, gv: i32, bu: i32): void {
  const r = clamped((luma + rv * v) >> 16);
  const g = clamped((luma - gu * u - gv * v) >> 16);
  const b = clamped((luma + bu * u) >> 16);
  store<u32>(out, 0xff000000 | (b << 16) | (g << 8) | r);
}

// @ts-expect-error: decorator
@inline
function clamped(value: i32): u32 {
  return <u32>max(0, min(255, value));
}

/**
 * One row of NV12, NV21, I420 or YV12. `atU` and `atV` are those of its first pixel; `step` is 2 where they alternate, 1 where each has a
 * plane of its own.
 */
// @ts-expect-error: decorator
@inline
function planarRow(
  out: usize,
  from: usize,
  atU: usize,
  atV: usize,
  step: usize,
  width: i32,
  ky: i32,
  rv: i32,
  gu: i32,
  gv: i32,
  bu: i32,
  bias: i32,
): void {
  const middle = i16x8.splat(128);
  const uFirst = atU < atV;
  const interleaved = uFirst ? atU : atV;
  let x = 0;
  for (; x + 8 <= width; x += 8) {
    let u: v128;
    let v: v128;
    if (step == 2) {
      const both = i16x8.sub(v128.load8x8_u(interleaved + x), middle);
      const first = i32x4.shr_s(i32x4.shl(both, 16), 16);
      const second = i32x4.shr_s(both, 16);
      u = uFirst ? first : second;
      v = uFirst ? second : first;
    } else {
      u = i32x4.extend_low_i16x8_s(i16x8.sub(i16x8.extend_low_i8x16_u(v128.load32_zero(atU + (x >> 1))), middle));
      v = i32x4.extend_low_i16x8_s(i16x8.sub(i16x8.extend_low_i8x16_u(v128.load32_zero(atV + (x >> 1))), middle));
    }
    storeEight(out + x * 4, v128.load8x8_u(from + x), u, v, ky, rv, gu, gv, bu, bias);
  }
  for (; x < width; x++) {
    const at = <usize>(x >> 1) * step;
    const luma = ky * <i32>load<u8>(from + x) + bias;
    storeOne(out + x * 4, luma, <i32>load<u8>(atU + at) - 128, <i32>load<u8>(atV + at) - 128, rv, gu, gv, bu);
  }
}

export function planar(
  out: usize,
  from: usize,
  stride: usize,
  atU: usize,
  atV: usize,
  colourStride: usize,
  step: usize,
  width: i32,
  height: i32,
  ky: i32,
  rv: i32,
  gu: i32,
  gv: i32,
  bu: i32,
  bias: i32,
): void {
  for (let row = 0; row < height; row++) {
    const colour = <usize>(row >> 1) * colourStride;
    planarRow(out + row * width * 4, from + <usize>row * stride, atU + colour, atV + colour, step, width, ky, rv, gu, gv, bu, bias);
  }
}

/** YUYV (`lumaFirst`) or UYVY. */
export function packed(
  out: usize,
  from: usize,
  stride: usize,
  lumaFirst: bool,
  width: i32,
  height: i32,
  ky: i32,
  rv: i32,
  gu: i32,
  gv: i32,
  bu: i32,
  bias: i32,
): void {
  const middle = i32x4.splat(128);
  const lumaAt: usize = lumaFirst ? 0 : 1;
  const colourAt: usize = 1 - lumaAt;
  for (let row = 0; row < height; row++) {
    const line = from + <usize>row * stride;
    const to = out + row * width * 4;
    let x = 0;
    for (; x + 8 <= width; x += 8) {
      const samples = v128.load(line + x * 2);
      const even = v128.and(samples, i16x8.splat(0xff));
      const odd = i16x8.shr_u(samples, 8);
      const luma = lumaFirst ? even : odd;
      const colour = lumaFirst ? odd : even;
      const u = i32x4.sub(v128.and(colour, i32x4.splat(0xffff)), middle);
      const v = i32x4.sub(i32x4.shr_u(colour, 16), middle);
      storeEight(to + x * 4, luma, u, v, ky, rv, gu, gv, bu, bias);
    }
    for (; x < width; x++) {
      const group = line + (x >> 1) * 4;
      const luma = ky * <i32>load<u8>(line + x * 2 + lumaAt) + bias;
      const u = <i32>load<u8>(group + colourAt) - 128;
      const v = <i32>load<u8>(group + colourAt + 2) - 128;
      storeOne(to + x * 4, luma, u, v, rv, gu, gv, bu);
    }
  }
}
