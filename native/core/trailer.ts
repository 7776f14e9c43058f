import { errorSentence, SharedCameraError } from './errors.ts';
import { formatFromFourCC, type PixelFormat, pixelFormat } from './formats.ts';
import { checkLayoutFits, type FrameLayout } from './layout.ts';
import { type Sentence, say } from './sentences/sentence.ts';

/**
 * The optional frame trailer: the last 128 bytes of the real size of a section that we created, behind the payload, where peers that
 * map `payload + 4` bytes never look. Little-endian. Read and written only under the lock. All of it is untrusted input.
 */
export const TRAILER_BYTES = 128;
export const TRAILER_MAGIC = 'SHCAMTL1';
export const TRAILER_LABEL_BYTES = 40;
/** Offset of the u64 frame number inside the trailer; the native part samples it. */
export const TRAILER_FRAME_NUMBER_OFFSET = 40;

const OFFSET = {
  magic: 0,
  bytes: 8,
  flags: 12,
  payloadBytes: 16,
  width: 24,
  height: 28,
  stride: 32,
  fourCC: 36,
  frameNumber: TRAILER_FRAME_NUMBER_OFFSET,
  captureTime: 48,
  publishTime: 56,
  fpsNumerator: 64,
  fpsDenominator: 68,
  publisherPid: 72,
  reserved: 76,
  validBytes: 80,
  label: 88,
} as const;

export interface Trailer {
  readonly payloadBytes: number;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row of the first plane to the next. */
  readonly strideBytes: number;
  readonly format: PixelFormat;
  /** 1 for the first frame; 0 before any was written. */
  readonly frameNumber: number;
  /** Nanoseconds since the Unix epoch. */
  readonly captureTimeNs: bigint;
  /** Nanoseconds of the machine's monotonic clock. */
  readonly publishTimeNs: bigint;
  readonly fpsNumerator: number;
  readonly fpsDenominator: number;
  readonly publisherPid: number;
  /** Payload bytes that this frame really filled. */
  readonly validBytes: number;
  /** At most 40 bytes of UTF-8. */
  readonly label: string;
}

export type TrailerResult = { readonly trailer: Trailer } | { readonly reason: Sentence };

/**
 * Parses the 128 bytes of a trailer. Every claim is checked: the payload against `maxPayloadBytes`, the bytes between the lock word and the
 * trailer, and the picture against the payload. What does not fit gives a reason, never an exception. An impossible frame rate is
 * only a figure, so it becomes 0/1 (not known).
 */
export function parseTrailer(bytes: Uint8Array, maxPayloadBytes: number): TrailerResult {
  if (bytes.length !== TRAILER_BYTES) return { reason: say('trailer.length', { need: TRAILER_BYTES, have: bytes.length }) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, TRAILER_BYTES);
  const u32 = (offset: number) => view.getUint32(offset, true);
  const u64 = (offset: number) => Number(view.getBigUint64(offset, true));
  if (ascii(bytes, OFFSET.magic, 8) !== TRAILER_MAGIC) return { reason: say('trailer.foreign') };
  const size = u32(OFFSET.bytes);
  if (size !== TRAILER_BYTES) return { reason: say('trailer.size', { have: size, need: TRAILER_BYTES }) };
  const payloadBytes = u64(OFFSET.payloadBytes);
  if (payloadBytes < 1 || payloadBytes > maxPayloadBytes)
    return { reason: say('trailer.payload', { claimed: payloadBytes, most: maxPayloadBytes }) };
  const validBytes = u64(OFFSET.validBytes);
  if (validBytes > payloadBytes) return { reason: say('trailer.valid', { valid: validBytes, payload: payloadBytes }) };
  const fourCC = ascii(bytes, OFFSET.fourCC, 4);
  const format = formatFromFourCC(fourCC);
  if (!format) return { reason: say('trailer.format', { fourCC: printable(fourCC) }) };
  const frameNumber = u64(OFFSET.frameNumber);
  if (!Number.isSafeInteger(frameNumber)) return { reason: say('trailer.frame', { frame: frameNumber }) };
  const layout = { width: u32(OFFSET.width), height: u32(OFFSET.height), strideBytes: u32(OFFSET.stride), format };
  const misfit = layoutMisfit({ ...layout, offsetBytes: 0 }, payloadBytes);
  if (misfit) return { reason: say('trailer.picture', { misfit }) };
  const fpsDenominator = u32(OFFSET.fpsDenominator);
  return {
    trailer: {
      payloadBytes,
      ...layout,
      frameNumber,
      captureTimeNs: view.getBigUint64(OFFSET.captureTime, true),
      publishTimeNs: view.getBigUint64(OFFSET.publishTime, true),
      fpsNumerator: fpsDenominator === 0 ? 0 : u32(OFFSET.fpsNumerator),
      fpsDenominator: fpsDenominator || 1,
      publisherPid: u32(OFFSET.publisherPid),
      validBytes,
      label: parseLabel(bytes.subarray(OFFSET.label, OFFSET.label + TRAILER_LABEL_BYTES)),
    },
  };
}

