/**
 * Publishes a recording with its own times and frame numbers: played, paused, moved through, faster or slower, once or over and over.
 * The mapping and the source stay the caller's.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { SharedCameraError } from '../../core/errors.ts';
import { layoutBytes } from '../../core/layout.ts';
import type { Trailer } from '../../core/trailer.ts';
import type { PublisherMapping } from '../publisher.ts';
import type { ReplayFrame, ReplaySource } from './replay-source.ts';

export interface ReplayerOptions {
  readonly mapping: PublisherMapping;
  readonly source: ReplaySource;
  /** Monotonic clock of the trailer, in nanoseconds. */
  readonly now: () => bigint;
  readonly speed?: number;
  readonly loop?: boolean;
  readonly fromMs?: number;
  readonly toMs?: number | undefined;
  /** Begins paused, with the first frame shown. */
  readonly paused?: boolean;
  readonly onChange?: () => void;
}

export interface ReplayReport {
  readonly playing: boolean;
  readonly ended: boolean;
  readonly positionMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly durationMs: number;
  readonly speed: number;
  readonly loop: boolean;
  /** Published so far. */
  readonly frames: number;
  /** Their turn came while the lock was busy. */
  readonly skipped: number;
  /** How often it began again. */
  readonly rounds: number;
}

export const MIN_SPEED = 0.05;
export const MAX_SPEED = 100;
/** One attempt stops this thread; between attempts others get their turn. */
const ATTEMPT_MS = 4;
const BETWEEN_ATTEMPTS_MS = 1;
/** A frame whose lock stays busy is given up. */
const PATIENCE_MS = 250;
/** A reader that cannot keep up does not make it hurry afterwards. */
const MOST_LATE_MS = 500;
const PASSING = new Set(['TIMEOUT', 'READ_LOCKED', 'WRITE_LOCKED', 'MAX_READERS', 'LOCK_LOST', 'LOCK_CORRUPT', 'UNINITIALISED']);

export class Replayer {
  readonly #options: ReplayerOptions;
  readonly #fromMs: number;
  readonly #toMs: number;
  #speed: number;
  #loop: boolean;
  #playing: boolean;
  #ended = false;
  #positionMs: number;
  #seekMs: number | undefined;
  #steps = 0;
  #frames = 0;
  #skipped = 0;
  #rounds = 0;
  /** Added to recorded numbers, so that they go on growing in every round. */
  #numberBase = 0;
  #lastNumber = 0;
  #anchor: { readonly wallMs: number; readonly atMs: number } | undefined;
  #wake = new AbortController();

  constructor(options: ReplayerOptions) {
    const { source, speed = 1, loop = false, fromMs = 0, toMs, paused = false } = options;
    this.#options = options;
    this.#fromMs = Math.min(Math.max(0, fromMs), source.durationMs);
    this.#toMs = Math.max(this.#fromMs, Math.min(toMs ?? source.durationMs, source.durationMs));
    this.#speed = clamp(speed);
    this.#loop = loop;
    this.#playing = !paused;
    this.#positionMs = this.#fromMs;
    if (paused) this.#steps = 1;
  }

  report(): ReplayReport {
    return {
      playing: this.#playing && !this.#ended,
      ended: this.#ended,
      positionMs: this.#positionMs,
      fromMs: this.#fromMs,
      toMs: this.#toMs,
      durationMs: this.#options.source.durationMs,
      speed: this.#speed,
      loop: this.#loop,
      frames: this.#frames,
      skipped: this.#skipped,
      rounds: this.#rounds,
    };
  }

  play(): void {
    this.#playing = true;
    this.#changed();
  }

  pause(): void {
    this.#playing = false;
    this.#changed();
  }

  /** The next frame, once. */
  step(): void {
    this.#playing = false;
    this.#steps++;
    this.#changed();
  }

