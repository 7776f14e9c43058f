/** Counts in classes that double: class i holds values below `limitsUs[i]` and not below the one before; the last class is open. */
export interface Histogram {
  readonly limitsUs: readonly number[];
  /** One more than there are limits. */
  readonly counts: readonly number[];
  readonly total: number;
  readonly maxUs: number;
}

/** 1 us to 8.4 s. */
const LIMITS_US: readonly number[] = Array.from({ length: 24 }, (_, exponent) => 2 ** exponent);

export class HistogramCounter {
  readonly #counts = new Array<number>(LIMITS_US.length + 1).fill(0);
  #total = 0;
  #maxUs = 0;

  add(microseconds: number): void {
    const found = LIMITS_US.findIndex((limit) => microseconds < limit);
    const index = found < 0 ? LIMITS_US.length : found;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total++;
    this.#maxUs = Math.max(this.#maxUs, microseconds);
  }

  snapshot(): Histogram {
    return { limitsUs: LIMITS_US, counts: [...this.#counts], total: this.#total, maxUs: this.#maxUs };
  }
}
