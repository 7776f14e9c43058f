/** So long nobody misses a picture; the screen's next frame comes sooner. */
const LATE_MS = 100;
/** Like a usual screen. */
const INSTEAD_MS = 16;

/**
 * Calls back with the next frame of the screen. When Chromium's graphics process ends, a worker that waits for one is forgotten; a timer then
 * takes the place of the screen until that calls again.
 */
export class NextFrame {
  readonly #callback: () => void;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #late = false;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  /** Asked for twice it comes once. */
  ask(): void {
    if (this.#timer !== undefined) return;
    this.#request = requestAnimationFrame(() => this.#come(false));
    this.#timer = setTimeout(() => this.#come(true), this.#late ? INSTEAD_MS : LATE_MS);
  }

  cancel(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #come(late: boolean): void {
    this.cancel();
    this.#late = late;
    this.#callback();
  }
}
