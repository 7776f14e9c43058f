import type { Camera } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { stateWords } from '../cameras/state-words.ts';

interface PictureWordsProps {
  readonly camera: Camera;
  /** Its frames have numbers. */
  readonly numbered: boolean;
}

/** Whether the picture moves, stands still or stalls, and how sure that is. */
export function PictureWords({ camera, numbered }: PictureWordsProps) {
  const now = useNow();
  const { state, since, stillSince } = camera;
  const duration = formatDuration(now - (stillSince ?? since));
  if (state === 'live' && stillSince !== undefined)
    return <p className="figures-picture tone-attention">{t('health.picture.still', { duration })}</p>;
  if (state === 'live')
    return <p className="figures-picture">{t(numbered ? 'health.picture.moving' : 'health.picture.changing')}</p>;
  if (state === 'stalled')
    return (
      <p className="figures-picture tone-attention">
        {t(numbered ? 'health.picture.stalled' : 'health.picture.noChange', { duration })}
      </p>
    );
  const { word, tone } = stateWords(state);
  return <p className={`figures-picture tone-${tone}`}>{t('health.picture.other', { state: word, duration })}</p>;
}
