import { SharedCameraError } from '../../core/errors.ts';
import { isRawFormat } from '../../core/formats.ts';
import type { FrameRate } from '../../core/frame-rate.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../core/layout.ts';
import { encodeFromRgba } from '../../core/pixels/convert.ts';
import { decodedFormat, type FfmpegInput, ffmpegArguments, inputLabel, isLive, isStream } from './ffmpeg-arguments.ts';
import { type FfmpegExit, FfmpegProcess } from './ffmpeg-process.ts';
import type { FrameQueue } from './frame-queue.ts';
import type { FrameSource, FrameStatus } from './frame-source.ts';
import { JpegFrameQueue } from './jpeg-frame-queue.ts';
import { PatternSource } from './pattern-source.ts';
import { RawFrameQueue } from './raw-frame-queue.ts';

export interface FfmpegSourceOptions {
  readonly layout: FrameLayout;
  readonly rate: FrameRate;
  /** Begins a file again at its end. */
  readonly loop?: boolean;
  /** The program; `ffmpeg` in the PATH by default. */
  readonly ffmpeg?: string;
  /** Told, in words, when a stream breaks off and when it is back. */
  readonly onNotice?: (text: string) => void;
}

/** Decoded ahead, so that a slow moment of the decoder is not seen. */
const QUEUED_FRAMES = 3;
/** A file that gives no frame for this long is broken. */
const FILE_PATIENCE_MS = 30_000;
/** A stream without a frame for this long is shown as "no signal" … */
const NO_SIGNAL_MS = 1_000;
/** … and after this long its decoder is started again. */
const STALLED_MS = 15_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/**
 * Whatever ffmpeg decodes. Files and filter graphs are taken frame by frame, at the rate of whoever asks: the full queue makes ffmpeg wait.
 * Streams go on for ever: while one is away, a placeholder is shown and it is tried again.
 */
export class FfmpegSource implements FrameSource {
  readonly layout: FrameLayout;
  readonly label: string;
  readonly #input: FfmpegInput;
  readonly #options: FfmpegSourceOptions;
  readonly #arguments: readonly string[];
  readonly #queue: FrameQueue;
  /** What ffmpeg decodes into where it cannot write the format itself. */
  readonly #rgba: Uint8Array | undefined;
  #frameBytes = 0;
  #process: FfmpegProcess | undefined;
  /** Bytes that did not fit into the full queue; standard output is paused while there are some. At its exit the last come all the same. */
  #rest: Uint8Array[] = [];
  #exit: FfmpegExit | undefined;
  #isClosed = false;
  #hasDelivered = false;
  #lastFrameAt = performance.now();
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: NodeJS.Timeout | undefined;
  #placeholder: PatternSource | undefined;
  #wake: () => void = () => undefined;

  constructor(input: FfmpegInput, options: FfmpegSourceOptions) {
    this.layout = options.layout;
    this.label = inputLabel(input);
    this.#input = input;
    this.#options = options;
    this.#arguments = ffmpegArguments(input, options.layout, options.rate, options.loop ?? false);
    const { width, height, format } = options.layout;
    const decoded = decodedFormat(format);
    const bytes = layoutBytes(tightLayout(decoded, width, height));
    this.#queue = isRawFormat(format) ? new RawFrameQueue(bytes, QUEUED_FRAMES) : new JpegFrameQueue(bytes, QUEUED_FRAMES);
    this.#rgba = decoded === format ? undefined : new Uint8Array(bytes);
    this.#start();
  }

  get frameBytes(): number {
    return this.#frameBytes;
  }

