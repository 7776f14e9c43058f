/** One mapping under the magnifying glass of one page: its lock as it changes, its bytes, and, behind a guard, edits of them. */
import { LockSampler } from '../native/camera/mappings/lock-sampler.ts';
import { RawMapping } from '../native/camera/mappings/raw-mapping.ts';
import { type NewTrailer, setTrailer } from '../native/camera/mappings/trailer-editor.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import type { Histogram } from '../native/core/histogram.ts';
import type { FrameLayout } from '../native/core/layout.ts';
import { formatLockWord, LOCK_BYTES } from '../native/core/lock-word.ts';
import { mappingRegions } from '../native/core/mapping-regions.ts';
import type { MappingSize } from '../native/core/mapping-size.ts';
import { explainSize } from '../native/core/size-words.ts';
import { TRAILER_BYTES } from '../native/core/trailer.ts';
import type { Framelock } from '../native/os/framelock.ts';
import type { OsBackend } from '../native/os/os-backend.ts';
import type { EditGuard, Mapping, MappingBytes, MappingDetail, MappingId } from './contract-mappings.ts';
import type { LockDoctor } from './lock-doctor.ts';
import { Tickets } from './tickets.ts';

const DETAIL_MS = 250;
/** How often what a look at all mappings tells is asked for anew. */
const REFRESH_MS = 1000;
const GUARD_MS = 60_000;

export interface InspectorParts {
  readonly os: OsBackend;
  readonly framelock: Framelock;
  readonly doctor: Pick<LockDoctor, 'note' | 'log'>;
  readonly find: (id: MappingId) => Mapping;
  /** The layout that was typed for a mapping without trailer. */
  readonly layoutOf: (id: MappingId) => FrameLayout | undefined;
  /** What our own readers waited, while one of them streams it. */
  readonly waitsOf: (mapping: Mapping) => Histogram | null;
}

export class MappingInspector {
  readonly #parts: InspectorParts;
  readonly #guards = new Tickets<MappingId>(GUARD_MS);

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  /** Tells details until the returned inspection is closed. */
  inspect(id: MappingId, onDetail: (detail: MappingDetail) => void): Inspection {
    return new Inspection(this.#parts, this.#parts.find(id), onDetail);
  }

  readBytes(id: MappingId, offset: number, bytes: number, locked: boolean): MappingBytes {
    return this.#with(id, locked ? 'lock' : 'look', (mapping) => bytesAt(mapping, offset, bytes, locked));
  }

  unlockGuard(id: MappingId): EditGuard {
    this.#parts.find(id);
    return this.#guards.issue(id);
  }

  writeByte(id: MappingId, token: string, offset: number, expected: number, value: number): MappingBytes {
    this.#checkGuard(id, token);
    this.#parts.doctor.log.check();
    return this.#with(id, 'edit', (mapping) => {
      mapping.edit(offset, Uint8Array.of(expected), Uint8Array.of(value));
      this.#note(id, 'edit', offset, Uint8Array.of(expected), Uint8Array.of(value));
      return bytesAt(mapping, offset, 1, true);
    });
  }

  setTrailer(id: MappingId, token: string, trailer: NewTrailer | undefined): void {
    this.#checkGuard(id, token);
    this.#parts.doctor.log.check();
    this.#with(id, 'edit', (mapping) => {
      const { before, after } = setTrailer(mapping, trailer);
      this.#note(id, 'trailer', mapping.realBytes - TRAILER_BYTES, before, after);
    });
  }

  #checkGuard(id: MappingId, token: string): void {
    if (this.#guards.peek(token) === id) return;
    throw new SharedCameraError('USAGE', 'The guard was unlocked for another mapping.');
  }

  #note(id: MappingId, deed: 'edit' | 'trailer', offset: number, before: Uint8Array, after: Uint8Array): void {
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const how = { deed, rung: null, offset, before: hex(before), after: hex(after), done: true, evidence: [] } as const;
    this.#parts.doctor.note(this.#parts.find(id), how, false);
  }

  #with<T>(id: MappingId, purpose: 'look' | 'lock' | 'edit', use: (mapping: RawMapping) => T): T {
    const { name, namespace } = this.#parts.find(id);
    const mapping = RawMapping.open({ name, namespace, purpose });
    try {
      return use(mapping);
    } finally {
      mapping.close();
    }
  }
}

function bytesAt(mapping: RawMapping, offset: number, count: number, wanted: boolean): MappingBytes {
  const { bytes, word, locked } = mapping.read(offset, count, wanted);
  const data = Buffer.from(bytes).toString('base64');
  return { offset, data, realBytes: mapping.realBytes, word: formatLockWord(word), locked };
}

export class Inspection {
  readonly #parts: InspectorParts;
  readonly #sampler: LockSampler;
  readonly #timer: NodeJS.Timeout;
  #mapping: Mapping;
  #refreshed = Date.now();

  constructor(parts: InspectorParts, mapping: Mapping, onDetail: (detail: MappingDetail) => void) {
    this.#parts = parts;
    this.#mapping = mapping;
    const name = parts.os.name(mapping.name, mapping.namespace);
    this.#sampler = new LockSampler(parts.os, parts.framelock, name, false);
    this.#timer = setInterval(() => {
      this.#refresh();
      onDetail(this.detail());
    }, DETAIL_MS);
  }

  detail(): MappingDetail {
    const mapping = this.#mapping;
    const { error: _error, ...sampled } = this.#sampler.report();
    const waits = this.#parts.waitsOf(mapping);
    if (mapping.realBytes === null) return { mapping, ...sampled, waits, regions: [], explanation: [] };
    const layout = this.#layout();
    const hasTrailer = mapping.trailer !== null;
    const { realBytes } = mapping;
    const payloadBytes = mapping.payloadBytes ?? undefined;
    const regions = mappingRegions({ realBytes, payloadBytes, layout, hasTrailer });
    return { mapping, ...sampled, waits, regions, explanation: explainSize(sizeOf(mapping, realBytes, hasTrailer)) };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#sampler.close();
  }

  #refresh(): void {
    if (Date.now() - this.#refreshed < REFRESH_MS) return;
    this.#refreshed = Date.now();
    try {
      this.#mapping = this.#parts.find(this.#mapping.id);
    } catch (error) {
      if (!(error instanceof SharedCameraError)) throw error;
      this.#mapping = { ...this.#mapping, realBytes: null, lock: null, verdict: 'unreachable', error: error.report() };
    }
  }

  #layout(): FrameLayout | undefined {
    const { trailer } = this.#mapping;
    if (!trailer) return this.#parts.layoutOf(this.#mapping.id);
    const { width, height, strideBytes, format } = trailer;
    return { width, height, strideBytes, format, offsetBytes: 0 };
  }
}

function sizeOf(mapping: Mapping, realBytes: number, hasTrailer: boolean): MappingSize & { readonly payloadKnown: boolean } {
  const payloadBytes = mapping.payloadBytes ?? realBytes - LOCK_BYTES;
  const slackBytes = mapping.slackBytes ?? 0;
  return {
    payloadBytes,
    peerBytes: payloadBytes + LOCK_BYTES,
    realBytes,
    pageBytes: mapping.pageBytes,
    pages: mapping.pages ?? 0,
    hasTrailer,
    slackBytes,
    wastedBytes: slackBytes,
    payloadKnown: mapping.payloadBytes !== null,
  };
}
