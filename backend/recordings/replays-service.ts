/** Recordings that this process publishes again, each as a camera of its own. */
import { addToCameraList, removeFromCameraList } from '../../native/camera/camera-list-file.ts';
import { openReplay } from '../../native/camera/replay/open-replay.ts';
import type { ReplaySource } from '../../native/camera/replay/replay-source.ts';
import { Replayer } from '../../native/camera/replay/replayer.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { SharedCameraError, toErrorReport } from '../../native/core/errors.ts';
import { layoutBytes } from '../../native/core/layout.ts';
import type { EventSink } from '../app.ts';
import { idOf } from '../camera-service.ts';
import type { CameraId } from '../contract.ts';
import type { ReplayState } from '../contract-recordings.ts';

interface Replay {
  readonly file: string;
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

  constructor(parts: ReplaysParts) {
    this.#parts = parts;
  }

  states(): readonly ReplayState[] {
    return [...this.#replays.values()].map(stateOf);
  }

  async start(path: string, file: string, name: string): Promise<ReplayState> {
    const camera = idOf(name, 'local');
    const source = await openReplay(path);
    let mapping: SharedMapping;
    try {
      mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: layoutBytes(source.layout) });
    } catch (error) {
      await source.close();
      throw error;
    }
    mapping.describe(source.layout, source.label);
    if (source.notice) this.#parts.tellAll('notice', { level: 'warning', text: source.notice });
    this.#list(() => addToCameraList(name));
    const stop = new AbortController();
    // In a loop by default: who looks at a recording wants it to stay.
    const replayer = new Replayer({ mapping, source, now: this.#parts.now, loop: true });
    const ended = this.#run(camera, name, replayer, mapping, source, stop.signal);
    const replay = { file, camera, replayer, stop, ended };
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

  async close(): Promise<void> {
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
      const { message } = toErrorReport(error);
      this.#parts.log(`replay into ${camera} failed: ${message}`);
      this.#parts.tellAll('notice', { level: 'error', text: message });
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

function stateOf({ file, camera, replayer }: Replay): ReplayState {
  const { playing, positionMs, durationMs, speed, loop, frames } = replayer.report();
  return { file, camera, playing, positionMs, durationMs, speed, loop, frames };
}
