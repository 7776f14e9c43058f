import { FRAME_HEADER_BYTES, type FrameHeader } from '../../../backend/frame-message.ts';
import { checkedHeader } from '../frame-of-message.ts';

/** Of each stream: one that is filled while another is drawn. */
const KEPT_BUFFERS = 2;

/** One whole record, in a buffer of its own. */
export interface FrameRecord {
  readonly header: FrameHeader;
  /** Header and pixels, and nothing else. */
  readonly buffer: ArrayBuffer;
}

/**
 * Puts the records of a frame stream (header, pixels, header, pixels …) together from whatever pieces the network delivers, without a
 * copy of its own: the reader fills `target()` in place and hands the filled view to `filled()`. Buffers of frames come back through
 * `keep()`, because the first touch of fresh memory costs more than the copy into it.
 */
export class RecordAssembler {
  #header: FrameHeader | undefined;
  #buffer = new ArrayBuffer(FRAME_HEADER_BYTES);
  #offset = 0;
  /** By open stream; all of one size. */
  readonly #kept = new Map<number, ArrayBuffer[]>();

  /** Where the next bytes belong. Its buffer may be transferred meanwhile, as a BYOB reader does. */
  target(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, this.#offset);
  }

  /** Takes the part of the target that was filled; answers with a record when it is complete. Throws on what is not a record. */
  filled(part: Uint8Array<ArrayBuffer>): FrameRecord | undefined {
    this.#buffer = part.buffer;
    this.#offset = part.byteOffset + part.byteLength;
    if (!this.#header && this.#offset === FRAME_HEADER_BYTES) this.#begin();
    const header = this.#header;
    if (!header || this.#offset < FRAME_HEADER_BYTES + header.pixelBytes) return undefined;

    const buffer = this.#buffer;
    this.#header = undefined;
    this.#buffer = new ArrayBuffer(FRAME_HEADER_BYTES);
    this.#offset = 0;
    return { header, buffer };
  }

  /** Frames' worth of memory that wait to be used again. */
  get keptBuffers(): number {
    return [...this.#kept.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** The stream is open: its buffers are worth keeping. */
  expect(stream: number): void {
    this.#kept.set(stream, []);
  }

  /** The stream is closed: its buffers are of no use any more. */
  forget(stream: number): void {
    this.#kept.delete(stream);
  }

  /** Nobody needs what is in this buffer any more. */
  keep(stream: number, buffer: ArrayBuffer): void {
    const kept = this.#kept.get(stream)?.filter(({ byteLength }) => byteLength === buffer.byteLength);
    if (!kept) return;
    if (kept.length < KEPT_BUFFERS) kept.push(buffer);
    this.#kept.set(stream, kept);
  }

  /** The header is complete: goes on in a buffer of the exact size of this record. */
  #begin(): void {
    const bytes = new Uint8Array(this.#buffer);
    const header = checkedHeader(bytes);
    this.#buffer = this.#take(header.stream, FRAME_HEADER_BYTES + header.pixelBytes);
    new Uint8Array(this.#buffer).set(bytes);
    this.#header = header;
  }

  #take(stream: number, byteLength: number): ArrayBuffer {
    const buffer = this.#kept.get(stream)?.pop();
    return buffer?.byteLength === byteLength ? buffer : new ArrayBuffer(byteLength);
  }
}
