/** Recordings of this process: which cameras are recorded or kept ready, where the files go, and their end in order. */
import { makeFolder } from '../../native/camera/new-file.ts';
import type { ReaderLease } from '../../native/camera/reader-pool.ts';
import { fileNameOf } from '../../native/camera/recording/file-name.ts';
import { refuseWritten } from '../../native/camera/recording/file-writers.ts';
import { Recorder, type RecordingSummary } from '../../native/camera/recording/recorder.ts';
import { type StartWriter, startWriterThread } from '../../native/camera/recording/start-writer.ts';
import type { WriterOptions } from '../../native/camera/recording/writer-messages.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { EventSink } from '../app.ts';
import type { CameraId } from '../contract.ts';
import type { Keeping, RecordingState, RecordingsOverview } from '../contract-recordings.ts';
import { recordingFolderOf, snapshotFolderOf } from './keeping-folders.ts';
import { KeptRecordings } from './kept-recordings.ts';
import { Recoveries } from './recoveries.ts';

export interface RecordingsParts {
  readonly acquire: (camera: CameraId) => ReaderLease;
  readonly nameOf: (camera: CameraId) => { readonly name: string; readonly namespace: 'local' | 'global' | 'custom' };
  readonly keeping: () => Keeping;
  readonly tellAll: EventSink;
  readonly log: (line: string) => void;
  readonly startWriter?: StartWriter;
}

interface Running {
  readonly recorder: Recorder;
  readonly lease: ReaderLease;
}

/** How often pages hear of progress. */
const TELL_MS = 250;

export class RecordingsService {
  readonly kept: KeptRecordings;
  readonly #parts: RecordingsParts;
  readonly #recoveries: Recoveries;
  readonly #running = new Map<CameraId, Running>();
  #timer: NodeJS.Timeout | undefined;
  #told = '[]';
  #closed = false;
  #looks = 0;

