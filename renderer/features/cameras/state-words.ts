import {
  Ban,
  CircleDashed,
  CirclePause,
  Hourglass,
  LayoutGrid,
  LoaderCircle,
  Lock,
  type LucideIcon,
  Radio,
  Scaling,
  SearchX,
} from 'lucide-react';
import type { CameraState } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';

/** Tone picks the colour; word and icon say the same without it. */
type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'idle';

interface StateWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

const SIGNS: Readonly<Record<CameraState, Pick<StateWords, 'icon' | 'tone'>>> = {
  live: { icon: Radio, tone: 'good' },
  stalled: { icon: CirclePause, tone: 'attention' },
  locked: { icon: Lock, tone: 'bad' },
  'no-layout': { icon: LayoutGrid, tone: 'attention' },
  'wrong-size': { icon: Scaling, tone: 'bad' },
  'never-written': { icon: CircleDashed, tone: 'waiting' },
  uninitialised: { icon: Hourglass, tone: 'waiting' },
  refused: { icon: Ban, tone: 'bad' },
  'not-found': { icon: SearchX, tone: 'idle' },
  searching: { icon: LoaderCircle, tone: 'waiting' },
};

export const CAMERA_STATE_ORDER = Object.keys(SIGNS) as readonly CameraState[];

export function stateWords(state: CameraState): StateWords {
  return { ...SIGNS[state], word: t(`cameras.state.${state}.word`), meaning: t(`cameras.state.${state}.meaning`) };
}
