import type { Camera } from '../../../backend/contract.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { t } from '../../texts/texts.ts';
import { shownState, stateWords } from '../cameras/state-words.ts';

/** Speaks the state of the shown camera whenever it changes. */
export function Announcer({ camera }: { readonly camera: Camera | undefined }) {
  const lost = useConnection((state) => state.status === 'lost');
  const title = useCameraTitle(camera?.id);
  const words = lost ? t('page.connectionLost') : camera ? `${title}: ${stateWords(shownState(camera)).word}` : '';
  return (
    <div className="visually-hidden" aria-live="polite" role="status">
      {words}
    </div>
  );
}