function layoutMisfit(layout: FrameLayout, payloadBytes: number): Sentence | undefined {
  try {
    checkLayoutFits(layout, payloadBytes);
    return undefined;
  } catch (error) {
    if (error instanceof SharedCameraError) return errorSentence(error.report());
    throw error;
  }
}

/** Writes `trailer` into the first 128 bytes of `out`. A longer label is cut between two characters. */
export function encodeTrailer(trailer: Trailer, out: Uint8Array): void {
  if (out.length < TRAILER_BYTES) throw new RangeError(`a trailer needs ${TRAILER_BYTES} bytes, the buffer has ${out.length}`);
  out.fill(0, 0, TRAILER_BYTES);
  const view = new DataView(out.buffer, out.byteOffset, TRAILER_BYTES);
  putAscii(out, OFFSET.magic, TRAILER_MAGIC);
  view.setUint32(OFFSET.bytes, TRAILER_BYTES, true);
  view.setBigUint64(OFFSET.payloadBytes, BigInt(trailer.payloadBytes), true);
  view.setUint32(OFFSET.width, trailer.width, true);
  view.setUint32(OFFSET.height, trailer.height, true);
  view.setUint32(OFFSET.stride, trailer.strideBytes, true);
  putAscii(out, OFFSET.fourCC, pixelFormat(trailer.format).fourCC);
  view.setBigUint64(OFFSET.frameNumber, BigInt(trailer.frameNumber), true);
  view.setBigUint64(OFFSET.captureTime, trailer.captureTimeNs, true);
  view.setBigUint64(OFFSET.publishTime, trailer.publishTimeNs, true);
  view.setUint32(OFFSET.fpsNumerator, trailer.fpsNumerator, true);
  view.setUint32(OFFSET.fpsDenominator, trailer.fpsDenominator, true);
  view.setUint32(OFFSET.publisherPid, trailer.publisherPid, true);
  view.setBigUint64(OFFSET.validBytes, BigInt(trailer.validBytes), true);
  out.set(labelBytes(trailer.label), OFFSET.label);
}

/** What stands in place of a frame that was never finished: none of its bytes is valid. The number moves, so that watchers look. */
export function discarded(trailer: Trailer): Trailer {
  return { ...trailer, frameNumber: trailer.frameNumber + 1, validBytes: 0 };
}

/** A frame that its writer could not finish: nothing to show. */
export function isDiscarded({ frameNumber, validBytes }: Trailer): boolean {
  return frameNumber > 0 && validBytes === 0;
}

/** UTF-8 of `label`, cut to 40 bytes without splitting a character. */
export function labelBytes(label: string): Uint8Array {
  const encoded = new TextEncoder().encode(label);
  if (encoded.length <= TRAILER_LABEL_BYTES) return encoded;
  let end = TRAILER_LABEL_BYTES;
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end--;
  return encoded.subarray(0, end);
}

function parseLabel(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  return printable(text);
}

/** Control characters, line separators and marks that turn the direction of text must never reach a terminal or a page. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}

function ascii(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

function putAscii(out: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) out[offset + i] = text.charCodeAt(i);
}
