import type { FrameLayout } from '../core/layout.ts';
import { LOCK_BYTES } from '../core/lock-word.ts';
import { say } from '../core/sentences/sentence.ts';
import { roundUp } from '../core/sizes.ts';
import { encodeTrailer, parseTrailer, TRAILER_BYTES, type Trailer, type TrailerResult } from '../core/trailer.ts';
import { loadFramelock } from '../os/framelock.ts';
import type { OsBackend, Section, View } from '../os/os-backend.ts';
import { FrameAccess } from './frame-access.ts';
import { trailerOffset } from './mapped-views.ts';

/** Long enough for the copy of any frame, short enough for a person who asks what is going on. */
const INSPECT_TIMEOUT_MS = 250;
const NO_ROOM: TrailerResult = { reason: say('trailer.noRoom') };

/** The trailer that tells how pixels will lie before there are any. */
export function announcement(layout: FrameLayout, label: string, payloadBytes: number): Trailer {
  const { width, height, strideBytes, format } = layout;
  return {
    ...{ payloadBytes, width, height, strideBytes, format, label },
    ...{ frameNumber: 0, captureTimeNs: 0n, publishTimeNs: 0n, validBytes: 0 },
    ...{ fpsNumerator: 0, fpsDenominator: 1, publisherPid: process.pid },
  };
}

export function trailerBytes(trailer: Trailer): Uint8Array {
  const bytes = new Uint8Array(TRAILER_BYTES);
  encodeTrailer(trailer, bytes);
  return bytes;
}

export function parseTrailerOf(bytes: Uint8Array, realBytes: number): TrailerResult {
  const offset = trailerOffset(realBytes);
  return offset === undefined ? NO_ROOM : parseTrailer(bytes, offset - LOCK_BYTES);
}

/** For people who ask: without the lock where it is stuck, because what a dead publisher left is what one wants to see then. */
export function inspectTrailer(frames: FrameAccess, realBytes: number): TrailerResult {
  if (frames.view.trailer === 0n) return NO_ROOM;
  const bytes = new Uint8Array(TRAILER_BYTES);
  const { code } = frames.readTrailer(bytes, INSPECT_TIMEOUT_MS);
  return code === 'OK' ? parseTrailerOf(bytes, realBytes) : peekTrailer(frames, realBytes);
}

/** The trailer as it lies there, without the lock. */
export function peekTrailer(frames: FrameAccess, realBytes: number): TrailerResult {
  if (frames.view.trailer === 0n) return NO_ROOM;
  const bytes = new Uint8Array(TRAILER_BYTES);
  const code = frames.peekTrailer(bytes);
  return code === 'OK' ? parseTrailerOf(bytes, realBytes) : { reason: say('trailer.gone') };
}

/** The same before the section is mapped as a whole: the size of the payload, which the trailer tells, decides how it is mapped. */
export function peekTrailerOf(os: OsBackend, section: Section): Trailer | undefined {
  const realBytes = section.realBytes();
  const offset = trailerOffset(realBytes);
  if (offset === undefined) return undefined;
  const start = roundUp(offset + 1, os.allocationGranularity) - os.allocationGranularity;
  const tail = section.mapView(start, realBytes - start, 'read');
  try {
    const result = peekTrailer(tailAccess(tail, offset - start), realBytes);
    return 'trailer' in result ? result.trailer : undefined;
  } finally {
    tail.unmap();
  }
}

/** Looking at a trailer does not touch the word, but the native part wants an address for it. */
function tailAccess(tail: View, offset: number): FrameAccess {
  const view = { word: tail.address, payload: 0n, payloadBytes: 0, trailer: tail.address + BigInt(offset) };
  return new FrameAccess(loadFramelock(), view, 'observe', undefined);
}
