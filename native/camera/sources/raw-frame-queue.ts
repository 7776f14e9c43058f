import type { FrameQueue } from './frame-queue.ts';

/** Cuts a stream of bytes into frames of equal size and keeps the last few, in buffers that are made once. */
export class RawFrameQueue implements FrameQueue {
  readonly #frameBytes: number;
  readonly #frames: readonly Uint8Array[];
  /** Index of the oldest whole frame; the one after the newest is being filled. */
  #oldest = 0;
  #whole = 0;
  #filled = 0;

  /** Room for `capacity` whole frames and one that is being filled. */
  constructor(frameBytes: number, capacity: number) {
    this.#frameBytes = frameBytes;
    this.#frames = Array.from({ length: capacity + 1 }, () => new Uint8Array(frameBytes));
  }

  get isFull(): boolean {
    return this.#whole === this.#frames.length - 1;
  }

  get isEmpty(): boolean {
    return this.#whole === 0;
  }

  /** Takes bytes until the queue is full and returns how many it took. */
  push(bytes: Uint8Array): number {
    let taken = 0;
    while (taken < bytes.length && !this.isFull) {
      const frame = this.#at(this.#oldest + this.#whole);
      const part = bytes.subarray(taken, taken + this.#frameBytes - this.#filled);
      frame.set(part, this.#filled);
      taken += part.length;
      this.#filled += part.length;
      if (this.#filled < this.#frameBytes) continue;
      this.#filled = 0;
      this.#whole++;
    }
    return taken;
  }

  /** Copies the oldest frame out and returns its length; 0 when there is none. */
  take(target: Uint8Array): number {
    if (this.#whole === 0) return 0;
    target.set(this.#at(this.#oldest));
    this.dropOldest();
    return this.#frameBytes;
  }

  dropOldest(): void {
    if (this.#whole === 0) return;
    this.#oldest = (this.#oldest + 1) % this.#frames.length;
    this.#whole--;
  }

  /** Forgets a frame that was begun, for a stream that begins anew. */
  dropPartial(): void {
    this.#filled = 0;
  }

  #at(index: number): Uint8Array {
    const frame = this.#frames[index % this.#frames.length];
    if (!frame) throw new RangeError(`There is no frame ${index}.`);
    return frame;
  }
}
