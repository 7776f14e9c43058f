import { TRAILER_BYTES, TRAILER_FRAME_NUMBER_OFFSET } from '../../../native/core/trailer.ts';
import { addressOf, type NativeView } from '../../../native/os/framelock.ts';

const PAGE = 4096;

/** A mapping in ordinary memory: lock word, payload, room, trailer, laid out as in a section. */
export interface Arena {
  readonly view: NativeView;
  readonly word: Uint32Array;
  readonly payload: Uint8Array;
  /** The bytes between payload and trailer, which nobody may touch. */
  readonly room: Uint8Array;
  readonly trailer: Uint8Array;
}

const CANARY = 0xa5;

export function arena(payloadBytes: number, withTrailer = false): Arena {
  const total = Math.ceil((4 + payloadBytes + TRAILER_BYTES) / PAGE) * PAGE;
  const memory = new Uint8Array(total + PAGE);
  const start = (PAGE - Number(addressOf(memory) % BigInt(PAGE))) % PAGE;
  const base = addressOf(memory) + BigInt(start);
  const at = (offset: number, bytes: number) => memory.subarray(start + offset, start + offset + bytes);
  const room = at(4 + payloadBytes, total - TRAILER_BYTES - payloadBytes - 4).fill(CANARY);
  return {
    view: {
      word: base,
      payload: base + 4n,
      payloadBytes,
      trailer: withTrailer ? base + BigInt(total - TRAILER_BYTES) : 0n,
    },
    word: new Uint32Array(memory.buffer, start, 1),
    payload: at(4, payloadBytes),
    room,
    trailer: at(total - TRAILER_BYTES, TRAILER_BYTES),
  };
}

export function isUntouched(room: Uint8Array): boolean {
  return room.every((byte) => byte === CANARY);
}

export function setFrameNumber(trailer: Uint8Array, number: number): void {
  new DataView(trailer.buffer, trailer.byteOffset).setBigUint64(TRAILER_FRAME_NUMBER_OFFSET, BigInt(number), true);
}

/** Bytes that differ from place to place, so that nothing shifted or repeated looks right. */
export function pattern(bytes: number, seed = 1): Uint8Array {
  const out = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) out[i] = (i * 31 + (i >>> 8) * 17 + seed * 101) & 0xff;
  return out;
}
