/** How far a piece of work is whose size is known, and how long the rest takes. Pure but for its clock. */

export interface Progress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Undefined before the rate is known. */
  readonly secondsLeft: number | undefined;
}

/** The first moments tell nothing: files are opened, and much may lie in the system's memory. */
const KNOWN_AFTER_MS = 1000;

export class ProgressMeter {
  readonly #now: () => number;
  #totalBytes = 0;
  #doneBytes = 0;
  #startedAt: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedAt = now();
  }

  begin(totalBytes: number): void {
    this.#totalBytes = totalBytes;
    this.#doneBytes = 0;
    this.#startedAt = this.#now();
  }

  /** There is more, or less, to do than was known. */
  resize(totalBytes: number): void {
    this.#totalBytes = Math.max(totalBytes, this.#doneBytes);
  }

  /** Never goes back, and never beyond all of it. */
  reach(doneBytes: number): void {
    this.#doneBytes = Math.min(Math.max(this.#doneBytes, doneBytes), this.#totalBytes);
  }

  report(): Progress {
    const elapsedMs = this.#now() - this.#startedAt;
    const isKnown = elapsedMs >= KNOWN_AFTER_MS && this.#doneBytes > 0;
    const leftMs = (elapsedMs * (this.#totalBytes - this.#doneBytes)) / this.#doneBytes;
    return {
      doneBytes: this.#doneBytes,
      totalBytes: this.#totalBytes,
      secondsLeft: isKnown ? leftMs / 1000 : undefined,
    };
  }
}
