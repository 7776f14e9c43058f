/**
 * The overview of all mappings: looked at about once a second while somebody watches, less often where a look takes long, and told as what
 * became different. Stuck locks of mappings of ours are released by themselves, unless the settings say no.
 */
import type { KnownName } from '../native/camera/discovery.ts';
import type { MappingOverview } from '../native/camera/mappings/overview.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import type { FrameLayout } from '../native/core/layout.ts';
import type { Namespace } from '../native/core/names.ts';
import { idOf } from './camera-service.ts';
import type { Mapping, MappingChanges, MappingId } from './contract-mappings.ts';
import type { LockDoctor } from './lock-doctor.ts';
import { mappingOf } from './mapping-words.ts';
import type { SettingsStore } from './settings-store.ts';

export const LOOK_MS = 1000;
/** A look is followed by a pause of so many times its length, so that looking never takes more than a twentieth of a processor. */
const PAUSE_FACTOR = 19;
/** Whoever watches wants to see something happen, however busy the machine is. */
const LONGEST_PAUSE_MS = 4000;

export interface MappingServiceParts {
  readonly overview: Pick<MappingOverview, 'look'>;
  readonly doctor: Pick<LockDoctor, 'healByItself'>;
  readonly settings: SettingsStore;
  readonly pageBytes: number;
  readonly isHeld: (id: MappingId) => boolean;
  /** Names that this program keeps alive: they are in the overview whatever else finds them. */
  readonly heldNames: () => readonly { readonly name: string; readonly namespace: Namespace }[];
  readonly onChanged: (changes: MappingChanges) => void;
  readonly log: (line: string) => void;
}

export class MappingService {
  readonly #parts: MappingServiceParts;
  readonly #known = new Map<MappingId, { readonly mapping: Mapping; readonly text: string }>();
  /** Stuck words that were tried to be released, so that each is tried once. */
  readonly #tried = new Map<MappingId, string>();
  /** The last look has succeeded. */
  #isKnown = false;
  #watchers = 0;
  #lookedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #healing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: MappingServiceParts) {
    this.#parts = parts;
  }

  /** Keeps the overview up to date until the returned function is called. */
  watch(): () => void {
    this.#watchers++;
    if (this.#watchers === 1) this.#beat();
    let watching = true;
    return () => {
      if (watching) this.#watchers--;
      watching = false;
      if (this.#watchers === 0) clearTimeout(this.#timer);
    };
  }

  /** Looks now. */
  list(): readonly Mapping[] {
    this.#look();
    return this.known();
  }

  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** As it was at the last look. */
  known(): readonly Mapping[] {
    return [...this.#known.values()].map(({ mapping }) => mapping);
  }

  /** By the last look if that was not long ago. NOT_FOUND when there is none of this name. */
  find(id: MappingId): Mapping {
    if (!this.#known.has(id) || performance.now() - this.#lookedAt > LOOK_MS) this.#look();
    const known = this.#known.get(id)?.mapping;
    if (known) return known;
    throw new SharedCameraError('NOT_FOUND', `There is no mapping "${id.replace(/[^\x20-\x7e]/gu, '?')}".`);
  }

  layoutOf(id: MappingId): FrameLayout | undefined {
    return this.#parts.settings.current.remembered.find(({ name, namespace }) => idOf(name, namespace) === id)?.layout;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#healing;
  }

  #beat(): void {
    if (this.#watchers === 0 || this.#closed) return;
    let tookMs = 0;
    try {
      tookMs = this.#look();
    } catch (error) {
      this.#isKnown = false;
      this.#parts.log(`looking for mappings failed: ${String(error)}`);
    }
    this.#timer = setTimeout(() => this.#beat(), Math.max(LOOK_MS - tookMs, Math.min(LONGEST_PAUSE_MS, PAUSE_FACTOR * tookMs)));
  }

  #look(): number {
    const { overview, pageBytes, isHeld, settings, onChanged } = this.#parts;
    const started = performance.now();
    this.#lookedAt = started;
    const known = [...settings.current.remembered, ...this.#parts.heldNames()];
    const remembered = new Set(settings.current.remembered.map(({ name, namespace }) => idOf(name, namespace)));
    const seen = overview.look({ known: known.map((one): KnownName => ({ ...one, foundBy: 'remembered' })) }).map((one) => {
      const id = idOf(one.name.name, one.name.namespace);
      return mappingOf(one, { pageBytes, held: isHeld(id), remembered: remembered.has(id), layout: this.layoutOf(id) });
    });
    const tookMs = performance.now() - started;
    const changed = seen.filter((mapping) => this.#learn(mapping));
    const ids = new Set(seen.map(({ id }) => id));
    const removed = [...this.#known.keys()].filter((id) => !ids.has(id));
    for (const id of removed) this.#known.delete(id);
    for (const mapping of seen) this.#care(mapping);
    const whole = !this.#isKnown;
    this.#isKnown = true;
    if (whole) onChanged({ changed: seen, removed: [], whole });
    else if (changed.length > 0 || removed.length > 0) onChanged({ changed, removed, whole });
    return tookMs;
  }

  #learn(mapping: Mapping): boolean {
    const text = JSON.stringify(mapping);
    if (this.#known.get(mapping.id)?.text === text) return false;
    this.#known.set(mapping.id, { mapping, text });
    return true;
  }

  /** Rungs 1 and 2 for mappings of ours, once for each word that stands still. */
  #care({ id, name, namespace, verdict, lock, lockSince, held, trailer }: Mapping): void {
    const stuck = `${lock?.word} ${lockSince}`;
    if (verdict !== 'stuck') this.#tried.delete(id);
    // Those that are kept alive are looked after anyway.
    if (verdict !== 'stuck' || held || !trailer || this.#tried.get(id) === stuck) return;
    if (!this.#parts.settings.current.healLocks || this.#closed) return;
    this.#tried.set(id, stuck);
    this.#healing = this.#healing
      .then(() => this.#parts.doctor.healByItself({ name, namespace }))
      .then(() => undefined)
      .catch((error: unknown) => this.#parts.log(`the lock of ${id} could not be looked into: ${String(error)}`));
  }
}
