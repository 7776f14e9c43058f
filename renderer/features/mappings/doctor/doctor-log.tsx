import { Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import type { MappingId } from '../../../../backend/contract.ts';
import { useSession } from '../../../session.ts';
import { useMappings } from '../../../stores/mappings-store.ts';
import { IconButton } from '../../../ui/button.tsx';
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
  if (rows.length === 0) return <p className="muted">{log === undefined ? 'Reading…' : 'Nothing was done yet.'}</p>;
  return (
    <div className="table-scroll history-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            {mapping === undefined && <th scope="col">Mapping</th>}
            <th scope="col">Deed</th>
            <th scope="col">Before → after</th>
            <th scope="col">By</th>
            {onUndo && (
              <th scope="col">
                <span className="visually-hidden">Take back</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, undoable }) => (
            <tr key={entry.id} title={entry.evidence.join(' ')}>
              <td>{new Date(entry.at).toLocaleString()}</td>
              {mapping === undefined && <td>{entry.osName}</td>}
              <td>
                {deedText(entry)}
                {!entry.done && <span className="tone-attention"> (not done)</span>}
              </td>
              <td>
                <code className="log-bytes">
                  {entry.before} → {entry.after}
                </code>
              </td>
              <td>{entry.by.automatic ? 'by itself' : `${entry.by.user}, ${entry.by.program}`}</td>
              {onUndo && <td>{undoable && <IconButton icon={Undo2} label="Take it back" onClick={() => onUndo(entry.id)} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
