import { Film, Snowflake } from 'lucide-react';
import type { Camera, CameraId } from '../../../backend/contract.ts';
import { replays, useRecordings } from '../../stores/recordings-store.ts';
import { t } from '../../texts/texts.ts';
import { type ShownState, shownState, stateWords } from './state-words.ts';

export function StateIcon({ state }: { readonly state: ShownState }) {
  const { icon: Icon, tone } = stateWords(state);
  return <Icon aria-hidden className={`icon state-icon tone-${tone}`} data-state={state} />;
}

export function StateBadge({ camera }: { readonly camera: Camera }) {
  const state = shownState(camera);
  const { word, tone } = stateWords(state);
  return (
    <span className={`badge tone-${tone}`} data-state={state} title={word}>
      <StateIcon state={state} />
      {word}
    </span>
  );
}

/** Beside the state of a camera whose frames are new and all the same. */
export function StillBadge() {
  return (
    <span className="badge tone-attention" title={t('health.stillWord')}>
      <Snowflake aria-hidden className="icon" />
      {t('health.stillWord')}
    </span>
  );
}

/** Beside the state of a camera that is a recording played again: it is called as the camera was, and nobody may take it for that. */
export function ReplayBadge({ camera }: { readonly camera: CameraId }) {
  const isReplay = useRecordings(replays(camera));
  if (!isReplay) return undefined;
  return (
    <span className="badge mode-badge" title={t('recordings.replay')}>
      <Film aria-hidden className="icon" />
      {t('recordings.replay')}
    </span>
  );
}
