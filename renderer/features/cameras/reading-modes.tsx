import { Eye } from 'lucide-react';

/** The two ways to read a camera, in the same words wherever they are offered. */
export const READING_MODES = {
  locking: {
    word: 'With the lock',
    meaning: 'Each new frame is copied under the lock, so it is always whole. The producer waits for one copy at most.',
  },
  observing: {
    word: 'Only looking',
    meaning:
      'The memory is mapped read-only and the lock is never touched, so nothing here can disturb a producer. Each frame is looked at twice; one that a writer came into is torn, counted, and taken again.',
  },
} as const;

/** Stands beside the state of a camera that is read without its lock; the usual way has no badge. */
export function ObservingBadge() {
  const { word, meaning } = READING_MODES.observing;
  return (
    <span className="badge mode-badge" title={meaning}>
      <Eye aria-hidden className="icon" />
      {word}
    </span>
  );
}
