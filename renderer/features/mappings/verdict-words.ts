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
import { errorText } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';

/** Tone picks the colour; word and icon say the same without it. */
interface VerdictWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: LucideIcon;
  readonly tone: 'good' | 'waiting' | 'attention' | 'bad' | 'idle';
  /** Worst first, for sorting and for what is told. */
  readonly rank: number;
}

const SIGNS: Readonly<Record<Verdict, Pick<VerdictWords, 'icon' | 'tone' | 'rank'>>> = {
  corrupt: { icon: TriangleAlert, tone: 'bad', rank: 0 },
  stuck: { icon: LockKeyhole, tone: 'bad', rank: 1 },
  stopped: { icon: CirclePause, tone: 'attention', rank: 2 },
  uninitialised: { icon: Hourglass, tone: 'attention', rank: 3 },
  unreachable: { icon: Ban, tone: 'idle', rank: 4 },
  busy: { icon: RefreshCw, tone: 'waiting', rank: 5 },
  free: { icon: CircleCheck, tone: 'good', rank: 6 },
};

/** The words for one mapping: where it does not open, the reason says more than the verdict. */
export function verdictWords({ verdict, error }: Pick<Mapping, 'verdict' | 'error'>): VerdictWords {
  const words = {
    ...SIGNS[verdict],
    word: t(`mappings.verdict.${verdict}.word`),
    meaning: t(`mappings.verdict.${verdict}.meaning`),
  };
  if (verdict !== 'unreachable' || !error) return words;
  if (error.code === 'NOT_FOUND')
    return { ...words, word: t('mappings.verdict.notFound'), meaning: errorText(error), icon: SearchX };
  if (['ACCESS_DENIED', 'NOT_PRIVILEGED', 'UNSAFE_OWNER'].includes(error.code))
    return { ...words, word: t('mappings.verdict.refused'), meaning: errorText(error), tone: 'bad' };
  return { ...words, meaning: errorText(error) };
}

/** A verdict that an operator has to know of. */
export function needsAttention(verdict: Verdict): boolean {
  return verdict === 'stuck' || verdict === 'stopped' || verdict === 'corrupt';
}
