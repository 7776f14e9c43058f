import type { Camera, CameraState, CameraStats } from '../../../backend/contract.ts';
import { type FrameLayout, layoutBytes } from '../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../native/core/lock-word.ts';
import { exactBytes, formatSize, groupDigits } from '../../ui/format.ts';

export interface Explanation {
  readonly title: string;
  /** What is known, one paragraph each. */
  readonly text: readonly string[];
  /** What to do next. */
  readonly next: string;
  /** Figures that belong to it, in the order they are shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly actions: readonly ('layout' | 'doctor' | 'refresh' | 'forget')[];
}

type Explain = (camera: Camera, stats: CameraStats | undefined) => Explanation;

/** Words for every state in which there is no fresh picture: what it is, what is known, what to do. */
const EXPLANATIONS: Readonly<Record<Exclude<CameraState, 'live'>, Explain>> = {
  searching: (camera) => ({
    title: 'Looking for the camera',
    text: [`The name ${camera.osName} is being opened.`],
    next: 'This takes a moment.',
    facts: [],
    actions: [],
  }),
  'not-found': (camera) => ({
    title: 'Not found',
    text: [camera.error?.message ?? `No mapping is called ${camera.osName}.`],
    next: 'Start its producer: the picture comes by itself as soon as the name exists. If the producer runs, it may use another namespace.',
    facts: [['Name', camera.osName]],
    actions: ['refresh', 'forget'],
  }),
  refused: (camera) => ({
    title: 'Access refused',
    text: [camera.error?.message ?? `The system does not let this user open ${camera.osName}.`, camera.error?.cause ?? ''].filter(
      Boolean,
    ),
    next: camera.error?.remedy ?? 'Run as the user who made it, or let its creator share it.',
    facts: [
      ['Name', camera.osName],
      ...(camera.error?.os ? [['System', `${camera.error.os.call}: ${camera.error.os.number}`] as const] : []),
    ],
    actions: ['refresh'],
  }),
  uninitialised: () => ({
    title: 'Being set up',
    text: ['The producer has made the mapping, and its lock is not ready yet.'],
    next: 'Normally this lasts less than a second. If it stays, the producer died while it started: restart it.',
    facts: [],
    actions: ['refresh'],
  }),
  'wrong-size': (camera) => ({
    title: 'The layout does not fit',
    text: [wrongSizeText(camera)],
    next: 'Correct the width, height or format to what the producer uses.',
    facts: sizeFacts(camera),
    actions: ['layout'],
  }),
  'no-layout': (camera) => ({
    title: 'How do the pixels lie?',
    text: ['The producer shares pixels without a description of them: no size, no format.'],
    next: 'Say it once, and it is remembered for this name.',
    facts: camera.realBytes === undefined ? [] : [['Room', exactBytes(camera.realBytes - LOCK_BYTES)]],
    actions: ['layout'],
  }),
  'never-written': () => ({
    title: 'Nothing written yet',
    text: ['The mapping is there and its lock is free, but every byte is still zero.'],
    next: 'The first frame is shown as soon as the producer writes it.',
    facts: [],
    actions: [],
  }),
  locked: (_camera, stats) => {
    const readers = stats?.lockWord.readers ?? 0;
    const holder =
      stats?.lockWord.state === 'writing'
        ? 'A writer'
        : readers === 1
          ? 'One reader'
          : readers > 1
            ? `${readers} readers`
            : 'Somebody';
    return {
      title: 'The lock stays held',
      text: [
        `${holder} took the lock and has not given it back. ${stats?.lockWord.state === 'writing' ? 'Until then no whole frame can be read.' : 'Until then no frame can be written.'}`,
      ],
      next: 'A stopped program gives it back when it goes on. A dead one never does: the lock doctor tells which it is, and frees the lock where that is provably safe.',
      facts: stats ? [['Lock word', `0x${stats.lockWord.word}`]] : [],
      actions: ['doctor', 'refresh'],
    };
  },
  stalled: ({ error }, stats) => ({
    title: 'No new frames',
    text: [
      stats ? `${groupDigits(stats.frames)} frames came, then nothing more.` : 'Frames came, then nothing more.',
      ...(error ? [error.message] : []),
    ],
    next: error?.remedy ?? 'The picture goes on by itself when the producer does.',
    facts: [],
    actions: ['refresh'],
  }),
};

export function explainState(camera: Camera, stats: CameraStats | undefined): Explanation | undefined {
  return camera.state === 'live' ? undefined : EXPLANATIONS[camera.state](camera, stats);
}

function wrongSizeText({ layout, realBytes, error }: Camera): string {
  if (!layout || realBytes === undefined) return error?.message ?? 'The mapping is smaller than its layout says.';
  const need = layoutBytes(layout);
  const have = realBytes - LOCK_BYTES;
  const missing = need > have ? ` ${exactBytes(need - have)} are missing.` : '';
  return `${describeLayout(layout)} needs ${exactBytes(need)}, the mapping has room for ${groupDigits(have)}.${missing}`;
}

function sizeFacts({ layout, realBytes }: Camera): Explanation['facts'] {
  if (!layout || realBytes === undefined) return [];
  return [
    ['Needed', exactBytes(layoutBytes(layout))],
    ['There', exactBytes(realBytes - LOCK_BYTES)],
  ];
}

export function describeLayout(layout: FrameLayout): string {
  return `${formatSize(layout)} ${layout.format}`;
}
