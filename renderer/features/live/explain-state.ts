import type { Camera, CameraState, CameraStats } from '../../../backend/contract.ts';
import { commandName } from '../../../native/core/command-name.ts';
import type { ErrorReport } from '../../../native/core/errors.ts';
import { type FrameLayout, layoutBytes } from '../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../native/core/lock-word.ts';
import { errorText, errorWords } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { exactBytes, formatSize, groupDigits } from '../../ui/format.ts';
import { isForgettable } from '../cameras/forgettable.ts';
import { shownState, stateWords } from '../cameras/state-words.ts';

export interface Explanation {
  readonly title: string;
  /** What is known, one paragraph each. */
  readonly text: readonly string[];
  /** What to do next. */
  readonly next: string;
  /** Figures that belong to it, in the order they are shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly actions: readonly ('layout' | 'doctor' | 'mapping' | 'refresh' | 'forget')[];
}

type Explain = (camera: Camera, stats: CameraStats | undefined) => Explanation;

/** Words for every state in which there is no fresh picture: what it is, what is known, what to do. */
const EXPLANATIONS: Readonly<Record<Exclude<CameraState, 'live'>, Explain>> = {
  searching: (camera) => ({
    title: t('live.explain.searching.title'),
    text: [t('live.explain.searching.text', { name: camera.osName })],
    next: t('live.explain.searching.next'),
    facts: [],
    actions: [],
  }),
  'not-found': (camera) => ({
    title: stateWords(shownState(camera)).word,
    text: [
      t('live.explain.notFound.text', { name: camera.osName }),
      ...(camera.foundBy.includes('list') ? [t('live.explain.notFound.listed')] : []),
    ],
    next: [
      t('live.explain.notFound.next'),
      ...(isForgettable(camera)
        ? [t('live.explain.notFound.forget', { command: `sharedcam forget ${commandName(camera.name)}` })]
        : []),
    ].join(' '),
    facts: [[t('common.name'), camera.osName]],
    actions: ['refresh', 'forget'],
  }),
  refused: (camera) => ({
    title: t('live.explain.refused.title'),
    text: camera.error ? sentencesOf(camera.error) : [t('live.explain.refused.text', { name: camera.osName })],
    next: camera.error ? errorWords(camera.error).advice : t('live.explain.refused.next'),
    facts: [
      [t('common.name'), camera.osName],
      ...(camera.error?.os
        ? [[t('live.explain.facts.system'), `${camera.error.os.call}: ${camera.error.os.number}`] as const]
        : []),
    ],
    actions: ['refresh'],
  }),
  uninitialised: () => ({
    title: t('live.explain.uninitialised.title'),
    text: [t('live.explain.uninitialised.text')],
    next: t('live.explain.uninitialised.next'),
    facts: [],
    actions: ['refresh'],
  }),
  'wrong-size': (camera) => ({
    title: t('live.explain.wrongSize.title'),
    text: [wrongSizeText(camera)],
    next: t('live.explain.wrongSize.next'),
    facts: sizeFacts(camera),
    actions: ['layout'],
  }),
  'no-layout': (camera) => ({
    title: t('live.explain.noLayout.title'),
    text: [t('live.explain.noLayout.text')],
    next: t('live.explain.noLayout.next'),
    facts: camera.realBytes === undefined ? [] : [[t('live.explain.facts.room'), exactBytes(camera.realBytes - LOCK_BYTES)]],
    actions: ['layout'],
  }),
  'never-written': () => ({
    title: t('live.explain.neverWritten.title'),
    text: [t('live.explain.neverWritten.text')],
    next: t('live.explain.neverWritten.next'),
    facts: [],
    actions: [],
  }),
  locked: ({ publisherEnded }, stats) => {
    const writing = stats?.lockWord.state === 'writing';
    return {
      title: t('live.explain.locked.title'),
      text: [
        `${holderText(writing, stats?.lockWord.readers ?? 0)} ${t(writing ? 'live.explain.locked.noRead' : 'live.explain.locked.noWrite')}`,
        ...(publisherEnded ? [endedText(publisherEnded)] : []),
      ],
      next: t('live.explain.locked.next'),
      facts: stats ? [[t('common.lockWord'), `0x${stats.lockWord.word}`]] : [],
      actions: ['doctor', 'refresh'],
    };
  },
  stalled: ({ error, layoutFrom, publisherEnded, name, namespace }, stats) => ({
    title: t(publisherEnded ? 'live.explain.ended.title' : 'live.explain.stalled.title'),
    text: [
      publisherEnded
        ? endedText(publisherEnded)
        : stats
          ? t('live.explain.stalled.text', { count: stats.frames, digits: groupDigits(stats.frames) })
          : t('live.explain.stalled.textUnknown'),
      ...(layoutFrom === 'typed' || stats?.dropped === null ? [t('live.explain.stalled.cannotTell')] : []),
      ...(error ? [errorText(error)] : []),
    ],
    next: publisherEnded
      ? t('live.explain.ended.next', { command: `sharedcam remove ${commandName(name, namespace)}` })
      : error
        ? errorWords(error).advice
        : t('live.explain.stalled.next'),
    facts: [],
    actions: publisherEnded ? ['mapping', 'refresh'] : ['refresh'],
  }),
};

export function explainState(camera: Camera, stats: CameraStats | undefined): Explanation | undefined {
  return camera.state === 'live' ? undefined : EXPLANATIONS[camera.state](camera, stats);
}

function endedText({ pid, killed }: NonNullable<Camera['publisherEnded']>): string {
  return t(killed ? 'live.explain.ended.killed' : 'live.explain.ended.text', { pid });
}

/** In the language of the backend its message says more than the cause; in another one the message is what follows. */
function sentencesOf(error: ErrorReport): readonly string[] {
  const { headline, detail } = errorWords(error);
  return [headline, detail ?? error.cause];
}

function holderText(writing: boolean, readers: number): string {
  if (writing) return t('live.explain.locked.writer');
  if (readers === 0) return t('live.explain.locked.somebody');
  return readers === 1 ? t('live.explain.locked.reader') : t('live.explain.locked.readers', { readers });
}

function wrongSizeText({ layout, realBytes, error }: Camera): string {
  if (!layout || realBytes === undefined) return error ? errorText(error) : t('live.explain.wrongSize.smaller');
  const need = layoutBytes(layout);
  const have = realBytes - LOCK_BYTES;
  const fits = t('live.explain.wrongSize.fits', {
    layout: describeLayout(layout),
    need: exactBytes(need),
    have: groupDigits(have),
  });
  return need > have ? `${fits} ${t('live.explain.wrongSize.missing', { bytes: exactBytes(need - have) })}` : fits;
}

function sizeFacts({ layout, realBytes }: Camera): Explanation['facts'] {
  if (!layout || realBytes === undefined) return [];
  return [
    [t('live.explain.facts.needed'), exactBytes(layoutBytes(layout))],
    [t('live.explain.facts.there'), exactBytes(realBytes - LOCK_BYTES)],
  ];
}

export function describeLayout(layout: FrameLayout): string {
  return `${formatSize(layout)} ${layout.format}`;
}
