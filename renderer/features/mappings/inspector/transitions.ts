import type { LockTransition } from '../../../../backend/contract.ts';
import type { LockState } from '../../../../native/core/lock-word.ts';

export interface TimelineSpan {
  readonly state: LockState;
  /** Of the shown time, 0 to 1. */
  readonly from: number;
  readonly share: number;
}

/** What the lock was doing over the last `windowMs`, as a strip. A change happened somewhen since the sample before. */
export function timelineSpans(transitions: readonly LockTransition[], now: number, windowMs: number): readonly TimelineSpan[] {
  const begin = now - windowMs;
  return transitions.flatMap(({ at, state }, index) => {
    const from = Math.max(at, begin);
    const to = Math.min(transitions[index + 1]?.at ?? now, now);
    return to > from ? [{ state, from: (from - begin) / windowMs, share: (to - from) / windowMs }] : [];
  });
}

export interface Hold {
  readonly at: number;
  readonly word: string;
  readonly state: LockState;
  readonly readers: number;
  /** Undefined while it lasts. */
  readonly lastedMs: number | undefined;
}

/** Newest first, each with how long the word stayed so. */
export function holdsOf(transitions: readonly LockTransition[]): readonly Hold[] {
  return transitions
    .map((transition, index) => {
      const next = transitions[index + 1];
      return { ...transition, lastedMs: next && next.at - transition.at };
    })
    .reverse();
}
