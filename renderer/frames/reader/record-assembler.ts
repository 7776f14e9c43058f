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
 * Puts the records of a frame stream (header, pixels, header, pixels …) together from whatever pieces the network delivers. Buffers of
 * frames come back through `keep()`, because the first touch of fresh memory costs more than the copy into it.
 */
export class RecordAssembler {
  #header: FrameHeader | undefined;
  #buffer = new ArrayBuffer(FRAME_HEADER_BYTES);
  #offset = 0;
  /** By open stream; all of one size. */
  readonly #kept = new Map<number, ArrayBuffer[]>();

  /** The next piece, whose memory is free again afterwards; gives the records that it completes. Throws on what is not a record. */
  *take(piece: Uint8Array): Generator<FrameRecord> {
    for (let taken = 0; taken < piece.byteLength; ) {
      const part = piece.subarray(taken, taken + this.#buffer.byteLength - this.#offset);
      new Uint8Array(this.#buffer).set(part, this.#offset);
      taken += part.byteLength;
      this.#offset += part.byteLength;
      const record = this.#completed();
      if (record) yield record;
    }
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

  #completed(): FrameRecord | undefined {
    if (this.#offset < this.#buffer.byteLength) return undefined;
    if (!this.#header) this.#begin();
    const header = this.#header;
    const buffer = this.#buffer;
    if (!header || this.#offset < buffer.byteLength) return undefined;
    this.#header = undefined;
    this.#buffer = new ArrayBuffer(FRAME_HEADER_BYTES);
    this.#offset = 0;
    return { header, buffer };
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
