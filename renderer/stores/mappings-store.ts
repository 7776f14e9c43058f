import { create } from 'zustand';
import type { DoctorLogEntry, Mapping, MappingChanges, MappingDetail, MappingId } from '../../backend/contract.ts';

interface MappingsState {
  readonly byId: ReadonlyMap<MappingId, Mapping>;
  /** False until the first list has come. */
  readonly known: boolean;
  readonly filter: string;
  /** How long the last look took on the other side, in milliseconds. */
  readonly tookMs: number | undefined;
  /** Of the mapping in the inspector. */
  readonly detail: MappingDetail | undefined;
  /** The doctor's log, newest first; undefined until somebody asked for it. */
  readonly log: readonly DoctorLogEntry[] | undefined;
}

export const MOST_LOG_ENTRIES = 200;

export const useMappings = create<MappingsState>(() => ({
  byId: new Map(),
  known: false,
  filter: '',
  tookMs: undefined,
  detail: undefined,
  log: undefined,
}));

/** Rows that did not change keep their identity, so that nothing of them is drawn again. */
export function setMappings(mappings: readonly Mapping[]): void {
  useMappings.setState(({ byId }) => ({
    known: true,
    byId: new Map(
      mappings.map((mapping) => {
        const before = byId.get(mapping.id);
        return [mapping.id, before && JSON.stringify(before) === JSON.stringify(mapping) ? before : mapping];
      }),
    ),
  }));
}

export function applyMappingChanges({ changed, removed, tookMs }: MappingChanges): void {
  useMappings.setState(({ byId }) => {
    if (changed.length === 0 && removed.length === 0) return { tookMs };
    const next = new Map(byId);
    for (const id of removed) next.delete(id);
    for (const mapping of changed) next.set(mapping.id, mapping);
    return { byId: next, tookMs };
  });
}

/** One mapping that a command answered with. */
export function putMapping(mapping: Mapping): void {
  useMappings.setState(({ byId }) => ({ byId: new Map(byId).set(mapping.id, mapping) }));
}

export function setMappingFilter(filter: string): void {
  useMappings.setState({ filter });
}

export function setDetail(detail: MappingDetail | undefined): void {
  useMappings.setState({ detail });
}

export function setDoctorLog(log: readonly DoctorLogEntry[]): void {
  useMappings.setState({ log });
}

/** An entry may be told by an event and by an answer. */
export function putLogEntry(entry: DoctorLogEntry): void {
  useMappings.setState(({ log }) =>
    log === undefined || log.some(({ id }) => id === entry.id) ? {} : { log: [entry, ...log].slice(0, MOST_LOG_ENTRIES) },
  );
}
