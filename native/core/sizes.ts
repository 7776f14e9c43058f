import { SharedCameraError } from './errors.ts';
import { LOCK_BYTES } from './lock-word.ts';
import { say } from './sentences/sentence.ts';
import { TRAILER_BYTES } from './trailer.ts';

/** Largest payload we make or open: 16 GiB, far above any camera frame, far below where address arithmetic could overflow. */
export const MAX_PAYLOAD_BYTES = 16 * 1024 ** 3;

export function roundUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

export function checkPayloadBytes(payloadBytes: number): void {
  if (Number.isSafeInteger(payloadBytes) && payloadBytes >= 1 && payloadBytes <= MAX_PAYLOAD_BYTES) return;
  throw new SharedCameraError('USAGE', say('limits.payload', { have: payloadBytes, max: MAX_PAYLOAD_BYTES }), {
    details: { payloadBytes, max: MAX_PAYLOAD_BYTES },
  });
}

/** Bytes that any peer must find in a section to map `payloadBytes` of it. */
export function minimumSectionBytes(payloadBytes: number): number {
  return LOCK_BYTES + payloadBytes;
}

/** Size of a section that we create: lock word, payload, room for the trailer, rounded up to whole pages. */
export function sectionBytesFor(payloadBytes: number, pageBytes: number): number {
  return roundUp(LOCK_BYTES + payloadBytes + TRAILER_BYTES, pageBytes);
}
