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
type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'idle';

interface StateWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: LucideIcon;
  readonly tone: Tone;
}

export const STATE_WORDS: Readonly<Record<CameraState, StateWords>> = {
  live: { word: 'Live', meaning: 'New frames arrive.', icon: Radio, tone: 'good' },
  stalled: { word: 'Stalled', meaning: 'Frames came, none recently.', icon: CirclePause, tone: 'attention' },
  locked: { word: 'Locked', meaning: 'Somebody holds the lock and does not give it back.', icon: Lock, tone: 'bad' },
  'no-layout': { word: 'Needs a layout', meaning: 'Nothing says how the pixels lie.', icon: LayoutGrid, tone: 'attention' },
  'wrong-size': { word: 'Wrong size', meaning: 'The layout needs more bytes than there are.', icon: Scaling, tone: 'bad' },
  'never-written': {
    word: 'Never written',
    meaning: 'The mapping is there, its pixels are all zero.',
    icon: CircleDashed,
    tone: 'waiting',
  },
  uninitialised: { word: 'Being set up', meaning: 'The producer has not made the lock ready.', icon: Hourglass, tone: 'waiting' },
  refused: { word: 'Refused', meaning: 'This user may not open it.', icon: Ban, tone: 'bad' },
  'not-found': { word: 'Not found', meaning: 'Nothing has this name now.', icon: SearchX, tone: 'idle' },
  searching: { word: 'Looking', meaning: 'Not looked at yet.', icon: LoaderCircle, tone: 'waiting' },
};

export const CAMERA_STATE_ORDER = Object.keys(STATE_WORDS) as readonly CameraState[];
