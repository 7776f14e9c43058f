interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** How far the channels are apart, times `gain`, over what both pictures have; equal pixels are black. RGBA, without padding. */
export function differenceOf(one: Pixels, other: Pixels, gain: number, target: Pixels): void {
  const { width, height, data } = target;
  const a = one.data;
  const b = other.data;
  for (let y = 0; y < height; y++) {
    let from = y * one.width * 4;
    let against = y * other.width * 4;
    const end = (y + 1) * width * 4;
    for (let to = y * width * 4; to < end; to += 4, from += 4, against += 4) {
      data[to] = Math.abs((a[from] as number) - (b[against] as number)) * gain;
      data[to + 1] = Math.abs((a[from + 1] as number) - (b[against + 1] as number)) * gain;
      data[to + 2] = Math.abs((a[from + 2] as number) - (b[against + 2] as number)) * gain;
      data[to + 3] = 255;
    }
  }
}

/** The upper left part of a picture as one of its own. */
export function cutTo({ width, data }: Pixels, size: { readonly width: number; readonly height: number }): Uint8ClampedArray {
  if (size.width === width) return data.subarray(0, size.width * size.height * 4);
  const cut = new Uint8ClampedArray(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) cut.set(data.subarray(y * width * 4, (y * width + size.width) * 4), y * size.width * 4);
  return cut;
}
