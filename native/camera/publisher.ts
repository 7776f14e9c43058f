import { setTimeout as delay } from 'node:timers/promises';
import { SharedCameraError } from '../core/errors.ts';
import { type FrameRate, frameRate } from '../core/frame-rate.ts';
import { checkLayoutFits, layoutBytes } from '../core/layout.ts';
import type { Trailer } from '../core/trailer.ts';
import { loadFramelock } from '../os/framelock.ts';
import type { WriterClaim } from '../os/os-backend.ts';
import type { ReleaseReport } from './recovery.ts';
import type { FrameSource } from './sources/frame-source.ts';

/** What a publisher needs of a SharedMapping. */
export interface PublisherMapping {
  readonly payloadBytes: number;
  claimWriter(): WriterClaim;
  write(source: Uint8Array, options: { readonly timeoutMs: number; readonly tail: 'zero'; readonly trailer: Trailer }): unknown;
  /** Frees the lock of a dead holder where that is proven; watches the word for a second before it does. */
  recoverIfAlone(): Promise<ReleaseReport | undefined>;
}

export interface PublisherOptions {
  readonly mapping: PublisherMapping;
  readonly source: FrameSource;
  readonly fps: number;
  /** What viewers show beside the name; the source's own words by default. */
  readonly label?: string;
  /** Monotonic clock of the trailer, in nanoseconds. */
  readonly now?: () => bigint;
  /** What frames are due by; the system's. */
  readonly clock?: PublisherClock;
}

export interface PublisherClock {
  /** In milliseconds, from anywhere on. */
  now(): number;
  /** Never rejects; an aborted signal only ends it early. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

const SYSTEM_CLOCK: PublisherClock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
};

export interface PublishProgress {
  /** Frames that were written. */
  readonly frames: number;
  /** Due frames that were not: the lock was busy, or it was too late for them. */
  readonly skipped: number;
  /** Those of the skipped that this process or its source came too late for. The rest had its turn, and others had the lock. */
  readonly late: number;
  /** Those of the skipped whose lock was taken away by somebody while they were written. */
  readonly lockLost: number;
  readonly seconds: number;
  /** Why the last frame was skipped; undefined after one that was written. */
  readonly problem?: SharedCameraError | undefined;
}

export interface RunOptions {
  /** Ends after this many frames. */
  readonly frames?: number;
  readonly signal?: AbortSignal;
  /** After each frame that was written or skipped. */
  readonly onProgress?: (progress: PublishProgress) => void;
  /** After the lock of a dead peer was freed. */
  readonly onRecovered?: (report: ReleaseReport) => void;
}

export type PublishSummary = Omit<PublishProgress, 'problem'>;

/**
 * One attempt at the lock. It stops this thread, so it is short; between attempts others get their turn. A write is never left to another
 * thread: this process could end in the middle of it and leave the lock held.
 */
const ATTEMPT_MS = 4;
const BETWEEN_ATTEMPTS_MS = 1;

/** What passes by itself, or when an operator releases the lock: the frame is skipped and the next one is tried. */
const PASSING = new Set(['TIMEOUT', 'READ_LOCKED', 'WRITE_LOCKED', 'MAX_READERS', 'LOCK_LOST', 'LOCK_CORRUPT', 'UNINITIALISED']);

/** Writes the frames of a source into a mapping at a steady rate. Mapping and source stay the caller's, who closes them. */
export class Publisher {
  readonly #mapping: PublisherMapping;
  readonly #source: FrameSource;
  readonly #rate: FrameRate;
  readonly #label: string;
  readonly #now: () => bigint;
  readonly #clock: PublisherClock;
  readonly #buffer: Uint8Array;
  #frames = 0;
  #skipped = 0;
  #late = 0;
  #lockLost = 0;
  #problem: SharedCameraError | undefined;
  #isRecovering = false;

  constructor({ mapping, source, fps, label, now = () => loadFramelock().now(), clock = SYSTEM_CLOCK }: PublisherOptions) {
    checkLayoutFits(source.layout, mapping.payloadBytes);
    this.#mapping = mapping;
    this.#source = source;
    this.#rate = frameRate(fps);
    this.#label = label ?? source.label;
    this.#now = now;
    this.#clock = clock;
    // Compressed frames may have less room than they would like: those that fit are published.
    this.#buffer = new Uint8Array(Math.min(layoutBytes(source.layout), mapping.payloadBytes));
  }

