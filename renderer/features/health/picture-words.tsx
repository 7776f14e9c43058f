import type { Camera } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { stateWords } from '../cameras/state-words.ts';

interface PictureWordsProps {
  readonly camera: Camera;
  /** Its frames have numbers; undefined where nothing was measured. */
  readonly numbered: boolean | undefined;
}

/** Whether the picture moves, stands still or stalls, and how sure that is. */
export function PictureWords({ camera, numbered }: PictureWordsProps) {
  const now = useNow();
  const { state, since, stillSince, layoutFrom } = camera;
  const duration = formatDuration(now - (stillSince ?? since));
  const hasNumbers = numbered ?? layoutFrom === 'trailer';
  if (state === 'live' && stillSince !== undefined)
    return <p className="figures-picture tone-attention">{t('health.picture.still', { duration })}</p>;
  if (state === 'live')
    return <p className="figures-picture">{t(hasNumbers ? 'health.picture.moving' : 'health.picture.changing')}</p>;
  if (state === 'stalled')
    return (
      <p className="figures-picture tone-attention">
        {t(hasNumbers ? 'health.picture.stalled' : 'health.picture.noChange', { duration })}
      </p>
    );
  const { word, tone } = stateWords(state);
  return <p className={`figures-picture tone-${tone}`}>{t('health.picture.other', { state: word, duration })}</p>;
}
