/** What a camera is doing, judged from what is known about it. Pure. */
import { type ErrorCode, type ErrorReport, SharedCameraError } from '../core/errors.ts';
import type { FrameLayout } from '../core/layout.ts';
import type { LockWord } from '../core/lock-word.ts';
import type { FrameCode } from '../os/framelock.ts';

export type ReaderState =
  | 'searching'
  | 'not-found'
  | 'refused'
  | 'uninitialised'
  | 'wrong-size'
  | 'no-layout'
  | 'never-written'
  | 'locked'
  | 'stalled'
  | 'live';

/** Times in milliseconds since the Unix epoch. */
export type ReaderFacts =
  | { readonly kind: 'searching' }
  | { readonly kind: 'closed'; readonly error: ErrorReport }
  | {
      readonly kind: 'open';
      readonly layout: FrameLayout | undefined;
      /** Why there is no layout, or why it cannot be used. */
      readonly layoutError: ErrorReport | undefined;
      readonly word: LockWord;
      readonly wordSince: number;
      /** What the last attempt to copy met, if it was no frame. */
      readonly code: FrameCode;
      readonly written: boolean;
      readonly lastFrameAt: number | undefined;
      /** Since when a frame is waited for without one; undefined while nobody wants any. */
      readonly waitingSince: number | undefined;
      readonly stalledAfterMs: number;
    };

export interface Judgement {
  readonly state: ReaderState;
  readonly error?: ErrorReport;
  /** When the state really began, where that is not now. */
  readonly began?: number;
}

/** Frames came before, and it is worth asking whether anybody is left to publish them. */
export function missesFrames(state: ReaderState): boolean {
  return state === 'stalled' || state === 'locked';
}

/** A word that was held for so long is no copy under way. */
export const LOCKED_AFTER_MS = 1000;

const STATE_OF_ERROR: Partial<Record<ErrorCode, ReaderState>> = {
  NOT_FOUND: 'not-found',
  VANISHED: 'not-found',
  UNINITIALISED: 'uninitialised',
  SIZE_MISMATCH: 'wrong-size',
  TIMEOUT: 'locked',
  READ_LOCKED: 'locked',
  WRITE_LOCKED: 'locked',
  LOCK_CORRUPT: 'locked',
  MAX_READERS: 'locked',
};

/**
 * The lock comes before all else that an open mapping can suffer from, because nothing can be read meanwhile. No sentence holds a time:
 * a judgement changes only when the situation does; the timer is `began`.
 * `previous`: a live camera is called stalled only when a frame was waited for that long; while nobody wants any, none is missed.
 */
export function judge(facts: ReaderFacts, previous: ReaderState, now: number): Judgement {
  if (facts.kind === 'searching') return { state: 'searching' };
  if (facts.kind === 'closed') return { state: STATE_OF_ERROR[facts.error.code] ?? 'refused', error: facts.error };
  const { word, layout, layoutError, lastFrameAt, waitingSince, stalledAfterMs } = facts;
  if (word.state === 'uninitialised') return { state: 'uninitialised' };
  const held = lockTrouble(facts, now);
  if (held) return held;
  if (layout === undefined || layoutError)
    return {
      state: layoutError?.code === 'SIZE_MISMATCH' ? 'wrong-size' : 'no-layout',
      ...(layoutError && { error: layoutError }),
    };
  if (!facts.written) return { state: 'never-written' };
  const quietSince = lastFrameAt ?? waitingSince ?? now;
  const missed = waitingSince !== undefined && now - waitingSince >= stalledAfterMs;
  if (now - quietSince < stalledAfterMs || (previous === 'live' && !missed)) return { state: 'live' };
  return { state: 'stalled', began: quietSince, ...(facts.code === 'UNSTABLE' && { error: UNSTABLE.report() }) };
}

/** Only where the lock is not taken: its holder and we would wait for each other otherwise. */
const UNSTABLE = new SharedCameraError('UNSTABLE_FRAME', 'A writer comes into every copy that is made without the lock.', {
  remedy: 'Read this camera with the lock: then the writer leaves a gap for the copy.',
});

function lockTrouble(facts: ReaderFacts & { kind: 'open' }, now: number): Judgement | undefined {
  const { word, wordSince, code, lastFrameAt, waitingSince } = facts;
  const locked = (errorCode: ErrorCode, message: string): Judgement => {
    const details = { word: word.word, readers: word.readers };
    return { state: 'locked', error: new SharedCameraError(errorCode, message, { details }).report(), began: wordSince };
  };
  if (code === 'MAX_READERS') return locked('MAX_READERS', `The lock word is ${word.word}: no reader can be added.`);
  if (code === 'CORRUPT') return locked('LOCK_CORRUPT', `The lock word is ${word.word}.`);
  if (word.state === 'free' || now - wordSince < LOCKED_AFTER_MS) return undefined;
  if ((lastFrameAt ?? 0) > wordSince) return undefined;
  if (word.state === 'corrupt') return locked('LOCK_CORRUPT', `The lock word is ${word.word}.`);
  if (word.state === 'writing')
    return locked('TIMEOUT', `A writer holds the lock and does not give it back (word ${word.word}).`);
  // Readers that come and go may show the same count at each look; it matters only where a frame is missed.
  if (waitingSince === undefined) return undefined;
  const who = word.readers === 1 ? 'One reader holds' : `${word.readers} readers hold`;
  return locked('TIMEOUT', `${who} the lock, so that no writer gets in (word ${word.word}).`);
}