  seek(positionMs: number): void {
    this.#seekMs = Math.min(Math.max(this.#fromMs, positionMs), this.#toMs);
    // What is shown follows at once, playing or not.
    if (!this.#playing) this.#steps = 1;
    this.#changed();
  }

  setSpeed(speed: number): void {
    this.#speed = clamp(speed);
    this.#changed();
  }

  setLoop(loop: boolean): void {
    this.#loop = loop;
    this.#changed();
  }

  /** Until the end of the recording, or the signal. */
  async run(signal: AbortSignal): Promise<ReplayReport> {
    const claim = this.#options.mapping.claimWriter();
    const stop = () => this.#wake.abort();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const before = this.#frames + this.#skipped;
        const from = this.#seekMs ?? this.#fromMs;
        this.#seekMs = undefined;
        this.#anchor = undefined;
        await this.#round(from, signal);
        if (this.#seekMs !== undefined || signal.aborted) continue;
        // A recording without a frame in its range would be asked for ever.
        if (!this.#loop || this.#frames + this.#skipped === before) break;
        this.#rounds++;
        this.#numberBase = this.#lastNumber;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#ended = true;
      claim.release();
      this.#options.onChange?.();
    }
    return this.report();
  }

  async #round(fromMs: number, signal: AbortSignal): Promise<void> {
    let base: number | undefined;
    for await (const frame of this.#options.source.read(fromMs)) {
      if (frame.atMs > this.#toMs + 0.5) return;
      if (!(await this.#untilDue(frame, signal))) return;
      base ??= this.#numberBase > 0 ? this.#numberBase + 1 - (frame.frameNumber || 1) : 0;
      this.#positionMs = frame.atMs;
      await this.#show(frame, base);
      this.#options.onChange?.();
      if (this.#seekMs !== undefined || signal.aborted) return;
    }
  }

  /** False when something else is wanted than this frame. */
  async #untilDue({ atMs }: ReplayFrame, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted || this.#seekMs !== undefined) return false;
      if (this.#steps > 0) {
        this.#steps--;
        return true;
      }
      if (this.#playing) {
        this.#anchor ??= { wallMs: performance.now(), atMs };
        const waitMs = this.#anchor.wallMs + (atMs - this.#anchor.atMs) / this.#speed - performance.now();
        if (waitMs < -MOST_LATE_MS) this.#anchor = { wallMs: performance.now(), atMs };
        if (waitMs <= 0) return true;
        await this.#sleep(waitMs);
      } else await this.#sleep(undefined);
    }
  }

  async #show({ pixels, frameNumber, capturedNs }: ReplayFrame, base: number): Promise<void> {
    const { mapping, source, now } = this.#options;
    const number = frameNumber > 0 ? base + frameNumber : this.#lastNumber + 1;
    const frame = pixels.subarray(0, layoutBytes(source.layout));
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        const trailer = this.#trailer(number, capturedNs, frame.length, now());
        mapping.write(frame, { timeoutMs: ATTEMPT_MS, tail: 'zero', trailer });
        this.#frames++;
        this.#lastNumber = number;
        return;
      } catch (error) {
        if (!(error instanceof SharedCameraError) || !PASSING.has(error.code)) throw error;
        if (performance.now() >= deadline) {
          this.#skipped++;
          void mapping.recoverIfAlone().catch(() => undefined);
          return;
        }
      }
      await delay(BETWEEN_ATTEMPTS_MS);
    }
  }

  #trailer(frameNumber: number, capturedNs: bigint, validBytes: number, publishTimeNs: bigint): Trailer {
    const { mapping, source } = this.#options;
    const { width, height, strideBytes, format } = source.layout;
    return {
      ...{ payloadBytes: mapping.payloadBytes, width, height, strideBytes, format, frameNumber, publishTimeNs, validBytes },
      captureTimeNs: capturedNs || BigInt(Date.now()) * 1_000_000n,
      fpsNumerator: 0,
      fpsDenominator: 1,
      publisherPid: process.pid,
      label: source.label,
    };
  }

  async #sleep(milliseconds: number | undefined): Promise<void> {
    const { signal } = this.#wake;
    await delay(Math.min(milliseconds ?? 60_000, 60_000), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) this.#wake = new AbortController();
  }

  #changed(): void {
    this.#anchor = undefined;
    this.#wake.abort();
    this.#options.onChange?.();
  }
}

function clamp(speed: number): number {
  return Math.min(MAX_SPEED, Math.max(MIN_SPEED, speed));
}
