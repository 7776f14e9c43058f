import { Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import type { MappingId } from '../../../../backend/contract.ts';
import { useSession } from '../../../session.ts';
import { useMappings } from '../../../stores/mappings-store.ts';
import { t } from '../../../texts/texts.ts';
import { IconButton } from '../../../ui/button.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { deedText, logRows } from './log-rows.ts';

interface DoctorLogProps {
  /** Left out: of all mappings. */
  readonly mapping?: MappingId;
  readonly word?: string | undefined;
  readonly onUndo?: (entry: string) => void;
}

/** What was done to locks and bytes, by whom, and what stood there before. */
export function DoctorLog({ mapping, word, onUndo }: DoctorLogProps) {
  const session = useSession();
  const log = useMappings((state) => state.log);
  useEffect(() => session.mappings.loadLog(), [session]);
  const rows = logRows(log ?? [], mapping, word);
  if (rows.length === 0) return <p className="muted">{log === undefined ? t('common.reading') : t('doctor.nothing')}</p>;
  return (
    <ScrollRegion className="table-scroll history-scroll" label={t('common.table', { name: t('doctor.log') })}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('doctor.when')}</th>
            {mapping === undefined && <th scope="col">{t('doctor.mapping')}</th>}
            <th scope="col">{t('doctor.deedColumn')}</th>
            <th scope="col">{t('doctor.beforeAfter')}</th>
            <th scope="col">{t('doctor.by')}</th>
            {onUndo && (
              <th scope="col">
                <span className="visually-hidden">{t('doctor.takeBack')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, undoable }) => (
            <tr key={entry.id} title={entry.evidence.join(' ')}>
              <td>{formatDateTime(entry.at)}</td>
              {mapping === undefined && <td>{entry.osName}</td>}
              <td>
                {deedText(entry)}
                {!entry.done && <span className="tone-attention"> {t('doctor.notDone')}</span>}
              </td>
              <td>
                <code className="log-bytes">
                  {entry.before} → {entry.after}
                </code>
              </td>
              <td>{entry.by.automatic ? t('doctor.byItself') : `${entry.by.user}, ${entry.by.program}`}</td>
              {onUndo && (
                <td>{undoable && <IconButton icon={Undo2} label={t('common.takeBack')} onClick={() => onUndo(entry.id)} />}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
