import type { Encoded } from './codec.ts';
import { RECORD_HEADER_BYTES, type ToPage } from './messages.ts';

/** JSON with the lengths of the binaries in place of the binaries. */
interface Stripped {
  readonly message: object;
  readonly field: 'values' | 'value' | 'result' | undefined;
  readonly lengths: readonly number[];
}

/** The record of a message, in pieces: no binary is copied. */
export function toRecord(message: ToPage): Uint8Array[] {
  const field = encodedField(message);
  const binaries = field ? (message as unknown as Record<string, Encoded>)[field]?.binaries : undefined;
  const lengths = (binaries ?? []).map((binary) => binary.byteLength);
  const stripped: Stripped = {
    message: field ? { ...message, [field]: { tree: (message as unknown as Record<string, Encoded>)[field]?.tree } } : message,
    field,
    lengths,
  };
  const json = new TextEncoder().encode(JSON.stringify(stripped));
  const header = new Uint8Array(RECORD_HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(
    4,
    lengths.reduce((sum, length) => sum + length, 0),
    true,
  );
  return [header, json, ...(binaries ?? []).map((binary) => new Uint8Array(binary))];
}

function encodedField(message: ToPage): Stripped['field'] {
  if ('values' in message) return 'values';
  if ('value' in message) return 'value';
  return 'result' in message ? 'result' : undefined;
}

/** Puts records together from the pieces that the network delivers. Each binary gets a buffer of its own, of its exact size. */
export class RecordReader {
  #target = new Uint8Array(RECORD_HEADER_BYTES);
  #filled = 0;
  #begin: { json: number; binaries: number } | undefined;
  #stripped: Stripped | undefined;
  #binaries: ArrayBuffer[] = [];
  readonly #onMessage: (message: ToPage) => void;

  constructor(onMessage: (message: ToPage) => void) {
    this.#onMessage = onMessage;
  }

  add(piece: Uint8Array): void {
    let rest = piece;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#target.length - this.#filled);
      this.#target.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      while (this.#filled === this.#target.length) this.#step();
    }
  }

  #step(): void {
    const done = this.#target;
    if (!this.#begin) {
      const view = new DataView(done.buffer);
      this.#begin = { json: view.getUint32(0, true), binaries: view.getUint32(4, true) };
      this.#expect(this.#begin.json);
      return;
    }
    if (!this.#stripped) this.#stripped = JSON.parse(new TextDecoder().decode(done)) as Stripped;
    else this.#binaries.push(done.buffer as ArrayBuffer);
    const next = this.#stripped.lengths[this.#binaries.length];
    if (next !== undefined) {
      this.#expect(next);
      return;
    }
    const { message, field } = this.#stripped;
    const binaries = this.#binaries;
    this.#begin = undefined;
    this.#stripped = undefined;
    this.#binaries = [];
    this.#expect(RECORD_HEADER_BYTES);
    const encoded = field && { ...(message as Record<string, object>)[field], binaries };
    this.#onMessage((field ? { ...message, [field]: encoded } : message) as ToPage);
  }

  #expect(bytes: number): void {
    this.#target = new Uint8Array(bytes);
    this.#filled = 0;
  }
}
