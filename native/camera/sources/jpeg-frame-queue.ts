import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import type { FrameQueue } from './frame-queue.ts';

const FF = 0xff;
const EOI = 0xd9;

/** Cuts a stream of JPEGs into frames. One that is larger than a frame may be is left out: there is no room for it anywhere. */
export class JpegFrameQueue implements FrameQueue {
  readonly #maxBytes: number;
  readonly #capacity: number;
  readonly #whole: Uint8Array[] = [];
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #endsWithFf = false;

  constructor(maxBytes: number, capacity: number) {
    this.#maxBytes = maxBytes;
    this.#capacity = capacity;
  }

  get isEmpty(): boolean {
    return this.#whole.length === 0;
  }

  push(bytes: Uint8Array): number {
    let taken = 0;
    while (taken < bytes.length && this.#whole.length < this.#capacity) {
      const end = this.#endOfFrame(bytes, taken);
      const part = bytes.subarray(taken, end ?? bytes.length);
      this.#keep(part);
      taken += part.length;
      if (end !== undefined) this.#finish();
    }
    return taken;
  }

  take(target: Uint8Array): number {
    const frame = this.#whole.shift();
    if (!frame) return 0;
    if (frame.length > target.length)
      throw new SharedCameraError(
        'FRAME_SIZE',
        `A frame has ${bytesText(frame.length)}, the mapping has room for ${groupDigits(target.length)}.`,
        {
          details: { have: frame.length, room: target.length },
          remedy: 'Make the mapping larger with --payload.',
        },
      );
    target.set(frame);
    return frame.length;
  }

  dropOldest(): void {
    this.#whole.shift();
  }

  dropPartial(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#endsWithFf = false;
  }

  /** Behind the end marker, which compressed data never contains. */
  #endOfFrame(bytes: Uint8Array, from: number): number | undefined {
    if (this.#endsWithFf && bytes[from] === EOI) return from + 1;
    for (let at = bytes.indexOf(FF, from); at >= 0; at = bytes.indexOf(FF, at + 1)) if (bytes[at + 1] === EOI) return at + 2;
    return undefined;
  }

  #keep(part: Uint8Array): void {
    this.#endsWithFf = part.at(-1) === FF;
    this.#bytes += part.length;
    if (this.#bytes <= this.#maxBytes) this.#parts.push(part.slice());
    else this.#parts = [];
  }

  #finish(): void {
    if (this.#bytes <= this.#maxBytes) {
      const frame = new Uint8Array(this.#bytes);
      let at = 0;
      for (const part of this.#parts) {
        frame.set(part, at);
        at += part.length;
      }
      this.#whole.push(frame);
    }
    this.dropPartial();
  }
}
