/**
 * The list of cameras: what is in the camera list file, what exists on this machine, what the user typed or remembered. While somebody
 * looks, it is looked for anew every second; cameras that are streamed are judged by their reader, the others by a short probe.
 */
import { setImmediate } from 'node:timers/promises';
import type { CameraProbe } from '../native/camera/camera-probe.ts';
import type { LedgerSecond } from '../native/camera/frame-ledger.ts';
import type { ReaderLease, ReaderPool } from '../native/camera/reader-pool.ts';
import type { ReaderReport } from '../native/camera/reader-types.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { checkLayout, type FrameLayout } from '../native/core/layout.ts';
import { type MappingName, NAMESPACES, type Namespace } from '../native/core/names.ts';
import type { Display } from '../native/core/pixels/display.ts';
import { type Camera, type CameraId, type CameraStats, type FoundBy, MAX_REMEMBERED, type RememberedCamera } from './contract.ts';
import { FRAME_HEADER_BYTES } from './frame-message.ts';
import type { SettingsStore } from './settings-store.ts';

export const DISCOVERY_MS = 1000;
/** However long a look takes, there is a pause before the next. */
const MIN_PAUSE_MS = 200;
/** Enough pixels to tell a still picture from a moving one. */
const KEPT_SIZE = { maxWidth: 320, maxHeight: 240 } as const;
/** Between so many looks everything else of the process has its turn; one takes a fraction of a millisecond. */
const PROBES_AT_ONCE = 8;

export interface Discovered {
  readonly name: string;
  readonly namespace: Namespace;
  readonly foundBy: readonly FoundBy[];
}

export interface CameraServiceParts {
  readonly discover: () => readonly Discovered[] | Promise<readonly Discovered[]>;
  /** Takes a name out of the camera list, where producers announce themselves. */
  readonly unlist: (name: string) => void;
  readonly probe: (name: MappingName) => Pick<CameraProbe, 'look' | 'report'>;
  readonly pool: Pick<ReaderPool, 'acquire' | 'find'>;
  readonly settings: SettingsStore;
  /** Validates a name; throws NAME_INVALID. */
  readonly nameOf: (name: string, namespace: Namespace) => MappingName;
  /** An open mapping keeps its name alive on this platform, so quiet ones are let go (reader-types.ts). */
  readonly letsGo: boolean;
  readonly onChanged: (cameras: readonly Camera[]) => void;
  readonly onStats: (stats: readonly CameraStats[]) => void;
  readonly log: (line: string) => void;
}

interface Entry {
  readonly id: CameraId;
  readonly name: MappingName;
  readonly probe: Pick<CameraProbe, 'look' | 'report'>;
  foundBy: readonly FoundBy[];
}

