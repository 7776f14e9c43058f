/** Broken recordings of which whole ones are being made: how far each is, and its end. */
import { FileRecovery, type Recovered } from '../../native/camera/recording/file-recovery.ts';
import { PART_ENDING } from '../../native/camera/recording/part-sink.ts';
import { toErrorReport } from '../../native/core/errors.ts';
import type { EventSink } from '../app.ts';
import type { RecoveryState } from '../contract-recordings.ts';

interface Running {
  readonly file: string;
  readonly recovery: FileRecovery;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export interface RecoveriesParts {
  readonly tellAll: EventSink;
  /** One ended, with a whole recording or without. */
  readonly onEnded: (recovered: Recovered | undefined) => Promise<void>;
}

const TELL_MS = 250;

export class Recoveries {
  readonly #parts: RecoveriesParts;
  /** By path. */
  readonly #running = new Map<string, Running>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: RecoveriesParts) {
    this.#parts = parts;
  }

  states(): readonly RecoveryState[] {
    return [...this.#running.values()].map(({ file, recovery }) => {
      const { doneBytes, totalBytes, secondsLeft = null } = recovery.report();
      return { file, doneBytes, totalBytes, secondsLeft };
    });
  }

  has(path: string): boolean {
    return this.#running.has(path);
  }

  /** What is being made, under its final paths. */
  get made(): readonly string[] {
    return [...this.#running].flatMap(([path, { recovery }]) => {
      const { makes } = recovery;
      return makes === undefined || makes === path ? [] : makes.slice(0, -PART_ENDING.length);
    });
  }

  /** A second wish for the same file is the same wish. */
  start(file: string, path: string): void {
    if (this.has(path)) return;
    const [recovery, stop] = [new FileRecovery(path), new AbortController()];
    this.#running.set(path, { file, recovery, stop, ended: this.#run(file, path, recovery, stop.signal) });
    this.#timer ??= setInterval(() => this.#tell(), TELL_MS);
    this.#tell();
  }

  cancel(path: string): void {
    this.#running.get(path)?.stop.abort();
  }

  async close(): Promise<void> {
    for (const path of this.#running.keys()) this.cancel(path);
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #run(file: string, path: string, recovery: FileRecovery, signal: AbortSignal): Promise<void> {
    const ended = await recovery.run(signal).then(
      (recovered) => ({ recovered, error: null }),
      (error: unknown) => ({ recovered: undefined, error: toErrorReport(error) }),
    );
    this.#running.delete(path);
    if (this.#running.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#tell();
    const { recovered, error } = ended;
    await this.#parts.onEnded(recovered);
    const { path: whole = null, frames = null } = recovered ?? {};
    this.#parts.tellAll('recordings.recovered', { file, path: whole, frames, error });
  }

  #tell(): void {
    this.#parts.tellAll('recordings.recovering', this.states());
  }
}
