/**
 * Frames that wait to be written, in memory that is used over and over and never grows beyond its limit. Pure but for its buffers: who
 * fills it decides what happens when it is full.
 */
export interface QueuedFrame<T> {
  readonly slot: number;
  readonly memory: SharedArrayBuffer;
  readonly bytes: number;
  readonly atMs: number;
  readonly about: T;
}

/** So many frames are always taken, however large: with fewer nothing could be written while the next one comes. */
const MIN_SLOTS = 3;

interface Slot {
  readonly number: number;
  readonly memory: SharedArrayBuffer;
  busy: boolean;
}

export class FrameQueue<T> {
  readonly #maxBytes: number;
  #slots = new Map<number, Slot>();
  #waiting: QueuedFrame<T>[] = [];
  #nextSlot = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Of all buffers, used or not. */
  get bytes(): number {
    return [...this.#slots.values()].reduce((sum, { memory }) => sum + memory.byteLength, 0);
  }

  /** Copies the frame in; false when there is no room. */
  put(pixels: Uint8Array, atMs: number, about: T): boolean {
    const slot = this.#free(pixels.length);
    if (!slot) return false;
    slot.busy = true;
    new Uint8Array(slot.memory).set(pixels);
    this.#waiting.push({ slot: slot.number, memory: slot.memory, bytes: pixels.length, atMs, about });
    return true;
  }

  /** The oldest frame; its memory stays taken until `release`. */
  take(): QueuedFrame<T> | undefined {
    return this.#waiting.shift();
  }

  release(slot: number): void {
    const found = this.#slots.get(slot);
    if (found) found.busy = false;
  }

  /** Forgets the oldest frame; false when none waits. */
  dropOldest(): boolean {
    const oldest = this.#waiting.shift();
    if (oldest) this.release(oldest.slot);
    return oldest !== undefined;
  }

  dropOlderThan(atMs: number): void {
    while (this.#waiting[0] && this.#waiting[0].atMs < atMs) this.dropOldest();
  }

  /** From the oldest frame that waits to the newest. */
  get spanMs(): number {
    const [first] = this.#waiting;
    const last = this.#waiting.at(-1);
    return first && last ? last.atMs - first.atMs : 0;
  }

  #free(bytes: number): Slot | undefined {
    for (const slot of this.#slots.values()) {
      if (slot.busy) continue;
      if (slot.memory.byteLength === bytes) return slot;
      // Of a picture of another size.
      this.#slots.delete(slot.number);
    }
    if (this.#slots.size >= MIN_SLOTS && this.bytes + bytes > this.#maxBytes) return undefined;
    const made = { number: this.#nextSlot++, memory: new SharedArrayBuffer(bytes), busy: false };
    this.#slots.set(made.number, made);
    return made;
  }
}
