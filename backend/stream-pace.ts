/** Keeps a stream to at most so many frames a second: says how long it must not want the next one. Times of any steady clock. Pure. */
export class StreamPace {
  readonly #intervalMs: number;
  #dueMs = Number.NEGATIVE_INFINITY;

  /** 0 = as they come. */
  constructor(maxFps: number) {
    this.#intervalMs = maxFps > 0 ? 1000 / maxFps : 0;
  }

  waitMs(nowMs: number): number {
    return Math.max(0, this.#dueMs - nowMs);
  }

  /** A frame was sent. The time by which it was late is not lost, or a camera whose frames fall between would be slowed down further. */
  sent(nowMs: number): void {
    const due = this.#dueMs + this.#intervalMs;
    this.#dueMs = due > nowMs ? due : nowMs + this.#intervalMs;
  }
}
