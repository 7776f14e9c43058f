/**
 * Records one camera: takes every new frame with all its pixels from the camera's one reader, keeps the last seconds before it is asked to
 * record, and hands frames to the thread that writes. When that is too slow frames are lost, and counted; memory stays as it is.
 */
import type { ErrorReport } from '../../core/errors.ts';
import type { Namespace } from '../../core/names.ts';
import type { FrameRequest, FrameSubscription, ReaderFrame } from '../reader-types.ts';
import { FrameQueue } from './frame-queue.ts';
import type { FrameStamp, RecordedCamera } from './mcap-records.ts';
import type { StartWriter, Writer } from './start-writer.ts';
import type { EndReason, FromWriter, PartReport, WriterOptions, WriterProgress } from './writer-messages.ts';

export interface RecorderOptions {
  readonly name: string;
  readonly namespace: Namespace;
  readonly label: () => string;
  /** The camera counts its frames. */
  readonly numbered: () => boolean;
  readonly subscribe: (request: FrameRequest) => FrameSubscription;
  /** How much is kept before the recording begins; 0 = nothing. */
  readonly pretriggerSeconds: number;
  /** Most memory for frames that wait, whatever they wait for. */
  readonly queueBytes: number;
  readonly startWriter: StartWriter;
  readonly onChange?: () => void;
  readonly onPart?: (part: PartReport) => void;
  readonly now?: () => number;
}

/** idle: only the last seconds are kept · recording · ending: what waits is still being written · ended. */
export type RecorderState = 'buffering' | 'recording' | 'ending' | 'ended';

export interface RecorderReport extends WriterProgress {
  readonly state: RecorderState;
  /** New frames that nobody had room for: the disk or the encoder was too slow. */
  readonly lost: number;
  /** Frames that never came here, by the gaps in the camera's own numbers. */
  readonly missed: number;
  /** How much lies ready from before. */
  readonly bufferedSeconds: number;
  readonly bufferedFrames: number;
  /** Since the last second, of what reached the file. */
  readonly bytesPerSecond: number;
}

export interface RecordingSummary {
  readonly reason: EndReason;
  readonly parts: readonly PartReport[];
  readonly frames: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly lost: number;
  readonly missed: number;
  readonly error: ErrorReport | undefined;
}

interface About {
  readonly camera: RecordedCamera;
  readonly stamp: FrameStamp;
}

const NOTHING: WriterProgress = { path: null, frames: 0, bytes: 0, seconds: 0, freeBytes: null };
const RATE_MS = 1000;
/** Nothing was written for so long: there is no rate. */
const QUIET_MS = 3 * RATE_MS;

export class Recorder {
  readonly ended: Promise<RecordingSummary>;
  readonly #options: RecorderOptions;
  readonly #queue: FrameQueue<About>;
  readonly #subscription: FrameSubscription;
  readonly #now: () => number;
  #state: RecorderState = 'buffering';
  #writer: Writer | undefined;
  #progress = NOTHING;
  #lost = 0;
  #missed = 0;
  #lastNumber = 0;
  #first = true;
  #rate = { atMs: 0, bytes: 0, perSecond: 0 };
  #resolve: (summary: RecordingSummary) => void = () => undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#queue = new FrameQueue(options.queueBytes);
    this.#now = options.now ?? (() => performance.now());
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#subscription = options.subscribe({ maxWidth: 0, maxHeight: 0, onFrame: (frame) => this.#frame(frame) });
    this.#subscription.want();
  }

  report(): RecorderReport {
    const waiting = this.#state === 'buffering';
    return {
      ...this.#progress,
      state: this.#state,
      lost: this.#lost,
      missed: this.#missed,
      bufferedSeconds: waiting ? this.#queue.spanMs / 1000 : 0,
      bufferedFrames: waiting ? this.#queue.length : 0,
      bytesPerSecond: this.#now() - this.#rate.atMs > QUIET_MS ? 0 : this.#rate.perSecond,
    };
  }

  /** Begins with what was kept. */
  start(options: WriterOptions): void {
    if (this.#state !== 'buffering') return;
    this.#lost = 0;
    this.#missed = 0;
    this.#writer = this.#options.startWriter(options, (message) => this.#told(message));
    this.#state = 'recording';
    this.#hand();
    this.#options.onChange?.();
  }

  /** What waits is written, the file is finished. `keep` false: it is thrown away. */
  stop(keep = true): Promise<RecordingSummary> {
    if (this.#state === 'buffering') this.#finish({ reason: 'cancelled', parts: [], error: undefined, progress: NOTHING });
    else if (this.#state === 'recording') {
      this.#state = 'ending';
      this.#subscription.close();
      this.#writer?.send({ kind: 'end', keep });
      this.#options.onChange?.();
    }
    return this.ended;
  }

  #frame(frame: ReaderFrame): void {
    if (this.#state === 'buffering' || this.#state === 'recording') {
      this.#keep(frame);
      this.#subscription.want();
    }
  }

  #keep(frame: ReaderFrame): void {
    // What was there before comes first, without its number: it is no new frame.
    const isOld = this.#first && frame.frameNumber === 0 && this.#options.numbered();
    this.#first = false;
    if (isOld) return;
    const { pixels } = frame.memory;
    const now = this.#now();
    if (this.#state === 'buffering') {
      this.#queue.dropOlderThan(now - this.#options.pretriggerSeconds * 1000);
      if (this.#options.pretriggerSeconds === 0) return;
      while (!this.#queue.put(pixels, now, this.#about(frame)) && this.#queue.dropOldest());
      return;
    }
    const { frameNumber } = frame;
    if (this.#lastNumber > 0 && frameNumber > this.#lastNumber) this.#missed += frameNumber - this.#lastNumber - 1;
    this.#lastNumber = frameNumber;
    if (this.#queue.put(pixels, now, this.#about(frame))) this.#hand();
    else this.#lost++;
  }

  #about({ layout, frameNumber, publishedAtMs }: ReaderFrame): About {
    const { name, namespace, label } = this.#options;
    return {
      camera: { name, namespace, label: label(), layout },
      stamp: { frameNumber, timeNs: BigInt(Math.round(publishedAtMs * 1000)) * 1000n },
    };
  }

  #hand(): void {
    for (let next = this.#queue.take(); next; next = this.#queue.take()) {
      const { slot, memory, bytes, about } = next;
      this.#writer?.send({ kind: 'frame', slot, memory, bytes, ...about });
    }
  }

  #told(message: FromWriter): void {
    if (message.kind === 'part') this.#options.onPart?.(message.part);
    else if (message.kind === 'written') {
      this.#queue.release(message.slot);
      this.#progress = message.progress;
      this.#measure();
    } else this.#finish(message);
    this.#options.onChange?.();
  }

  #measure(): void {
    const now = this.#now();
    const { bytes } = this.#progress;
    if (this.#rate.atMs === 0) this.#rate = { atMs: now, bytes, perSecond: 0 };
    const span = now - this.#rate.atMs;
    if (span >= RATE_MS) this.#rate = { atMs: now, bytes, perSecond: ((bytes - this.#rate.bytes) * 1000) / span };
  }

  #finish({ reason, parts, error, progress }: Omit<Extract<FromWriter, { kind: 'ended' }>, 'kind'>): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#subscription.close();
    // A thread that died knows nothing of what it wrote.
    if (progress.frames > 0 || reason !== 'failed') this.#progress = progress;
    const { frames, bytes, seconds } = this.#progress;
    this.#resolve({ reason, parts, error, frames, bytes, seconds, lost: this.#lost, missed: this.#missed });
  }
}
