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
  Unplug,
} from 'lucide-react';
import type { Camera, CameraState } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';

/** Tone picks the colour; word and icon say the same without it. */
type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'idle';

/** What a camera is said to be: its state, or more where more is known. */
export type ShownState = CameraState | 'ended' | 'remembered';

export function shownState({ state, publisherEnded, foundBy }: Pick<Camera, 'state' | 'publisherEnded' | 'foundBy'>): ShownState {
  if (state === 'stalled' && publisherEnded) return 'ended';
  return state === 'not-found' && foundBy.length > 0 ? 'remembered' : state;
}

interface StateWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

const SIGNS: Readonly<Record<ShownState, Pick<StateWords, 'icon' | 'tone'>>> = {
  live: { icon: Radio, tone: 'good' },
  stalled: { icon: CirclePause, tone: 'attention' },
  ended: { icon: Unplug, tone: 'bad' },
  locked: { icon: Lock, tone: 'bad' },
  'no-layout': { icon: LayoutGrid, tone: 'attention' },
  'wrong-size': { icon: Scaling, tone: 'bad' },
  'never-written': { icon: CircleDashed, tone: 'waiting' },
  uninitialised: { icon: Hourglass, tone: 'waiting' },
  refused: { icon: Ban, tone: 'bad' },
  'not-found': { icon: SearchX, tone: 'idle' },
  remembered: { icon: SearchX, tone: 'idle' },
  searching: { icon: LoaderCircle, tone: 'waiting' },
};

export const CAMERA_STATE_ORDER = Object.keys(SIGNS) as readonly ShownState[];

export function stateWords(state: ShownState): StateWords {
  return { ...SIGNS[state], word: t(`cameras.state.${state}.word`), meaning: t(`cameras.state.${state}.meaning`) };
}
