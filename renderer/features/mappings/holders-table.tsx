import type { MappingHolder, MappingHolders } from '../../../backend/contract.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

const RIGHTS_WORDS: Readonly<Record<MappingHolder['rights'], string>> = {
  write: 'can write',
  read: 'reads only',
  open: 'open, no view',
  unknown: 'not told',
};
const STATE_WORDS: Readonly<Record<MappingHolder['state'], string>> = {
  running: 'running',
  stopped: 'stopped',
  dead: 'dead',
  unknown: 'not told',
};

/** Who has the mapping open; what is not known is said in words. */
export function HoldersTable({ holders: { list, complete, reason } }: { readonly holders: MappingHolders }) {
  const now = useNow();
  return (
    <>
      {list.length === 0 && complete && <p className="muted">Nobody has it open.</p>}
      {list.length > 0 && (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Program</th>
                <th scope="col">Process</th>
                <th scope="col">User</th>
                <th scope="col">Rights</th>
                <th scope="col">State</th>
                <th scope="col">Running for</th>
              </tr>
            </thead>
            <tbody>
              {list.map((holder) => (
                <tr key={`${holder.pid}-${holder.rights}-${holder.program}`}>
                  <th scope="row" title={holder.path ?? undefined}>
                    {holder.program || 'not told'}
                    {holder.self && <span className="chip">this program</span>}
                    {holder.ours && !holder.self && <span className="chip">ours</span>}
                  </th>
                  <td>{holder.pid === 0 ? '–' : holder.pid}</td>
                  <td>{holder.user ?? '–'}</td>
                  <td>{RIGHTS_WORDS[holder.rights]}</td>
                  <td
                    className={holder.state === 'stopped' ? 'tone-attention' : holder.state === 'dead' ? 'tone-bad' : undefined}
                  >
                    {STATE_WORDS[holder.state]}
                  </td>
                  <td>{holder.since === null ? '–' : formatDuration(now - holder.since)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!complete && <p className="field-note">{reason ?? 'Not every process could be looked into, so there may be more.'}</p>}
    </>
  );
}