  /** Process id of the decoder while one runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async next(target: Uint8Array, frameNumber: number, signal: AbortSignal): Promise<FrameStatus> {
    signal.throwIfAborted();
    if (isStream(this.#input)) return this.#nextOfStream(target, frameNumber);
    const deadline = performance.now() + FILE_PATIENCE_MS;
    while (!this.#take(target)) {
      if (this.#isClosed) return 'end';
      if (this.#exit) {
        if (this.#exit.ok && this.#hasDelivered) return 'end';
        throw this.#exit.startError ?? this.#failure(this.#exit.ok ? 'it holds no picture' : this.#exit.reason);
      }
      const left = deadline - performance.now();
      if (left <= 0) throw this.#failure(`no frame came for ${FILE_PATIENCE_MS} ms`);
      await this.#changed(left, signal);
    }
    return 'frame';
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retryTimer);
    this.#wake();
    await this.#process?.kill();
  }

  #nextOfStream(target: Uint8Array, frameNumber: number): FrameStatus {
    if (this.#isClosed) return 'end';
    if (this.#take(target)) {
      if (this.#placeholder) this.#options.onNotice?.(`"${this.label}" is there.`);
      this.#placeholder = undefined;
      return 'frame';
    }
    if (this.#exit?.startError) throw this.#exit.startError;
    // Trying again does not help against an address of a kind that this ffmpeg does not know.
    if (this.#exit && /protocol not found/i.test(this.#exit.reason)) throw this.#failure(this.#exit.reason);
    const silence = performance.now() - this.#lastFrameAt;
    if (silence < NO_SIGNAL_MS) return 'repeat';
    if (silence > STALLED_MS && this.#process) {
      this.#lastFrameAt = performance.now() - NO_SIGNAL_MS;
      void this.#process.kill();
    }
    this.#placeholder ??= new PatternSource('no-signal', this.layout, 1);
    this.#placeholder.render(target, frameNumber);
    this.#frameBytes = this.#placeholder.frameBytes;
    return 'frame';
  }

  #take(target: Uint8Array): boolean {
    const bytes = this.#queue.take(this.#rgba ?? target);
    if (bytes === 0) return false;
    if (this.#rgba) encodeFromRgba(this.#rgba, this.layout, target);
    this.#frameBytes = this.#rgba ? layoutBytes(this.layout) : bytes;
    this.#lastFrameAt = performance.now();
    this.#retryMs = FIRST_RETRY_MS;
    this.#drainRest();
    return true;
  }

  #start(): void {
    const child = new FfmpegProcess(this.#options.ffmpeg ?? 'ffmpeg', this.#arguments);
    this.#process = child;
    this.#exit = undefined;
    this.#rest = [];
    this.#queue.dropPartial();
    child.stdout.on('data', (bytes: Uint8Array) => this.#receive(bytes));
    void child.exited.then((exit) => this.#ended(exit));
  }

  #receive(bytes: Uint8Array): void {
    let taken = this.#rest.length > 0 ? 0 : this.#queue.push(bytes);
    while (taken < bytes.length && isLive(this.#input)) {
      this.#queue.dropOldest();
      taken += this.#queue.push(bytes.subarray(taken));
    }
    if (taken < bytes.length) {
      this.#rest.push(bytes.subarray(taken));
      this.#process?.stdout.pause();
    }
    this.#hasDelivered ||= !this.#queue.isEmpty;
    this.#wake();
  }

  #drainRest(): void {
    for (let first = this.#rest[0]; first; first = this.#rest[0]) {
      const taken = this.#queue.push(first);
      if (taken < first.length) {
        this.#rest[0] = first.subarray(taken);
        return;
      }
      this.#rest.shift();
    }
    this.#process?.stdout.resume();
  }

  #ended(exit: FfmpegExit): void {
    this.#process = undefined;
    this.#exit = exit;
    this.#wake();
    if (this.#isClosed || exit.startError || !isStream(this.#input)) return;
    const reason = exit.ok ? 'it ended' : exit.reason;
    this.#options.onNotice?.(`"${this.label}" is away (${reason}); trying again in ${this.#retryMs / 1000} s.`);
    this.#retryTimer = setTimeout(() => this.#start(), this.#retryMs);
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }

  /** Resolves when something happened, or after `milliseconds`; rejects when the signal is aborted. */
  #changed(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        this.#wake = () => undefined;
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      signal.addEventListener('abort', finish);
      this.#wake = finish;
    });
  }

  #failure(reason: string): SharedCameraError {
    return new SharedCameraError('SOURCE_FAILED', `ffmpeg could not show "${this.label}": ${reason}.`, {
      details: { source: this.label, reason },
    });
  }
}