  /** Runs until the source ends, `frames` were written or the signal is aborted. SECOND_WRITER when another publisher of ours is at work. */
  async run({ frames = Number.POSITIVE_INFINITY, signal, onProgress, onRecovered }: RunOptions = {}): Promise<PublishSummary> {
    const claim = this.#mapping.claimWriter();
    const stop = signal ?? new AbortController().signal;
    const clock = this.#clock;
    let started = clock.now();
    const seconds = () => (clock.now() - started) / 1000;
    const periodMs = (1000 * this.#rate.denominator) / this.#rate.numerator;
    try {
      // Due times are counted from the start, so that no rounding adds up to a drift.
      for (let slot = 0; this.#frames < frames && !stop.aborted; slot++) {
        const late = Math.floor((clock.now() - started) / periodMs) - slot;
        // Too late for some: they are left out instead of being published in a bunch.
        if (late > 0) {
          slot += late;
          this.#skipped += late;
          this.#late += late;
        }
        const early = started + slot * periodMs - clock.now();
        if (early > 0) await clock.pause(early, stop);
        const status = stop.aborted ? 'end' : await this.#source.next(this.#buffer, this.#frames + 1, stop);
        if (status === 'end') break;
        // A source may take its time to begin; the clock starts with its first answer.
        if (slot === 0) started = clock.now();
        if (status === 'repeat') continue;
        await this.#write(started + (slot + 1) * periodMs, stop);
        if (this.#problem && this.#problem.code !== 'LOCK_LOST') void this.#recover(onRecovered);
        onProgress?.({ ...this.#summary(seconds()), problem: this.#problem });
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      claim.release();
    }
    return this.#summary(seconds());
  }

  #summary(seconds: number): PublishSummary {
    return { frames: this.#frames, skipped: this.#skipped, late: this.#late, lockLost: this.#lockLost, seconds };
  }

  /** Tries until the next frame is due; then this one is skipped. */
  async #write(deadline: number, stop: AbortSignal): Promise<void> {
    const captureTimeNs = BigInt(Date.now()) * 1_000_000n;
    for (;;) {
      try {
        const timeoutMs = Math.max(1, Math.min(ATTEMPT_MS, deadline - this.#clock.now()));
        const frame = this.#buffer.subarray(0, this.#source.frameBytes);
        this.#mapping.write(frame, { timeoutMs, tail: 'zero', trailer: this.#trailer(captureTimeNs, frame.byteLength) });
        this.#frames++;
        this.#problem = undefined;
        return;
      } catch (error) {
        if (!(error instanceof SharedCameraError) || !PASSING.has(error.code)) throw error;
        this.#problem = error;
        if (error.code === 'LOCK_LOST') this.#lockLost++;
        if (error.code === 'LOCK_LOST' || stop.aborted || this.#clock.now() + BETWEEN_ATTEMPTS_MS >= deadline) {
          this.#skipped++;
          return;
        }
      }
      await this.#clock.pause(BETWEEN_ATTEMPTS_MS, stop);
    }
  }

  /** Beside the frames, one at a time. That it fails changes nothing: the frames go on being skipped, and say why. */
  async #recover(onRecovered?: (report: ReleaseReport) => void): Promise<void> {
    if (this.#isRecovering) return;
    this.#isRecovering = true;
    const report = await this.#mapping.recoverIfAlone().catch(() => undefined);
    this.#isRecovering = false;
    if (report) onRecovered?.(report);
  }

  #trailer(captureTimeNs: bigint, validBytes: number): Trailer {
    const { width, height, strideBytes, format } = this.#source.layout;
    return {
      payloadBytes: this.#mapping.payloadBytes,
      width,
      height,
      strideBytes,
      format,
      frameNumber: this.#frames + 1,
      captureTimeNs,
      publishTimeNs: this.#now(),
      fpsNumerator: this.#rate.numerator,
      fpsDenominator: this.#rate.denominator,
      publisherPid: process.pid,
      validBytes,
      label: this.#label,
    };
  }
}
