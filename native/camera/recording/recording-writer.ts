/**
 * Writes one recording: takes frames in their order, begins a new file where one is full or the picture changed, ends before the disk does.
 * Runs in a thread of its own (writer-thread.ts), and in the same one for tests.
 */
import { mkdirSync, statfsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesText } from '../../core/digits.ts';
import { SharedCameraError, toErrorReport } from '../../core/errors.ts';
import { fileError, refuseExisting } from '../new-file.ts';
import { FfmpegSink } from './ffmpeg-sink.ts';
import { partName } from './file-name.ts';
import type { RecordedCamera } from './mcap-records.ts';
import { McapSink } from './mcap-sink.ts';
import { freePath, type PartSink, publishPart } from './part-sink.ts';
import type { EndReason, FromWriter, PartReport, ToWriter, WriterOptions, WriterProgress } from './writer-messages.ts';

/** The index of a file is kept in memory while it is written. */
const MAX_PART_FRAMES = 200_000;
/** The disk is asked how much is left at most so often. */
const LOOK_AT_DISK_MS = 250;

type Frame = Extract<ToWriter, { kind: 'frame' }>;

interface OpenPart {
  readonly sink: PartSink;
  readonly path: string;
  readonly layout: string;
  frames: number;
  bytes: number;
  firstNs: bigint;
  lastNs: bigint;
}

export class RecordingWriter {
  readonly #options: WriterOptions;
  readonly #post: (message: FromWriter) => void;
  readonly #parts: PartReport[] = [];
  #part: OpenPart | undefined;
  #opened = 0;
  #frames = 0;
  #doneBytes = 0;
  #doneSeconds = 0;
  #freeBytes: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #ended = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: WriterOptions, post: (message: FromWriter) => void) {
    this.#options = options;
    this.#post = post;
  }

  /** One after the other, in the order they came. */
  handle(message: ToWriter): Promise<void> {
    this.#turn = this.#turn.then(() => (message.kind === 'frame' ? this.#frame(message) : this.#end(message.keep)));
    return this.#turn;
  }

  async #frame(frame: Frame): Promise<void> {
    if (!this.#ended) {
      try {
        const reason = await this.#take(frame);
        if (reason) await this.#finish(reason, undefined);
      } catch (error) {
        await this.#finish('failed', error);
      }
    }
    this.#post({ kind: 'written', slot: frame.slot, progress: this.#progress() });
  }

  /** The reason why it is over after, or instead of, this frame. */
  async #take({ memory, bytes, camera, stamp }: Frame): Promise<EndReason | undefined> {
    const { splitBytes, splitSeconds, maxBytes, maxSeconds, maxFrames } = this.#options;
    if (this.#diskIsFull(bytes)) {
      if (this.#frames === 0) throw diskIsFull(this.#options, this.#freeBytes ?? 0, bytes);
      return 'disk-guard';
    }
    const layout = JSON.stringify(camera.layout);
    const part = this.#part;
    if (part) {
      const seconds = secondsBetween(part.firstNs, stamp.timeNs);
      const isFull =
        (splitBytes !== undefined && part.bytes + bytes > splitBytes) || (splitSeconds !== undefined && seconds >= splitSeconds);
      const total = this.#doneSeconds + seconds;
      if (maxSeconds !== undefined && total >= maxSeconds) return 'max-time';
      if (part.layout !== layout || isFull || part.frames >= MAX_PART_FRAMES) await this.#closePart();
    }
    if (maxBytes !== undefined && this.#bytes() + bytes > maxBytes && this.#frames > 0) return 'max-size';
    const open = this.#part ?? (await this.#openPart(camera, layout, stamp.timeNs));
    // Readers of the file expect times that only grow.
    const timeNs = open.frames > 0 && stamp.timeNs <= open.lastNs ? open.lastNs + 1000n : stamp.timeNs;
    await open.sink.write({ ...stamp, timeNs }, new Uint8Array(memory, 0, bytes));
    open.frames++;
    open.lastNs = timeNs;
    this.#frames++;
    open.bytes = open.sink.bytes;
    return maxFrames !== undefined && this.#frames >= maxFrames ? 'max-frames' : undefined;
  }

  async #openPart(camera: RecordedCamera, layout: string, firstNs: bigint): Promise<OpenPart> {
    const { folder, baseName, exact, overwrite, format, ffmpeg, splitBytes, splitSeconds } = this.#options;
    this.#opened++;
    const numbered = splitBytes !== undefined || splitSeconds !== undefined;
    const name = partName(baseName, this.#opened, numbered);
    if (!exact) mkdirSync(folder, { recursive: true });
    const path = exact ? join(folder, `${name}.${format}`) : freePath(folder, name, format);
    if (exact && !overwrite) refuseExisting(path);
    const sink = format === 'mcap' ? openMcap(path, camera) : await FfmpegSink.open(path, camera.layout, format, ffmpeg);
    this.#part = { sink, path, layout, frames: 0, bytes: 0, firstNs, lastNs: firstNs };
    return this.#part;
  }

  async #closePart(): Promise<void> {
    const part = this.#part;
    if (!part) return;
    this.#part = undefined;
    const seconds = secondsBetween(part.firstNs, part.lastNs);
    const frames = await part.sink.finish().catch(async (error: unknown) => {
      // Of an encoder that did not even start.
      if (part.frames === 0) await rm(part.sink.temporary, { force: true });
      throw error;
    });
    this.#frames += frames - part.frames;
    if (frames === 0) return rm(part.sink.temporary, { force: true });
    await publishPart(part.sink.temporary, part.path, this.#options.overwrite);
    const { path } = part;
    const { size } = statSync(path);
    const report = { path, frames, bytes: size, seconds };
    this.#doneBytes += size;
    this.#doneSeconds += seconds;
    this.#parts.push(report);
    this.#post({ kind: 'part', part: report });
  }

  async #end(keep: boolean): Promise<void> {
    if (this.#ended) return;
    await this.#finish(keep ? 'asked' : 'cancelled', undefined);
  }

  async #finish(reason: EndReason, thrown: unknown): Promise<void> {
    this.#ended = true;
    const errors: unknown[] = thrown === undefined ? [] : [thrown];
    const path = this.#part?.path;
    const temporary = this.#part?.sink.temporary;
    await this.#closePart().catch((error: unknown) => errors.push(error));
    if (reason === 'cancelled') {
      for (const part of this.#parts.splice(0)) await rm(part.path, { force: true });
      if (temporary) await rm(temporary, { force: true });
    }
    const error = errors.length === 0 ? undefined : toErrorReport(writingError(errors[0], path ?? this.#options.folder));
    this.#post({ kind: 'ended', reason: error ? 'failed' : reason, error, parts: [...this.#parts], progress: this.#progress() });
  }

  #diskIsFull(bytes: number): boolean {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_AT_DISK_MS) {
      if (this.#freeBytes !== null) this.#freeBytes -= bytes;
    } else {
      this.#freeBytes = roomIn(this.#options.folder, this.#options.keepFreeBytes);
      this.#lookedAt = now;
    }
    return this.#freeBytes !== null && this.#freeBytes < bytes;
  }

  #bytes(): number {
    return this.#doneBytes + (this.#part?.bytes ?? 0);
  }

  #progress(): WriterProgress {
    const part = this.#part;
    return {
      path: part?.path ?? this.#parts.at(-1)?.path ?? null,
      frames: this.#frames,
      bytes: this.#bytes(),
      seconds: this.#doneSeconds + (part ? secondsBetween(part.firstNs, part.lastNs) : 0),
      freeBytes: this.#freeBytes,
    };
  }
}

