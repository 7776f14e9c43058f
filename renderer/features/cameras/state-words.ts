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

/** Tone picks the colour; word and icon say the same without it. */
export type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'idle';

interface StateWords {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

export const STATE_WORDS: Readonly<Record<CameraState, StateWords>> = {
  searching: { word: 'Looking', icon: LoaderCircle, tone: 'waiting' },
  'not-found': { word: 'Not found', icon: SearchX, tone: 'idle' },
  refused: { word: 'Refused', icon: Ban, tone: 'bad' },
  uninitialised: { word: 'Being set up', icon: Hourglass, tone: 'waiting' },
  'wrong-size': { word: 'Wrong size', icon: Scaling, tone: 'bad' },
  'no-layout': { word: 'Needs a layout', icon: LayoutGrid, tone: 'attention' },
  'never-written': { word: 'Never written', icon: CircleDashed, tone: 'waiting' },
  locked: { word: 'Locked', icon: Lock, tone: 'bad' },
  stalled: { word: 'Stalled', icon: CirclePause, tone: 'attention' },
  live: { word: 'Live', icon: Radio, tone: 'good' },
};
