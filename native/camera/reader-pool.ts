/** One reader for each camera of the process, however many look at it: opened with the first, closed with the last. */
import type { Namespace } from '../core/names.ts';
import { CameraReader, type ReaderParts } from './camera-reader.ts';
import type { ReaderEvents, ReaderHappening, ReaderOptions } from './reader-types.ts';

export interface ReaderLease {
  readonly reader: CameraReader;
  /** Gives the reader back; only the first call counts. */
  release(): void;
}

export interface PoolEvents {
  readonly onChange: (name: string, namespace: Namespace) => void;
  readonly onNotice: ReaderEvents['onNotice'];
  readonly onHappening?: (name: string, namespace: Namespace, happening: ReaderHappening) => void;
}

interface Shared {
  readonly reader: CameraReader;
  users: number;
}

export class ReaderPool {
  readonly #parts: ReaderParts;
  readonly #events: PoolEvents;
  readonly #shared = new Map<string, Shared>();
  readonly #closing = new Set<Promise<void>>();

  constructor(parts: ReaderParts, events: PoolEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  /** The options count for the first who asks; the others get that reader as it is. */
  acquire(options: ReaderOptions): ReaderLease {
    const { name, namespace } = options;
    const key = keyOf(name, namespace);
    const shared = this.#shared.get(key) ?? { reader: this.#open(options), users: 0 };
    this.#shared.set(key, shared);
    shared.users++;
    let held = true;
    return {
      reader: shared.reader,
      release: () => {
        if (!held) return;
        held = false;
        shared.users--;
        if (shared.users > 0) return;
        this.#shared.delete(key);
        this.#close(shared.reader);
      },
    };
  }

  /** The reader of a camera that somebody looks at. */
  find(name: string, namespace: Namespace): CameraReader | undefined {
    return this.#shared.get(keyOf(name, namespace))?.reader;
  }

  async close(): Promise<void> {
    for (const { reader } of this.#shared.values()) this.#close(reader);
    this.#shared.clear();
    await Promise.all(this.#closing);
  }

  #open(options: ReaderOptions): CameraReader {
    const { name, namespace } = options;
    return new CameraReader(options, this.#parts, {
      onChange: () => this.#events.onChange(name, namespace),
      onNotice: this.#events.onNotice,
      onHappening: (happening) => this.#events.onHappening?.(name, namespace, happening),
    });
  }

  #close(reader: CameraReader): void {
    const closing = reader.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

function keyOf(name: string, namespace: Namespace): string {
  return `${namespace}:${name}`;
}
