/**
 * A baseline JPEG (ITU-T T.81) of RGBA pixels, for test pictures: 4:2:0, the recommended luminance tables of annex K for all three channels,
 * so that one quantisation table and one pair of Huffman tables do.
 */
const ZIGZAG = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28],
  ...[
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62,
    63,
  ],
);
/** Table K.1 at a quality at which blocks are not seen. */
const QUANTISATION = [
  [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80,
    62,
  ],
  [18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112],
  [100, 103, 99],
]
  .flat()
  .map((value) => Math.max(1, Math.round(value / 5)));
/** Tables K.3 and K.5: how many codes there are of each length, then what they stand for. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const AC_COUNTS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125];
const AC_SHORT = [
  ...[0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71, 0x14, 0x32],
  ...[0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72, 0x82],
];
/** The codes of 16 bits go to the other pairs of run and size, in order. */
const AC_VALUES = [
  ...AC_SHORT,
  ...Array.from({ length: 256 }, (_, value) => value).filter(
    (value) => (value & 15) > 0 && (value & 15) <= 10 && !AC_SHORT.includes(value),
  ),
];

interface Codes {
  readonly code: Uint16Array;
  readonly bits: Uint8Array;
}

function codesOf(counts: readonly number[], values: readonly number[]): Codes {
  const code = new Uint16Array(256);
  const bits = new Uint8Array(256);
  let next = 0;
  let index = 0;
  counts.forEach((count, length) => {
    for (let i = 0; i < count; i++) {
      const value = values[index++] ?? 0;
      code[value] = next++;
      bits[value] = length + 1;
    }
    next <<= 1;
  });
  return { code, bits };
}

const DC = codesOf(DC_COUNTS, DC_VALUES);
const AC = codesOf(AC_COUNTS, AC_VALUES);
/** Cosines of the transform with its factors, one row for each frequency. */
const COSINES = Float32Array.from({ length: 64 }, (_, i) => {
  const [frequency, at] = [i >> 3, i & 7];
  return (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * at + 1) * frequency * Math.PI) / 16);
});
const SHARES = Float32Array.from(QUANTISATION, (value) => 1 / value);

