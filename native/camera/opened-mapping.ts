/** A mapping that a reader has open, and how its pixels lie as far as that is known. */
import { SharedCameraError } from '../core/errors.ts';
import type { FrameLayout } from '../core/layout.ts';
import { LOCK_BYTES } from '../core/lock-word.ts';
import { parseTrailer, TRAILER_BYTES, type Trailer } from '../core/trailer.ts';
import type { FrameCode } from '../os/framelock.ts';
import { type FoundLayout, findLayout, sameLayout, trailerLayout } from './find-layout.ts';
import type { WatchReport } from './frame-poller.ts';
import type { ReadableMapping } from './reader-types.ts';

/** For the trailer at open: it is asked for again, so nobody has to wait. */
const TRAILER_TIMEOUT_MS = 5;

export class OpenedMapping {
  readonly mapping: ReadableMapping;
  readonly realBytes: number;
  found: FoundLayout = { label: '' };
  /** What the last attempt to copy met. */
  code: FrameCode = 'OK';

  constructor(mapping: ReadableMapping) {
    this.mapping = mapping;
    this.realBytes = mapping.realBytes;
  }

  /** The layout, where it can be used. */
  get usable(): FrameLayout | undefined {
    return this.found.error ? undefined : this.found.layout;
  }

  /** Looks again how the pixels lie. Returns the trailer where something was published. Throws VANISHED. */
  findLayout(typed: FrameLayout | undefined, distrust: boolean): Trailer | undefined {
    try {
      const result = this.mapping.readTrailer(TRAILER_TIMEOUT_MS);
      this.found = findLayout(result, typed, this.mapping.payloadBytes, distrust);
      return 'trailer' in result && result.trailer.frameNumber > 0 ? result.trailer : undefined;
    } catch (error) {
      // A busy or broken lock is a state of its own, and the question is asked again.
      if (error instanceof SharedCameraError && error.code === 'VANISHED') throw error;
      return undefined;
    }
  }

  /** The trailer that was copied with a frame. */
  trailerOf({ trailer }: WatchReport): Trailer | undefined {
    if (this.mapping.watchView().trailer === 0n) return undefined;
    const parsed = parseTrailer(trailer, this.realBytes - LOCK_BYTES - TRAILER_BYTES);
    return 'trailer' in parsed ? parsed.trailer : undefined;
  }

  /** The trailer, which tells the layout, tells another one than that by which the frame was copied. */
  contradicts(trailer: Trailer | undefined, source: FrameLayout): boolean {
    return trailer !== undefined && this.found.layoutFrom === 'trailer' && !sameLayout(trailerLayout(trailer), source);
  }

  /** Throws where the name leads to another mapping now, or this one has another size. */
  checkCurrent(name: string): void {
    if (this.mapping.isCurrent() && this.mapping.realBytes === this.realBytes) return;
    throw new SharedCameraError('NOT_FOUND', `The mapping behind "${name}" is not the one it was.`, {
      cause: 'Its producer ended, or made it again.',
    });
  }
}
