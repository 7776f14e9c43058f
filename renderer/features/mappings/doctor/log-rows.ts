import type { DoctorLogEntry, MappingId } from '../../../../backend/contract.ts';

export const DEED_WORDS: Readonly<Record<DoctorLogEntry['deed'], string>> = {
  release: 'Released',
  force: 'Forced',
  undo: 'Taken back',
  edit: 'Byte edited',
  trailer: 'Trailer written',
};

export interface LogRow {
  readonly entry: DoctorLogEntry;
  /** The word is still what was written, and nobody took it back: trying is worth while. */
  readonly undoable: boolean;
}

/** The log of one mapping, or of all. `word` is the lock word now, where it is known. */
export function logRows(
  log: readonly DoctorLogEntry[],
  mapping: MappingId | undefined,
  word: string | undefined,
): readonly LogRow[] {
  const entries = mapping === undefined ? log : log.filter((entry) => entry.mapping === mapping);
  const undone = new Set(entries.map(({ undoes }) => undoes));
  const newest = entries.find(({ deed, done }) => done && (deed === 'release' || deed === 'force' || deed === 'undo'));
  return entries.map((entry) => ({
    entry,
    undoable: entry === newest && entry.deed !== 'undo' && word !== undefined && word === entry.after && !undone.has(entry.id),
  }));
}
