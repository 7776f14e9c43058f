/**
 * One value a pixel to RGBA through a table of colours, as native/core/pixels/gray.ts does. The caller lays rows, table and picture out in
 * this module's memory; nothing is checked here. Pointers and strides are in bytes.
 */

/** `table`: the 256 colours of a byte, four bytes each. */
export function bytes(out: usize, from: usize, stride: usize, table: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row++) {
    let at = from + <usize>row * stride;
    let to = out + row * width * 4;
    const end = at + width;
    for (; at + 8 <= end; at += 8, to += 32) {
      let eight = load<u64>(at);
      for (let i: usize = 0; i < 32; i += 4) {
        store<u32>(to + i, load<u32>(table + <usize>((eight & 0xff) << 2)));
        eight >>= 8;
      }
    }
    for (; at < end; at++, to += 4) store<u32>(to, load<u32>(table + (<usize>load<u8>(at) << 2)));
  }
}

/** `table`: the 65 536 colours of two bytes, the lower one first, or the higher (`bigEndian`). */
export function words(out: usize, from: usize, stride: usize, bigEndian: bool, table: usize, width: i32, height: i32): void {
  const atLow: usize = bigEndian ? 1 : 0;
  const atHigh: usize = 1 - atLow;
  for (let row = 0; row < height; row++) {
    let at = from + <usize>row * stride;
    let to = out + row * width * 4;
    for (const end = at + width * 2; at < end; at += 2, to += 4)
      store<u32>(to, load<u32>(table + (((<usize>load<u8>(at + atHigh) << 8) | load<u8>(at + atLow)) << 2)));
  }
}
