import { vi } from 'vitest';
import type { Clock, ReadableMapping } from '../../../native/camera/reader-types.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import type { FrameLayout } from '../../../native/core/layout.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { decodeLockWord } from '../../../native/core/lock-word.ts';
import { encodeTrailer, TRAILER_BYTES, type Trailer, type TrailerResult } from '../../../native/core/trailer.ts';

export const LAYOUT = tightLayout('RGB24', 8, 4);

export function trailerOf(frameNumber: number, layout: FrameLayout = LAYOUT, publishTimeNs = 0n): Trailer {
  return {
    payloadBytes: layoutBytes(layout),
    width: layout.width,
    height: layout.height,
    strideBytes: layout.strideBytes,
    format: layout.format,
    frameNumber,
    captureTimeNs: 0n,
    publishTimeNs,
    fpsNumerator: 30,
    fpsDenominator: 1,
    publisherPid: 1,
    validBytes: layoutBytes(layout),
    label: 'fake',
  };
}

export function trailerBytes(trailer: Trailer): Uint8Array {
  const bytes = new Uint8Array(TRAILER_BYTES);
  encodeTrailer(trailer, bytes);
  return bytes;
}

/** What a reader sees of a mapping, as the test wants it. */
export class FakeMapping {
  access: ReadableMapping['access'] = 'read';
  payloadBytes = layoutBytes(LAYOUT);
  realBytes = 4096;
  word = 0;
  trailer: TrailerResult = { trailer: trailerOf(0) };
  current = true;
  closed = false;
  publisherEnded: ReturnType<ReadableMapping['endedPublisher']>;
  readonly recoverIfAlone = vi.fn<ReadableMapping['recoverIfAlone']>(async () => undefined);

  lockWord() {
    this.#open();
    return decodeLockWord(this.word);
  }
  readTrailer(): TrailerResult {
    this.#open();
    return this.trailer;
  }
  watchView() {
    this.#open();
    return { word: 1n, payload: 5n, payloadBytes: this.payloadBytes, trailer: 'trailer' in this.trailer ? 9n : 0n };
  }
  endedPublisher() {
    this.#open();
    return this.publisherEnded;
  }
  isCurrent(): boolean {
    this.#open();
    return this.current;
  }
  close(): void {
    this.closed = true;
  }

  #open(): void {
    if (this.closed) throw new SharedCameraError('CLOSED', 'used after it was closed');
  }
}

/** Follows vitest's fake time. */
export const testClock: Clock = {
  epochMs: () => Date.now(),
  monotonicNs: () => BigInt(Math.round((Date.now() - 1_700_000_000_000) * 1e6)),
};