/** Buffers of one picture size, used for each frame again. */
export class JpegEncoder {
  readonly #width: number;
  readonly #height: number;
  readonly #header: Uint8Array;
  readonly #block = new Float32Array(64);
  readonly #rows = new Float32Array(64);
  readonly #levels = new Int32Array(64);
  #out: Uint8Array = new Uint8Array();
  #at = 0;
  #pending = 0;
  #pendingBits = 0;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#header = headerOf(width, height);
  }

  /** Writes the picture to the start of `out` and returns its length; undefined when it does not fit. */
  encode(rgba: Uint32Array, out: Uint8Array): number | undefined {
    if (out.length < this.#header.length) return undefined;
    this.#out = out;
    out.set(this.#header);
    this.#at = this.#header.length;
    this.#pending = 0;
    this.#pendingBits = 0;
    let [y, cb, cr] = [0, 0, 0];
    for (let top = 0; top < this.#height; top += 16)
      for (let left = 0; left < this.#width; left += 16) {
        for (let quarter = 0; quarter < 4; quarter++)
          y = this.#code(this.#luma(rgba, left + (quarter & 1) * 8, top + (quarter >> 1) * 8), y);
        cb = this.#code(this.#chroma(rgba, left, top, -0.168736, -0.331264, 0.5), cb);
        cr = this.#code(this.#chroma(rgba, left, top, 0.5, -0.418688, -0.081312), cr);
      }
    this.#put(0x7f, 7);
    if (this.#at + 2 > out.length) return undefined;
    out[this.#at++] = 0xff;
    out[this.#at++] = 0xd9;
    return this.#at;
  }

  /** Beyond the edge the last pixel is repeated. */
  #pixel(rgba: Uint32Array, x: number, y: number): number {
    return rgba[Math.min(y, this.#height - 1) * this.#width + Math.min(x, this.#width - 1)] as number;
  }

  #luma(rgba: Uint32Array, left: number, top: number): Float32Array {
    const block = this.#block;
    for (let i = 0; i < 64; i++) {
      const pixel = this.#pixel(rgba, left + (i & 7), top + (i >> 3));
      block[i] = 0.299 * (pixel & 0xff) + 0.587 * ((pixel >>> 8) & 0xff) + 0.114 * ((pixel >>> 16) & 0xff) - 128;
    }
    return block;
  }

  #chroma(rgba: Uint32Array, left: number, top: number, red: number, green: number, blue: number): Float32Array {
    const block = this.#block;
    for (let i = 0; i < 64; i++) {
      const x = left + (i & 7) * 2;
      const y = top + (i >> 3) * 2;
      const [a, b] = [this.#pixel(rgba, x, y), this.#pixel(rgba, x + 1, y)];
      const [c, d] = [this.#pixel(rgba, x, y + 1), this.#pixel(rgba, x + 1, y + 1)];
      // Red and blue are summed side by side: they lie 16 bits apart.
      const redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
      const greens = ((a >>> 8) & 0xff) + ((b >>> 8) & 0xff) + ((c >>> 8) & 0xff) + ((d >>> 8) & 0xff);
      block[i] = (red * (redBlue & 0xffff) + green * greens + blue * (redBlue >>> 16)) / 4;
    }
    return block;
  }

  /** Transforms and codes a block; returns its mean, from which the next one of the channel is told. */
  #code(block: Float32Array, lastMean: number): number {
    const rows = this.#rows;
    const levels = this.#levels;
    for (let row = 0; row < 64; row += 8)
      for (let frequency = 0; frequency < 8; frequency++) {
        let sum = 0;
        for (let i = 0; i < 8; i++) sum += (block[row + i] as number) * (COSINES[frequency * 8 + i] as number);
        rows[row + frequency] = sum;
      }
    let last = 0;
    for (let place = 0; place < 64; place++) {
      const index = ZIGZAG[place] as number;
      const across = index & 7;
      const down = index & 56;
      let sum = 0;
      for (let i = 0; i < 8; i++) sum += (rows[i * 8 + across] as number) * (COSINES[down + i] as number);
      const level = Math.round(sum * (SHARES[index] as number));
      levels[place] = level;
      if (level !== 0) last = place;
    }
    const mean = levels[0] as number;
    this.#level(mean - lastMean, 0, DC);
    let zeros = 0;
    for (let place = 1; place <= last; place++) {
      const level = levels[place] as number;
      if (level === 0) {
        zeros++;
        continue;
      }
      for (; zeros > 15; zeros -= 16) this.#symbol(AC, 0xf0);
      this.#level(level, zeros, AC);
      zeros = 0;
    }
    if (last < 63) this.#symbol(AC, 0);
    return mean;
  }

  /** The size of a number together with the zeros in front of it, then its bits; those of a negative one are of one less. */
  #level(level: number, zeros: number, codes: Codes): void {
    const size = 32 - Math.clz32(Math.abs(level));
    this.#symbol(codes, (zeros << 4) | size);
    if (size > 0) this.#put((level < 0 ? level - 1 : level) & ((1 << size) - 1), size);
  }

  #symbol({ code, bits }: Codes, value: number): void {
    this.#put(code[value] as number, bits[value] as number);
  }

  #put(value: number, bits: number): void {
    this.#pending = (this.#pending << bits) | value;
    this.#pendingBits += bits;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      const byte = (this.#pending >> this.#pendingBits) & 0xff;
      this.#out[this.#at++] = byte;
      if (byte === 0xff) this.#out[this.#at++] = 0;
    }
    this.#pending &= (1 << this.#pendingBits) - 1;
  }
}

function headerOf(width: number, height: number): Uint8Array {
  const word = (value: number) => [value >> 8, value & 0xff];
  const segment = (marker: number, ...content: number[]) => [0xff, marker, ...word(content.length + 2), ...content];
  const component = (id: number, sampling: number) => [id, sampling, 0];
  return Uint8Array.of(
    ...[0xff, 0xd8],
    ...segment(0xe0, ...[0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0], ...word(1), ...word(1), 0, 0),
    ...segment(0xdb, 0, ...Array.from(ZIGZAG, (index) => QUANTISATION[index] ?? 1)),
    ...segment(0xc0, 8, ...word(height), ...word(width), 3, ...component(1, 0x22), ...component(2, 0x11), ...component(3, 0x11)),
    ...segment(0xc4, 0x00, ...DC_COUNTS, ...DC_VALUES, 0x10, ...AC_COUNTS, ...AC_VALUES),
    ...segment(0xda, 3, ...[1, 0, 2, 0, 3, 0], 0, 63, 0),
  );
}
