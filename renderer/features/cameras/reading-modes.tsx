import { Eye } from 'lucide-react';
import { t } from '../../texts/texts.ts';

/** The two ways to read a camera, in the same words wherever they are offered. */
export const READING_MODES = ['locking', 'observing'] as const;

/** Stands beside the state of a camera that is read without its lock; the usual way has no badge. */
export function ObservingBadge() {
  return (
    <span className="badge mode-badge" title={t('cameras.readingMode.observing.meaning')}>
      <Eye aria-hidden className="icon" />
      {t('cameras.readingMode.observing.word')}
    </span>
  );
}