  constructor(parts: RecordingsParts) {
    this.#parts = parts;
    this.kept = new KeptRecordings(
      () => recordingFolderOf(parts.keeping()),
      () => void this.#tellKept(),
    );
    this.#recoveries = new Recoveries({
      tellAll: parts.tellAll,
      onEnded: async (recovered) => {
        const { path, frames = null, seconds = null } = recovered ?? {};
        if (path !== undefined) await this.kept.note(path, { frames, seconds, lost: null });
        await this.#tellKept();
      },
    });
  }

  async overview(): Promise<Omit<RecordingsOverview, 'replays'>> {
    const keeping = this.#parts.keeping();
    return {
      recordingFolder: recordingFolderOf(keeping),
      snapshotFolder: snapshotFolderOf(keeping),
      kept: await this.kept.list(this.#busy()),
      running: this.states(),
      recovering: this.#recoveries.states(),
    };
  }

  states(): readonly RecordingState[] {
    return [...this.#running].map(([camera, { recorder }]) => {
      const { bufferedFrames: _frames, ...report } = recorder.report();
      return { camera, ...report };
    });
  }

  arm(camera: CameraId): void {
    const { pretriggerSeconds } = this.#parts.keeping();
    if (pretriggerSeconds === 0)
      throw new SharedCameraError('USAGE', 'Nothing is kept from before: the time for it is 0 seconds in the settings.', {
        remedy: 'Choose a time in the settings.',
      });
    this.#open(camera);
  }

  async start(camera: CameraId): Promise<void> {
    const keeping = this.#parts.keeping();
    const folder = recordingFolderOf(keeping);
    await makeFolder(folder);
    const { recorder, lease } = this.#open(camera);
    if (recorder.report().state !== 'buffering') return;
    const { layout } = lease.reader.report();
    const baseName = fileNameOf(keeping.template, {
      ...{ name: this.#parts.nameOf(camera).name, at: new Date(), frame: 0 },
      ...{ width: layout?.width ?? 0, height: layout?.height ?? 0, format: layout?.format ?? 'x' },
    });
    recorder.start(writerOptions(keeping, folder, baseName));
    this.#tell();
  }

  /** `keep` false: what it wrote is removed. */
  async stop(camera: CameraId, keep = true): Promise<void> {
    await this.#running.get(camera)?.recorder.stop(keep);
  }

  /** Throws where a file in the folder is being written, or is being read to make a whole one of it. */
  checkFree(file: string): void {
    const path = this.kept.pathOf(file);
    refuseWritten(path);
    if (!this.#recoveries.has(path)) return;
    throw new SharedCameraError('USAGE', `A whole recording of "${file}" is being made.`, {
      cause: 'It was asked for a while ago, and takes its time.',
      remedy: 'Wait for it, or cancel it.',
    });
  }

  recover(file: string): void {
    if (this.#closed) throw new SharedCameraError('CLOSED', 'The program is ending.');
    this.#recoveries.start(file, this.kept.pathOf(file));
  }

  cancelRecovery(file: string): void {
    this.#recoveries.cancel(this.kept.pathOf(file));
  }

  /** Every recording is finished first; what is being recovered is not. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#recoveries.close(), ...[...this.#running.values()].map(({ recorder }) => recorder.stop())]);
    clearInterval(this.#timer);
    await this.kept.close();
  }

  #open(camera: CameraId): Running {
    const open = this.#running.get(camera);
    if (open) return open;
    if (this.#closed) throw new SharedCameraError('CLOSED', 'The program is ending.');
    const { acquire, nameOf, keeping, startWriter = startWriterThread } = this.#parts;
    const lease = acquire(camera);
    const { pretriggerSeconds, memoryMb } = keeping();
    const recorder = new Recorder({
      ...nameOf(camera),
      label: () => lease.reader.report().label,
      numbered: () => lease.reader.report().layoutFrom === 'trailer',
      subscribe: (request) => lease.reader.subscribe(request),
      pretriggerSeconds,
      queueBytes: memoryMb * 1e6,
      startWriter,
      onPart: (part) => void this.kept.note(part.path, { frames: part.frames, seconds: part.seconds, lost: null }),
    });
    const running = { recorder, lease };
    this.#running.set(camera, running);
    void recorder.ended.then((summary) => this.#ended(camera, running, summary));
    this.#timer ??= setInterval(() => this.#tell(), TELL_MS);
    this.#tell();
    return running;
  }

  async #ended(camera: CameraId, { lease }: Running, summary: RecordingSummary): Promise<void> {
    lease.release();
    this.#running.delete(camera);
    const { reason, error, parts, frames, lost, missed } = summary;
    const files = parts.map(({ path }) => path);
    for (const { path, frames: partFrames, seconds } of parts)
      await this.kept.note(path, { frames: partFrames, seconds, lost: parts.length === 1 ? lost : null });
    this.#parts.log(`recording of ${camera} ended (${reason}): ${frames} frames, ${lost} lost, ${files.join(', ') || 'no file'}`);
    if (reason !== 'cancelled')
      this.#parts.tellAll('recordings.ended', { camera, reason, error: error ?? null, files, frames, lost, missed });
    this.#tell();
    await this.#tellKept();
    if (this.#running.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #busy(): ReadonlySet<string> {
    return new Set([...this.states().flatMap(({ path }) => path ?? []), ...this.#recoveries.made]);
  }

  #tell(): void {
    const states = this.states();
    const told = JSON.stringify(states);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.tellAll('recordings.changed', states);
  }

  /** The last look counts: one that took longer must not tell what was before. */
  async #tellKept(): Promise<void> {
    this.#looks++;
    const look = this.#looks;
    const kept = await this.kept.list(this.#busy());
    if (look === this.#looks) this.#parts.tellAll('recordings.kept', kept);
  }
}

function writerOptions({ format, splitMb, splitMinutes, keepFreeMb }: Keeping, folder: string, baseName: string): WriterOptions {
  return {
    ...{ folder, baseName, exact: false, overwrite: false, format, ffmpeg: 'ffmpeg' },
    splitBytes: splitMb > 0 ? splitMb * 1e6 : undefined,
    splitSeconds: splitMinutes > 0 ? splitMinutes * 60 : undefined,
    ...{ maxBytes: undefined, maxSeconds: undefined, maxFrames: undefined },
    keepFreeBytes: keepFreeMb * 1e6,
  };
}
