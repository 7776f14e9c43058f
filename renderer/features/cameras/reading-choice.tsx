import type { Camera } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { READING_MODES } from './reading-modes.tsx';

const MODES = [
  { value: 'locking', label: READING_MODES.locking.word },
  { value: 'observing', label: READING_MODES.observing.word },
] as const;

/** How one camera is read. What the settings say for all of them needs no memory of its own. */
export function ReadingMode({ camera }: { readonly camera: Camera }) {
  const session = useSession();
  const usual = useSettings((settings) => settings.observe);
  const mode = camera.observe ? 'observing' : 'locking';
  const choose = (observe: boolean) => session.setObserve(camera.id, observe === usual ? null : observe);
  return (
    <div className="field reading-mode">
      <span className="field-label">Reading</span>
      <Segmented label="Reading" value={mode} options={MODES} onChange={(next) => choose(next === 'observing')} />
      <p className="field-note">{READING_MODES[mode].meaning}</p>
    </div>
  );
}
