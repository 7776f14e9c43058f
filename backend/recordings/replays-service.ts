/** Recordings that this process publishes again, each as a camera of its own. */
import { basename } from 'node:path';
import { addToCameraList, removeFromCameraList } from '../../native/camera/camera-list-file.ts';
import { openReplay } from '../../native/camera/replay/open-replay.ts';
import type { ReplaySource } from '../../native/camera/replay/replay-source.ts';
import { Replayer } from '../../native/camera/replay/replayer.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { errorSentence, SharedCameraError, toErrorReport } from '../../native/core/errors.ts';
import { layoutBytes } from '../../native/core/layout.ts';
import { MAX_NAME_BYTES } from '../../native/core/names.ts';
import { getOsBackend } from '../../native/os/index.ts';
import type { EventSink } from '../app.ts';
import { idOf } from '../camera-service.ts';
import type { CameraId } from '../contract.ts';
import type { ReplayState } from '../contract-recordings.ts';
import { replayNames } from './replay-name.ts';

interface Replay {
  readonly path: string;
  readonly camera: CameraId;
  readonly replayer: Replayer;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export interface ReplaysParts {
  readonly now: () => bigint;
  readonly tellAll: EventSink;
  readonly log: (line: string) => void;
}

export interface ReplayControl {
  readonly camera: CameraId;
  readonly play?: boolean | undefined;
  readonly step?: boolean | undefined;
  readonly seekMs?: number | undefined;
  readonly speed?: number | undefined;
  readonly loop?: boolean | undefined;
}

const TELL_MS = 200;

export class ReplaysService {
  readonly #parts: ReplaysParts;
  readonly #replays = new Map<CameraId, Replay>();
  #timer: NodeJS.Timeout | undefined;
  #told = '[]';
  #closed = false;
  /** By path: a second wish for the same file, while it is being opened, is the same wish. */
  readonly #starting = new Map<string, Promise<ReplayState>>();

  constructor(parts: ReplaysParts) {
    this.#parts = parts;
  }

  states(): readonly ReplayState[] {
    return [...this.#replays.values()].map(stateOf);
  }

  /** Under a name like the file's; where it plays already that replay is told. */
  play(path: string): Promise<ReplayState> {
    const playing = [...this.#replays.values()].find((replay) => replay.path === path);
    if (playing) return Promise.resolve(stateOf(playing));
    const starting = this.#starting.get(path) ?? this.#start(path, replayNames(basename(path), roomForName()));
    this.#starting.set(path, starting);
    return starting.finally(() => this.#starting.delete(path));
  }

  /** Under exactly this name. */
  playAs(path: string, name: string): Promise<ReplayState> {
    return this.#start(path, [name]);
  }

  async #start(path: string, names: Iterable<string>): Promise<ReplayState> {
    const source = await openReplay(path);
    let mapping: SharedMapping | undefined;
    try {
      if (this.#closed) throw new SharedCameraError('CLOSED', 'The program is ending.');
      mapping = createFree(names, layoutBytes(source.layout));
      mapping.describe(source.layout, source.label);
    } catch (error) {
      mapping?.close();
      await source.close();
      throw error;
    }
    const { name } = mapping.name;
    const camera = idOf(name, 'local');
    if (source.notice) this.#parts.tellAll('notice', { level: 'warning', text: source.notice });
    this.#list(() => addToCameraList(name));
    const stop = new AbortController();
    // In a loop by default: who looks at a recording wants it to stay.
    const replayer = new Replayer({ mapping, source, now: this.#parts.now, loop: true });
    const ended = this.#run(camera, name, replayer, mapping, source, stop.signal);
    const replay = { path, camera, replayer, stop, ended };
    this.#replays.set(camera, replay);
    this.#timer ??= setInterval(() => this.#tell(), TELL_MS);
    this.#tell();
    return stateOf(replay);
  }

  control({ camera, play, step, seekMs, speed, loop }: ReplayControl): void {
    const replay = this.#replays.get(camera);
    if (!replay) throw new SharedCameraError('NOT_FOUND', 'This recording is not being replayed any more.');
    const { replayer } = replay;
    if (speed !== undefined) replayer.setSpeed(speed);
    if (loop !== undefined) replayer.setLoop(loop);
    if (play !== undefined) (play ? () => replayer.play() : () => replayer.pause())();
    if (seekMs !== undefined) replayer.seek(seekMs);
    if (step) replayer.step();
    this.#tell();
  }

  async stop(camera: CameraId): Promise<void> {
    const replay = this.#replays.get(camera);
    replay?.stop.abort();
    await replay?.ended;
  }

  /** What plays this file ends: it is going. */
  async stopFile(path: string): Promise<void> {
    const playing = [...this.#replays.values()].filter((replay) => replay.path === path);
    await Promise.all(playing.map(({ camera }) => this.stop(camera)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#replays.keys()].map((camera) => this.stop(camera)));
    clearInterval(this.#timer);
  }

  async #run(
    camera: CameraId,
    name: string,
    replayer: Replayer,
    mapping: SharedMapping,
    source: ReplaySource,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await replayer.run(signal);
    } catch (error) {
      const report = toErrorReport(error);
      this.#parts.log(`replay into ${camera} failed: ${report.message}`);
      this.#parts.tellAll('notice', { level: 'error', text: errorSentence(report) });
    } finally {
      this.#list(() => removeFromCameraList(name));
      mapping.close();
      await source.close().catch(() => undefined);
      this.#replays.delete(camera);
      this.#tell();
      if (this.#replays.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  /** The list is a courtesy: without it a camera works as well. */
  #list(change: () => void): void {
    try {
      change();
    } catch (error) {
      this.#parts.log(`the camera list could not be changed: ${String(error)}`);
    }
  }

  #tell(): void {
    const states = this.states();
    const told = JSON.stringify(states);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.tellAll('replays.changed', states);
  }
}

/** What the system's own prefix leaves of a name. */
function roomForName(): number {
  return MAX_NAME_BYTES + 1 - getOsBackend().name('x', 'local').osName.length;
}

/** The first of these names that is free. */
function createFree(names: Iterable<string>, payloadBytes: number): SharedMapping {
  let taken: unknown;
  for (const name of names)
    try {
      return SharedMapping.create({ name, namespace: 'local', payloadBytes });
    } catch (error) {
      if (!(error instanceof SharedCameraError) || error.code !== 'EXISTS') throw error;
      taken = error;
    }
  throw taken;
}

function stateOf({ path, camera, replayer }: Replay): ReplayState {
  const { playing, positionMs, durationMs, speed, loop, frames } = replayer.report();
  return { file: basename(path), path, camera, playing, positionMs, durationMs, speed, loop, frames };
}
