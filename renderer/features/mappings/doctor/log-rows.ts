import type { DoctorLogEntry, MappingId } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';

export interface LogRow {
  readonly entry: DoctorLogEntry;
  /** Nobody took it back, and what was written may still be there: trying is worth while. */
  readonly undoable: boolean;
}

/** The log of one mapping, or of all. `word` is the lock word now, where it is known. */
export function logRows(
  log: readonly DoctorLogEntry[],
  mapping: MappingId | undefined,
  word: string | undefined,
): readonly LogRow[] {
  const entries = mapping === undefined ? log : log.filter((entry) => entry.mapping === mapping);
  const undone = new Set(entries.flatMap(({ undoes, done }) => (done && undoes !== undefined ? [undoes] : [])));
  const lastOfLock = entries.find(({ offset, done }) => done && offset === null);
  return entries.map((entry) => {
    const { id, deed, done, offset, after } = entry;
    const stillThere = offset === null ? entry === lastOfLock && word === after : true;
    return { entry, undoable: done && deed !== 'undo' && !undone.has(id) && stillThere };
  });
}

export function deedText({ deed, rung, offset }: DoctorLogEntry): string {
  const word = t(`doctor.deed.${deed}`);
  const placed = offset === null ? word : t('doctor.deedAt', { deed: word, offset });
  return rung === null ? placed : t('doctor.deedRung', { deed: placed, rung });
}
