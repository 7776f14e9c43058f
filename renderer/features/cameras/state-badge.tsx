import type { CameraState } from '../../../backend/contract.ts';
import { stateWords } from './state-words.ts';

export function StateIcon({ state }: { readonly state: CameraState }) {
  const { icon: Icon, tone } = stateWords(state);
  return <Icon aria-hidden className={`icon state-icon tone-${tone}`} data-state={state} />;
}

export function StateBadge({ state }: { readonly state: CameraState }) {
  const { word, tone } = stateWords(state);
  return (
    <span className={`badge tone-${tone}`} data-state={state}>
      <StateIcon state={state} />
      {word}
    </span>
  );
}
