import type { Frame } from './frame.ts';

/** Enough to find the moment that one has just missed. */
export const MOST_KEPT = 8;
/** Of all views together. */
export const KEPT_BYTES = 128 * 2 ** 20;

/**
 * The last frames that one view has shown, the newest first; the first one is what stands on the canvas. The oldest go when there are more
 * than eight or when they take more than the view's share of memory.
 */
export class KeptFrames {
  readonly #budget: () => number;
  #frames: readonly Frame[] = [];

  constructor(budget: () => number) {
    this.#budget = budget;
  }

  get count(): number {
    return this.#frames.length;
  }

  get newest(): Frame | undefined {
    return this.#frames[0];
  }

  get all(): readonly Frame[] {
    return this.#frames;
  }

  /** 0 is the newest one. */
  at(back: number): Frame | undefined {
    return this.#frames[back];
  }

  add(frame: Frame): void {
    const all = [frame, ...this.#frames];
    const each = Math.max(1, frame.pixels.byteLength);
    const room = Math.min(MOST_KEPT, Math.max(1, Math.floor(this.#budget() / each)));
    this.#frames = all.slice(0, room);
    for (const gone of all.slice(room)) gone.recycle?.();
  }

  clear(): void {
    for (const frame of this.#frames) frame.recycle?.();
    this.#frames = [];
  }
}