export class CameraService {
  readonly #parts: CameraServiceParts;
  readonly #entries = new Map<CameraId, Entry>();
  /** Typed since the program was started. */
  readonly #typed = new Set<CameraId>();
  readonly #unsubscribe: () => void;
  #told = '[]';
  #watchers = 0;
  #beating = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(parts: CameraServiceParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.settings.onChange(() => {
      for (const entry of this.#entries.values()) this.#applySettings(entry);
      void this.refresh();
    });
  }

  /** Keeps the list up to date until the returned function is called. */
  watch(): () => void {
    this.#watchers++;
    if (!this.#beating) void this.#beat();
    let watching = true;
    return () => {
      if (watching) this.#watchers--;
      watching = false;
    };
  }

  async list(): Promise<readonly Camera[]> {
    await (this.#looking ?? this.#look());
    return this.#cameras();
  }

  /** Looks at everything again now. */
  async refresh(): Promise<readonly Camera[]> {
    await this.#looking;
    for (const { name } of this.#entries.values()) this.#parts.pool.find(name.name, name.namespace)?.hurry();
    return this.list();
  }

  async add(name: string, namespace: Namespace): Promise<Camera> {
    const { id } = this.#entry(this.#parts.nameOf(name, namespace));
    this.#typed.add(id);
    if (!this.#remembered(id)) await this.#remember({ name, namespace });
    await this.refresh();
    return this.#camera(id);
  }

  async forget(id: CameraId): Promise<void> {
    const { name, foundBy, state } = this.#camera(id);
    this.#typed.delete(id);
    const { settings, unlist } = this.#parts;
    await settings.set({ remembered: settings.current.remembered.filter((entry) => idOf(entry.name, entry.namespace) !== id) });
    try {
      // Last: the list may belong to somebody else.
      if (foundBy.includes('list') && state === 'not-found') unlist(name);
    } finally {
      await this.refresh();
    }
  }

  /** Undefined takes the typed layout back. */
  async setLayout(id: CameraId, layout: FrameLayout | undefined): Promise<Camera> {
    const { name, namespace } = this.#camera(id);
    if (layout) checkLayout(layout);
    await this.#remember({ ...this.#remembered(id), name, namespace, layout });
    await this.refresh();
    return this.#camera(id);
  }

  /** Undefined: as the settings say. */
  async setObserve(id: CameraId, observe: boolean | undefined): Promise<Camera> {
    const { name, namespace } = this.#camera(id);
    await this.#remember({ ...this.#remembered(id), name, namespace, observe });
    await this.refresh();
    return this.#camera(id);
  }

  /** Undefined: as the pixels come. */
  async setDisplay(id: CameraId, display: Display | undefined): Promise<Camera> {
    const { name, namespace } = this.#camera(id);
    await this.#remember({ ...this.#remembered(id), name, namespace, display });
    this.changed();
    return this.#camera(id);
  }

  /** What it is called, and how it is to be read. The camera need not be there yet. */
  whereIs(id: CameraId): { readonly name: MappingName; readonly observe: boolean } {
    const { name } = this.#entries.get(id) ?? this.#entry(this.#parse(id));
    return { name, observe: this.#observes(id) };
  }

  /**
   * The one reader of a camera; its frames leave room for the message header. The camera need not be there yet: a page waits for the one
   * that it showed last.
   */
  acquire(id: CameraId): ReaderLease {
    const { name, namespace } = (this.#entries.get(id) ?? this.#entry(this.#parse(id))).name;
    const { pool, settings, letsGo } = this.#parts;
    const { stalledAfterMs } = settings.current;
    const typedLayout = this.#remembered(id)?.layout;
    const observe = this.#observes(id);
    return pool.acquire({ name, namespace, headerBytes: FRAME_HEADER_BYTES, stalledAfterMs, letsGo, typedLayout, observe });
  }

  /** Reads a camera small, for its figures alone, until the returned function is called. */
  keep(id: CameraId): () => void {
    const lease = this.acquire(id);
    const subscription = lease.reader.subscribe({ ...KEPT_SIZE, onFrame: () => subscription.want() });
    subscription.want();
    return () => {
      subscription.close();
      lease.release();
    };
  }

  /** The last second of each camera that is read. */
  takeSeconds(): readonly { readonly id: CameraId; readonly second: LedgerSecond }[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const second = this.#streamed(entry)?.takeSecond();
      return second ? [{ id: entry.id, second }] : [];
    });
  }

  /** A reader has news. */
  changed(): void {
    if (this.#closed) return;
    const cameras = this.#cameras();
    const told = JSON.stringify(cameras);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.onChanged(cameras);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#looking;
  }

  async #beat(): Promise<void> {
    this.#beating = this.#watchers > 0 && !this.#closed;
    if (!this.#beating) return;
    const started = performance.now();
    await (this.#looking ?? this.#look());
    if (this.#closed) return;
    this.#parts.onStats(this.#stats());
    this.#timer = setTimeout(() => void this.#beat(), Math.max(MIN_PAUSE_MS, DISCOVERY_MS - (performance.now() - started)));
  }

  /** One look at a time; it never fails, what fails is a state of the camera or a line in the log. */
  #look(): Promise<void> {
    this.#looking = this.#discoverAndProbe()
      .catch((error: unknown) => this.#parts.log(`looking for cameras failed: ${String(error)}`))
      .finally(() => {
        this.#looking = undefined;
      })
      .then(() => this.changed());
    return this.#looking;
  }

  async #discoverAndProbe(): Promise<void> {
    const { discover, settings } = this.#parts;
    const found = new Map<CameraId, Set<FoundBy>>();
    const note = ({ name, namespace }: { name: string; namespace: Namespace }, foundBy: readonly FoundBy[]) => {
      const entry = this.#tryEntry(name, namespace);
      if (entry) found.set(entry.id, new Set([...(found.get(entry.id) ?? []), ...foundBy]));
    };
    for (const camera of await discover()) note(camera, camera.foundBy);
    for (const camera of settings.current.remembered)
      note(camera, [this.#typed.has(idOf(camera.name, camera.namespace)) ? 'typed' : 'remembered']);
    for (const entry of this.#entries.values()) {
      entry.foundBy = [...(found.get(entry.id) ?? [])].sort();
      // A camera that is looked at stays in the list, whatever became of it.
      if (entry.foundBy.length === 0 && !this.#streamed(entry)) this.#entries.delete(entry.id);
    }
    const quiet = [...this.#entries.values()].filter((entry) => !this.#streamed(entry));
    const { stalledAfterMs } = settings.current;
    // Between two probes a slow camera may have published nothing yet.
    const patience = Math.max(stalledAfterMs, 2 * DISCOVERY_MS);
    for (let next = 0; next < quiet.length; next += PROBES_AT_ONCE) {
      // Frames of the cameras that are watched must not wait for hundreds of looks.
      if (next > 0) await setImmediate();
      const some = quiet.slice(next, next + PROBES_AT_ONCE);
      await Promise.all(some.map(({ id, probe }) => probe.look(this.#remembered(id)?.layout, patience)));
    }
  }

  #streamed({ name }: Entry) {
    return this.#parts.pool.find(name.name, name.namespace);
  }

  #tryEntry(name: string, namespace: Namespace): Entry | undefined {
    try {
      return this.#entry(this.#parts.nameOf(name, namespace));
    } catch {
      return undefined;
    }
  }

  #entry(name: MappingName): Entry {
    const id = idOf(name.name, name.namespace);
    const entry = this.#entries.get(id) ?? { id, name, probe: this.#parts.probe(name), foundBy: [] };
    this.#entries.set(id, entry);
    return entry;
  }

  #parse(id: CameraId): MappingName {
    const namespace = NAMESPACES.find((prefix) => id.startsWith(`${prefix}:`));
    if (!namespace) throw new SharedCameraError('USAGE', 'A camera is named as namespace:name.');
    return this.#parts.nameOf(id.slice(namespace.length + 1), namespace);
  }

  #cameras(): readonly Camera[] {
    return [...this.#entries.values()].map((entry) => this.#describe(entry)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #camera(id: CameraId): Camera {
    const entry = this.#entries.get(id);
    if (entry) return this.#describe(entry);
    throw new SharedCameraError('NOT_FOUND', `There is no camera "${id.replace(/[^\x20-\x7e]/gu, '?')}" in the list.`, {
      remedy: 'Add it by its name first.',
    });
  }

  #describe(entry: Entry): Camera {
    const { id, name, foundBy, probe } = entry;
    const streamed = this.#streamed(entry)?.report();
    // A reader that has just begun knows less than the last probe.
    const { label, ...report }: ReaderReport = streamed && streamed.state !== 'searching' ? streamed : probe.report;
    const observe = this.#observes(id);
    const display = this.#remembered(id)?.display;
    const known = { id, name: name.name, namespace: name.namespace, osName: name.osName, label, foundBy, observe };
    return { ...known, ...(display && { display }), ...report };
  }

  #stats(): readonly CameraStats[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const figures = this.#streamed(entry)?.figures();
      return figures ? [{ id: entry.id, ...figures, lastFrameAt: figures.lastFrameAt ?? null }] : [];
    });
  }

  #applySettings(entry: Entry): void {
    const reader = this.#streamed(entry);
    reader?.setStalledAfter(this.#parts.settings.current.stalledAfterMs);
    reader?.setTypedLayout(this.#remembered(entry.id)?.layout);
    reader?.setObserve(this.#observes(entry.id));
  }

  #observes(id: CameraId): boolean {
    return this.#remembered(id)?.observe ?? this.#parts.settings.current.observe;
  }

  #remembered(id: CameraId): RememberedCamera | undefined {
    return this.#parts.settings.current.remembered.find(({ name, namespace }) => idOf(name, namespace) === id);
  }

  async #remember(camera: RememberedCamera): Promise<void> {
    const { settings } = this.#parts;
    const id = idOf(camera.name, camera.namespace);
    const others = settings.current.remembered.filter(({ name, namespace }) => idOf(name, namespace) !== id);
    if (others.length >= MAX_REMEMBERED)
      throw new SharedCameraError('USAGE', `${MAX_REMEMBERED} cameras are remembered already; forget some first.`);
    await settings.set({ remembered: [...others, camera] });
  }
}

export function idOf(name: string, namespace: Namespace): CameraId {
  return `${namespace}:${name}`;
}
