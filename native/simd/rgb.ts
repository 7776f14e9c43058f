/**
 * Three and four bytes a pixel to opaque RGBA, as native/core/pixels/rgb.ts does. The caller lays rows and picture out in this module's
 * memory; nothing is checked here. Pointers and strides are in bytes.
 */

const OPAQUE: u32 = 0xff000000;

/** RGB24, or BGR24 (`blueFirst`): sixteen pixels at a time. */
export function threeBytes(out: usize, from: usize, stride: usize, blueFirst: bool, width: i32, height: i32): void {
  const red: usize = blueFirst ? 2 : 0;
  const blue: usize = 2 - red;
  for (let row = 0; row < height; row++) {
    let at = from + <usize>row * stride;
    let to = out + row * width * 4;
    let x = 0;
    for (; x + 16 <= width; x += 16, at += 48, to += 64) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      const c = v128.load(at, 32);
      // Each time the twelve bytes of four pixels, brought to the front.
      storeFour(to, a, blueFirst);
      storeFour(to + 16, i8x16.shuffle(a, b, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0, 0, 0, 0), blueFirst);
      storeFour(to + 32, i8x16.shuffle(b, c, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 0, 0, 0), blueFirst);
      storeFour(to + 48, i8x16.shuffle(c, c, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0), blueFirst);
    }
    for (; x < width; x++, at += 3, to += 4)
      store<u32>(to, OPAQUE | (<u32>load<u8>(at + blue) << 16) | (<u32>load<u8>(at, 1) << 8) | load<u8>(at + red));
  }
}

// @ts-expect-error: decorator
@inline
function storeFour(to: usize, pixels: v128, blueFirst: bool): void {
  const spread = blueFirst
    ? i8x16.shuffle(pixels, pixels, 2, 1, 0, 0, 5, 4, 3, 0, 8, 7, 6, 0, 11, 10, 9, 0)
    : i8x16.shuffle(pixels, pixels, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0);
  v128.store(to, v128.or(spread, i32x4.splat(OPAQUE)));
}

/** RGBA and RGBX, or BGRA and BGRX (`blueFirst`): four pixels at a time. */
export function fourBytes(out: usize, from: usize, stride: usize, blueFirst: bool, width: i32, height: i32): void {
  const red: usize = blueFirst ? 2 : 0;
  const blue: usize = 2 - red;
  for (let row = 0; row < height; row++) {
    let at = from + <usize>row * stride;
    let to = out + row * width * 4;
    let x = 0;
    for (; x + 4 <= width; x += 4, at += 16, to += 16) {
      const four = v128.load(at);
      const ordered = blueFirst ? i8x16.shuffle(four, four, 2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8, 11, 14, 13, 12, 15) : four;
      v128.store(to, v128.or(ordered, i32x4.splat(OPAQUE)));
    }
    for (; x < width; x++, at += 4, to += 4)
      store<u32>(to, OPAQUE | (<u32>load<u8>(at + blue) << 16) | (<u32>load<u8>(at, 1) << 8) | load<u8>(at + red));
  }
}
