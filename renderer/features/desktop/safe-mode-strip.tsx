import { LifeBuoy } from 'lucide-react';
import { useShell } from '../../stores/shell-store.ts';
import { t } from '../../texts/texts.ts';

/** Says for as long as it holds that this run is not as usual. */
export function SafeModeStrip() {
  const safeMode = useShell(({ state }) => state?.safeMode ?? false);
  if (!safeMode) return undefined;
  return (
    <section className="safe-mode" aria-label={t('desktop.safeMode.title')}>
      <LifeBuoy aria-hidden className="icon tone-warn" />
      <p>
        <strong>{t('desktop.safeMode.title')}.</strong> {t('desktop.safeMode.words')}
      </p>
    </section>
  );
}
