/**
 * A plain radix-2 Fourier transform of complex numbers, real and imaginary parts apart, in place. The length is a power of two; the
 * tables are made once, so one transform serves many runs.
 */
export class FourierTransform {
  readonly length: number;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;

  constructor(length: number) {
    if (length < 2 || (length & (length - 1)) !== 0) throw new RangeError(`a transform of ${length} values: not a power of two`);
    this.length = length;
    this.#cosines = Float64Array.from({ length: length / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / length));
    this.#sines = Float64Array.from({ length: length / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / length));
  }

  forward(real: Float64Array, imaginary: Float64Array): void {
    reverseBits(real, imaginary, this.length);
    for (let half = 1; half < this.length; half *= 2) this.#butterflies(real, imaginary, half);
  }

  /** Undoes `forward`. */
  inverse(real: Float64Array, imaginary: Float64Array): void {
    this.forward(imaginary, real);
    for (let i = 0; i < this.length; i++) {
      real[i] = (real[i] ?? 0) / this.length;
      imaginary[i] = (imaginary[i] ?? 0) / this.length;
    }
  }

  #butterflies(real: Float64Array, imaginary: Float64Array, half: number): void {
    const { length } = this;
    const cosines = this.#cosines;
    const sines = this.#sines;
    const step = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half)
      for (let low = start, turn = 0; low < start + half; low++, turn += step) {
        const high = low + half;
        const cosine = cosines[turn] ?? 0;
        const sine = sines[turn] ?? 0;
        const re = real[high] ?? 0;
        const im = imaginary[high] ?? 0;
        const turnedRe = re * cosine - im * sine;
        const turnedIm = re * sine + im * cosine;
        const lowRe = real[low] ?? 0;
        const lowIm = imaginary[low] ?? 0;
        real[high] = lowRe - turnedRe;
        imaginary[high] = lowIm - turnedIm;
        real[low] = lowRe + turnedRe;
        imaginary[low] = lowIm + turnedIm;
      }
  }
}

function reverseBits(real: Float64Array, imaginary: Float64Array, length: number): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    swap(real, i, j);
    swap(imaginary, i, j);
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i] ?? 0;
  values[i] = values[j] ?? 0;
  values[j] = kept;
}
