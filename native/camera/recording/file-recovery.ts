/** Makes a recording of what a killed one left behind. Until the whole one has its name, the broken one stays as it is. */
import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { SharedCameraError } from '../../core/errors.ts';
import { fileError } from '../new-file.ts';
import { type Progress, ProgressMeter } from '../progress-meter.ts';
import { refuseWritten } from './file-writers.ts';
import { freePath, PART_ENDING, RECORDING_FORMATS } from './part-sink.ts';
import { recoverMcap } from './recover-mcap.ts';
import { recoverVideo } from './recover-video.ts';

export interface Recovered {
  readonly path: string;
  /** Undefined where only ffmpeg could tell. */
  readonly frames: number | undefined;
  readonly seconds: number | undefined;
  readonly bytes: number;
  /** Of a frame that was begun, and is not in the recording. */
  readonly lostBytes: number;
  /** It was whole already. */
  readonly untouched: boolean;
}

/** One broken file, and where a whole one is made of it. */
export interface RecoveryWork {
  readonly path: string;
  /** What the whole recording will be called. */
  readonly target: string;
  /** What it is called while it is made; for `NAME.mcap.part` that file itself, of which nothing is copied. */
  readonly temporary: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

export class FileRecovery {
  readonly #path: string;
  readonly #ffmpeg: string;
  readonly #meter = new ProgressMeter();
  #makes: string | undefined;

  constructor(path: string, ffmpeg = 'ffmpeg') {
    this.#path = path;
    this.#ffmpeg = ffmpeg;
  }

  report(): Progress {
    return this.#meter.report();
  }

  /** The unfinished file that it writes, once it is known. */
  get makes(): string | undefined {
    return this.#makes;
  }

  /** `NAME.mcap.part` becomes `NAME.mcap`; any other broken file stays, beside the whole one. Undefined: cancelled, and nothing has changed. */
  async run(signal: AbortSignal): Promise<Recovered | undefined> {
    const path = this.#path;
    try {
      await access(path, constants.R_OK);
      refuseWritten(path);
      const places = placesOf(path);
      this.#makes = places.temporary;
      this.#meter.begin((await stat(path)).size);
      signal.throwIfAborted();
      const work = { path, ...places, meter: this.#meter, signal };
      return isMcap(path) ? await recoverMcap(work) : await recoverVideo(work, this.#ffmpeg);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw errorOf(error, path);
    }
  }
}

function errorOf(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') return fileError(error, path);
  return new SharedCameraError('NOT_FOUND', `There is no file "${path}".`, {
    cause: 'The path has a typing error.',
    remedy: 'Check the path.',
  });
}

function isMcap(path: string): boolean {
  return /\.mcap(\.part)?$/iu.test(path);
}

function placesOf(path: string): Pick<RecoveryWork, 'target' | 'temporary'> {
  const isPart = path.endsWith(PART_ENDING);
  const plain = isPart ? path.slice(0, -PART_ENDING.length) : path;
  const ending = extname(plain).slice(1).toLowerCase();
  if (!(RECORDING_FORMATS as readonly string[]).includes(ending))
    throw new SharedCameraError(
      'USAGE',
      `"${path}" is no recording: it ends neither in .mcap, .mp4 or .webm nor in .part after one of these.`,
    );
  const [folder, name] = [dirname(plain), basename(plain, extname(plain))];
  const wanted = join(folder, `${name}.${ending}`);
  // Its own `.part` does not stand in the way of the name that it was meant to have.
  const isFree = resolve(path) === resolve(wanted + PART_ENDING) && !existsSync(wanted);
  const target = isFree ? wanted : freePath(folder, name, ending);
  if (isPart && isMcap(path)) return { target, temporary: path };
  return { target, temporary: (isFree ? freePath(folder, `${name}.recovered`, ending) : target) + PART_ENDING };
}