/** What may still be written into the folder, or null where nobody knows. */
export function roomIn(folder: string, keepFreeBytes: number): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize - keepFreeBytes;
  } catch {
    return null;
  }
}

/** `roomBytes` is what may be written beside what is kept free; negative where less than that is left. */
function diskIsFull({ folder, keepFreeBytes }: WriterOptions, roomBytes: number, frameBytes: number): SharedCameraError {
  const free = Math.max(0, keepFreeBytes + roomBytes);
  const words = `${bytesText(free)} are free in "${folder}", and ${bytesText(keepFreeBytes)} are to be kept free`;
  return new SharedCameraError('OS_ERROR', `Nothing was recorded: ${words}.`, {
    cause: 'The disk is nearly full.',
    remedy: 'Free some room, record to another disk, or keep less free (`--keep-free`, or the settings of recordings).',
    details: { free, keepFree: keepFreeBytes, need: frameBytes },
  });
}

function openMcap(path: string, camera: RecordedCamera): McapSink {
  try {
    return new McapSink(path, camera);
  } catch (error) {
    throw fileError(error, path);
  }
}

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function writingError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof SharedCameraError) return error;
  if (!NO_ROOM.has(String(error.code))) return fileError(error, path);
  return new SharedCameraError('OS_ERROR', `There was no room left for "${path}".`, {
    cause: 'The disk, or your share of it, is full. What was recorded before is kept.',
    remedy: 'Free some room, or record to another disk.',
  });
}

function secondsBetween(from: bigint, to: bigint): number {
  return Number(to - from) / 1e9;
}
