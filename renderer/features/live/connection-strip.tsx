import { Unplug } from 'lucide-react';
import { useConnection } from '../../stores/connection-store.ts';
import { withCode } from '../../texts/rich.tsx';
import { t } from '../../texts/texts.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

/** Stands over everything while the owning process cannot be reached: what is shown then is old. */
export function ConnectionStrip() {
  const { status, since } = useConnection();
  const now = useNow();
  if (status !== 'lost') return undefined;
  return (
    <section className="state-pane connection-lost" data-compact="true" aria-label={t('page.connectionLost')}>
      <Unplug aria-hidden className="icon state-icon tone-bad" />
      <div className="state-pane-words">
        <h2 className="state-pane-title">
          {t('page.connectionLost')}{' '}
          <span className="state-pane-since">{t('page.for', { duration: formatDuration(now - since) })}</span>
        </h2>
        <p>{t('page.lostText')}</p>
        <p className="state-pane-next">{withCode(t('page.lostNext'))}</p>
      </div>
    </section>
  );
}
