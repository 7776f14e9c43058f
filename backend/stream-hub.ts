/**
 * The frame streams of one page. Frames go out one for each credit, newest first and none queued; a page that does not answer, or is hidden,
 * costs nothing. Every stream has an epoch of its own, so that a late credit of an earlier one counts for nothing.
 */
import * as z from 'zod/mini';
import type { CameraReader } from '../native/camera/camera-reader.ts';
import type { FrameRequest, FrameSubscription, ReaderFrame } from '../native/camera/reader-types.ts';
import { frameBytes } from '../native/core/compressed-frame.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { type CommandArgument, creditSchema } from './contract.ts';
import { encodeFrameHeader, FRAME_HEADER_BYTES } from './frame-message.ts';
import { StreamAccount } from './stream-account.ts';
import { StreamPace } from './stream-pace.ts';

/**
 * Takes frames to a receiver. The shell makes one for each stream that a page opens.
 *
 * `frame` is a header of FRAME_HEADER_BYTES and the pixels in one exact-size buffer, which is used again for later frames: its header may
 * change as soon as `send` returns (other streams of the camera share the pixels), its pixels as soon as `send` returns, or, where it
 * returns a promise, once that settles. So a sink whose transport copies at once returns nothing; one that lets a socket read from the
 * buffer copies the header and returns a promise that settles when the socket is done. `send` is not called again before that.
 */
export interface FrameSink {
  send(frame: ArrayBuffer): void | Promise<void>;
  /** The stream has ended: closed by the page, replaced, or its session is gone. Called once. */
  close(): void;
}

/** `ended` tells that the receiver has gone (its port or socket closed): the stream is closed then. Not before the factory has returned. */
export type SinkFactory = (stream: number, epoch: number, ended: () => void) => FrameSink;

/** Where the frames of one camera come from; given back with `release`. */
export interface FrameLease {
  readonly reader: Pick<CameraReader, 'subscribe'>;
  release(): void;
}

/** Two where latency times rate exceeds one frame; more would only queue. */
export const MAX_CREDITS = 2;
/** Far more tiles than a page has. */
export const MAX_STREAMS = 64;

interface Stream {
  readonly number: number;
  readonly epoch: number;
  readonly sink: FrameSink;
  readonly lease: FrameLease;
  request: FrameRequest;
  /** Only while it is in sight: a size that nobody sees is not copied. */
  subscription: FrameSubscription | undefined;
  visible: boolean;
  readonly account: StreamAccount;
  pace: StreamPace;
  timer: NodeJS.Timeout | undefined;
  /** Frames that the page has room for. */
  credits: number;
  /** First credits, which answer no frame. */
  started: number;
  /** Sequence numbers that were sent and not answered. */
  readonly unanswered: Set<number>;
  sequence: number;
  sending: boolean;
}

export class StreamHub {
  readonly #openSink: SinkFactory;
  readonly #acquire: (camera: string) => FrameLease;
  readonly #streams = new Map<number, Stream>();
  #epoch = 0;
  #visible = true;
  #closed = false;

  constructor(openSink: SinkFactory, acquire: (camera: string) => FrameLease) {
    this.#openSink = openSink;
    this.#acquire = acquire;
  }

