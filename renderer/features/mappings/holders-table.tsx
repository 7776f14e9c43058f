import type { MappingHolders } from '../../../backend/contract.ts';
import { said } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { formatDuration } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useNow } from '../../ui/use-now.ts';

/** Who has the mapping open; what is not known is said in words. */
export function HoldersTable({ holders: { list, complete, reason } }: { readonly holders: MappingHolders }) {
  const now = useNow();
  return (
    <>
      {list.length === 0 && complete && <p className="muted">{t('mappings.holders.nobody')}.</p>}
      {list.length > 0 && (
        <ScrollRegion className="table-scroll" label={t('common.table', { name: t('common.open') })}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('mappings.holders.program')}</th>
                <th scope="col">{t('mappings.holders.process')}</th>
                <th scope="col">{t('mappings.holders.user')}</th>
                <th scope="col">{t('mappings.holders.rightsColumn')}</th>
                <th scope="col">{t('common.state')}</th>
                <th scope="col">{t('mappings.holders.runningFor')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((holder, index) => (
                // Several handles of one process, or of nobody who is named, look alike.
                // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
                <tr key={`${holder.pid}-${holder.rights}-${index}`}>
                  <th scope="row" title={holder.path ?? undefined}>
                    {holder.program || t('common.notTold')}
                    {holder.self && <span className="chip">{t('mappings.holders.self')}</span>}
                    {holder.ours && !holder.self && <span className="chip">{t('mappings.holders.ours')}</span>}
                  </th>
                  <td>{holder.pid === 0 ? '–' : holder.pid}</td>
                  <td>{holder.user ?? '–'}</td>
                  <td>{t(`mappings.holders.rights.${holder.rights}`)}</td>
                  <td
                    className={holder.state === 'stopped' ? 'tone-attention' : holder.state === 'dead' ? 'tone-bad' : undefined}
                  >
                    {t(`mappings.holders.state.${holder.state}`)}
                  </td>
                  <td>{holder.since === null ? '–' : formatDuration(now - holder.since)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {!complete && <p className="field-note">{reason ? said(reason) : t('mappings.holders.incompleteMore')}</p>}
    </>
  );
}
