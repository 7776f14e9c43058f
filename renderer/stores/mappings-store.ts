import { create } from 'zustand';
import type { DoctorLogEntry, Mapping, MappingChanges, MappingDetail, MappingId } from '../../backend/contract.ts';

interface MappingsState {
  readonly byId: ReadonlyMap<MappingId, Mapping>;
  /** False until the first list has come. */
  readonly known: boolean;
  readonly filter: string;
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
  detail: undefined,
  log: undefined,
}));

/** Rows that did not change keep their identity, so that nothing of them is drawn again. */
export function applyMappingChanges({ changed, removed, whole }: MappingChanges): void {
  if (!whole && changed.length === 0 && removed.length === 0) return;
  useMappings.setState(({ byId }) => {
    const next = new Map(whole ? [] : byId);
    for (const id of removed) next.delete(id);
    for (const mapping of changed) next.set(mapping.id, sameAs(byId.get(mapping.id), mapping));
    return { known: true, byId: next };
  });
}

function sameAs(before: Mapping | undefined, mapping: Mapping): Mapping {
  return before && JSON.stringify(before) === JSON.stringify(mapping) ? before : mapping;
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