  /** Opens a stream, in place of one of the same number. */
  open(argument: CommandArgument<'stream.open'>): { readonly epoch: number } {
    this.closeStream(argument.stream);
    if (this.#closed) throw new SharedCameraError('CLOSED', 'The session is closed.');
    if (this.#streams.size >= MAX_STREAMS)
      throw new SharedCameraError('USAGE', `This page has ${MAX_STREAMS} streams open already.`, {
        details: { max: MAX_STREAMS },
      });
    this.#epoch++;
    const stream = this.#start(argument, this.#epoch);
    this.#show(stream);
    return { epoch: stream.epoch };
  }

  closeStream(number: number): void {
    this.#close(this.#streams.get(number));
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    for (const stream of this.#streams.values()) this.#show(stream);
  }

  setStreamVisible(number: number, visible: boolean): void {
    const stream = this.#streams.get(number);
    if (!stream) return;
    stream.visible = visible;
    this.#show(stream);
  }

  /** What is sent of the picture from the next copy on; the stream goes on with its credits and counts. */
  resize({ stream: number, maxWidth, maxHeight, maxFps = 0, crop }: CommandArgument<'stream.resize'>): void {
    const stream = this.#streams.get(number);
    if (!stream) return;
    stream.request = { ...stream.request, maxWidth, maxHeight, crop };
    stream.pace = new StreamPace(maxFps);
    stream.subscription?.close();
    stream.subscription = undefined;
    this.#show(stream);
  }

  get visible(): boolean {
    return this.#visible;
  }

  /** Unchecked input; whatever is no credit that is due is ignored. */
  credit(value: unknown): void {
    const parsed = z.safeParse(creditSchema, value);
    if (!parsed.success) return;
    const { stream: number, epoch, sequence } = parsed.data;
    const stream = this.#streams.get(number);
    if (!stream || stream.epoch !== epoch || !isDue(stream, sequence)) return;
    stream.credits++;
    this.#ask(stream);
  }

  close(): void {
    this.#closed = true;
    for (const stream of [...this.#streams.values()]) this.#close(stream);
  }

  #start(argument: CommandArgument<'stream.open'>, epoch: number): Stream {
    const { stream: number, camera, maxWidth, maxHeight, maxFps = 0, crop, visible = true } = argument;
    const lease = this.#acquire(camera);
    const sink = this.#openSinkOr(number, epoch, () => lease.release());
    const stream: Stream = {
      number,
      epoch,
      sink,
      lease,
      request: { maxWidth, maxHeight, crop, onFrame: (frame) => this.#send(stream, frame) },
      subscription: undefined,
      visible,
      account: new StreamAccount(),
      pace: new StreamPace(maxFps),
      timer: undefined,
      credits: 0,
      started: 0,
      unanswered: new Set(),
      sequence: 0,
      sending: false,
    };
    this.#streams.set(number, stream);
    return stream;
  }

  /** Takes part in what is copied only while it is in sight. */
  #show(stream: Stream): void {
    if (this.#visible && stream.visible) stream.subscription ??= stream.lease.reader.subscribe(stream.request);
    else {
      stream.subscription?.close();
      stream.subscription = undefined;
    }
    this.#ask(stream);
  }

  #openSinkOr(number: number, epoch: number, undo: () => void): FrameSink {
    try {
      return this.#openSink(number, epoch, () => {
        const stream = this.#streams.get(number);
        if (stream?.epoch === epoch) this.#close(stream);
      });
    } catch (error) {
      undo();
      throw error;
    }
  }

  #ask(stream: Stream): void {
    clearTimeout(stream.timer);
    if (stream.credits === 0 || stream.sending) stream.subscription?.unwant();
    else if (stream.subscription) {
      const waitMs = stream.pace.waitMs(performance.now());
      if (waitMs > 0) stream.timer = setTimeout(() => this.#ask(stream), waitMs);
      else stream.subscription.want();
    }
  }

  #send(stream: Stream, frame: ReaderFrame): void {
    if (this.#streams.get(stream.number) !== stream) return;
    const buffer = messageBuffer(frame);
    const { produced, skipped, torn } = stream.account.add(frame);
    stream.sequence++;
    encodeFrameHeader(
      {
        stream: stream.number,
        epoch: stream.epoch,
        sequence: stream.sequence,
        width: frame.layout.width,
        height: frame.layout.height,
        strideBytes: frame.layout.strideBytes,
        format: frame.layout.format,
        sourceWidth: frame.sourceWidth,
        sourceHeight: frame.sourceHeight,
        crop: frame.crop,
        frameNumber: frame.frameNumber,
        publishedAtMs: frame.publishedAtMs,
        copiedAtMs: frame.copiedAtMs,
        lockWaitUs: frame.lockWaitUs,
        copyUs: frame.copyUs,
        pixelBytes: buffer.byteLength - FRAME_HEADER_BYTES,
        produced,
        skipped,
        torn,
      },
      new Uint8Array(buffer, 0, FRAME_HEADER_BYTES),
    );
    stream.credits--;
    stream.pace.sent(performance.now());
    stream.unanswered.add(stream.sequence);
    try {
      const sent = stream.sink.send(buffer);
      if (sent) this.#untilSent(stream, sent, frame.memory.hold());
      else this.#ask(stream);
    } catch {
      this.#close(stream);
    }
  }

  #untilSent(stream: Stream, sent: Promise<void>, release: () => void): void {
    stream.sending = true;
    const done = () => {
      release();
      stream.sending = false;
      if (this.#streams.get(stream.number) === stream) this.#ask(stream);
    };
    sent.then(done, () => {
      done();
      this.#close(stream);
    });
  }

  #close(stream: Stream | undefined): void {
    if (!stream || this.#streams.get(stream.number) !== stream) return;
    this.#streams.delete(stream.number);
    clearTimeout(stream.timer);
    stream.subscription?.close();
    stream.lease.release();
    stream.sink.close();
  }
}

/** A compressed frame goes out alone, without the room around it: copying it is far cheaper than sending that. */
function messageBuffer({ memory, layout }: ReaderFrame): ArrayBuffer {
  const { buffer, pixels } = memory;
  const { length } = frameBytes(layout, pixels);
  return length === pixels.length ? buffer : buffer.slice(0, FRAME_HEADER_BYTES + length);
}

/** Sequence 0 starts a stream, up to MAX_CREDITS times; every other number answers the frame that carried it, once. */
function isDue(stream: Stream, sequence: number): boolean {
  if (sequence > 0) return stream.unanswered.delete(sequence);
  if (stream.started >= MAX_CREDITS) return false;
  stream.started++;
  return true;
}
