import {
  Ban,
  CircleCheck,
  CirclePause,
  Hourglass,
  LockKeyhole,
  type LucideIcon,
  RefreshCw,
  SearchX,
  TriangleAlert,
} from 'lucide-react';
import type { Mapping, Verdict } from '../../../backend/contract.ts';

/** Tone picks the colour; word and icon say the same without it. */
interface VerdictWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: LucideIcon;
  readonly tone: 'good' | 'waiting' | 'attention' | 'bad' | 'idle';
  /** Worst first, for sorting and for what is told. */
  readonly rank: number;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  corrupt: {
    word: 'Damaged',
    meaning: 'The lock word holds a value that no correct program writes.',
    icon: TriangleAlert,
    tone: 'bad',
    rank: 0,
  },
  stuck: {
    word: 'Stuck',
    meaning: 'The lock has been held far longer than any copy takes.',
    icon: LockKeyhole,
    tone: 'bad',
    rank: 1,
  },
  stopped: {
    word: 'Stopped',
    meaning: 'The lock is held, and a process that has the mapping open is stopped: it may go on.',
    icon: CirclePause,
    tone: 'attention',
    rank: 2,
  },
  uninitialised: {
    word: 'Being set up',
    meaning: 'Its creator has not made the lock ready.',
    icon: Hourglass,
    tone: 'attention',
    rank: 3,
  },
  unreachable: { word: 'Not open', meaning: 'It cannot be opened.', icon: Ban, tone: 'idle', rank: 4 },
  busy: { word: 'In use', meaning: 'Somebody is copying right now, as it should be.', icon: RefreshCw, tone: 'waiting', rank: 5 },
  free: { word: 'Free', meaning: 'Nobody holds the lock.', icon: CircleCheck, tone: 'good', rank: 6 },
};

/** The words for one mapping: where it does not open, the reason says more than the verdict. */
export function verdictWords({ verdict, error }: Pick<Mapping, 'verdict' | 'error'>): VerdictWords {
  const words = VERDICT_WORDS[verdict];
  if (verdict !== 'unreachable' || !error) return words;
  if (error.code === 'NOT_FOUND') return { ...words, word: 'Not found', meaning: error.message, icon: SearchX };
  if (['ACCESS_DENIED', 'NOT_PRIVILEGED', 'UNSAFE_OWNER'].includes(error.code))
    return { ...words, word: 'Refused', meaning: error.message, tone: 'bad' };
  return { ...words, meaning: error.message };
}

/** A verdict that an operator has to know of. */
export function needsAttention(verdict: Verdict): boolean {
  return verdict === 'stuck' || verdict === 'stopped' || verdict === 'corrupt';
}
