import type { Camera } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { READING_MODES } from './reading-modes.tsx';

/** How one camera is read. What the settings say for all of them needs no memory of its own. */
export function ReadingMode({ camera }: { readonly camera: Camera }) {
  const session = useSession();
  const usual = useSettings((settings) => settings.observe);
  const mode = camera.observe ? 'observing' : 'locking';
  const choose = (observe: boolean) => session.setObserve(camera.id, observe === usual ? null : observe);
  return (
    <div className="field reading-mode">
      <span className="field-label">{t('cameras.readingLabel')}</span>
      <Segmented
        label={t('cameras.readingLabel')}
        value={mode}
        options={READING_MODES.map((value) => ({ value, label: t(`cameras.readingMode.${value}.word`) }))}
        onChange={(next) => choose(next === 'observing')}
      />
      <p className="field-note">{t(`cameras.readingMode.${mode}.meaning`)}</p>
    </div>
  );
}
