import type { RecoveryState } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { recoveryWords } from './recording-words.ts';

/** How far the making of a whole recording is. */
export function RecoveryProgress({ recovery }: { readonly recovery: RecoveryState }) {
  const { file, doneBytes, totalBytes } = recovery;
  return (
    <div className="recovery">
      <progress aria-label={t('recordings.recovering', { file })} max={Math.max(1, totalBytes)} value={doneBytes} />
      <span className="field-note">{recoveryWords(recovery)}</span>
    </div>
  );
}
