import type { Holder } from './holders.ts';
import type { LockState, LockWord } from './lock-word.ts';
import type { Sentence } from './sentences/sentence.ts';

/**
 * How a lock stands: free · busy (taken and given back, or held for less than a copy may take) · stuck (held far longer than any copy) ·
 * stopped (the same, and a process that has it open is stopped: it may go on) · uninitialised · corrupt · unreachable (it does not open).
 */
export const VERDICTS = ['free', 'busy', 'stuck', 'stopped', 'uninitialised', 'corrupt', 'unreachable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The recovery ladder: 0 wait · 1 nobody else has it open · 2 its publisher, one of ours, is dead · 3 the operator decides. */
export type Rung = 0 | 1 | 2 | 3;

export interface Evidence {
  readonly kind: 'word' | 'time' | 'holders' | 'processor' | 'presence' | 'publisher' | 'calls' | 'claim';
  readonly speaksFor: 'stuck' | 'busy' | 'neither';
  readonly text: Sentence;
}

export interface LockFacts {
  readonly lock: LockWord;
  /** It changed while it was watched. */
  readonly changed: boolean;
  /** How long the word has been seen as it is. */
  readonly standingMs: number;
  readonly payloadBytes: number;
  readonly holders: readonly Holder[];
  /** Rung that is proven, if any. */
  readonly proven: 1 | 2 | undefined;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly rung: Rung;
}

/** How long a word must stand still before its holder may be taken for dead: far longer than any copy of a camera frame. */
export const STUCK_MS = 1000;
/** A machine that copies no faster than this is none that shows cameras. */
const SLOWEST_BYTES_PER_MS = 200_000;
/** How many times the slowest copy must have fitted into the time that the word stood still. */
const CERTAINTY = 5;

/** After this time without a change nobody is copying any more. */
export function patienceMs(payloadBytes: number): number {
  return Math.max(STUCK_MS, (CERTAINTY * payloadBytes) / SLOWEST_BYTES_PER_MS);
}

/** Busy is told from stuck by time first, because a copy is bounded, and a stopped process, whose copy is not, is looked for. */
export function judgeLock({ lock, changed, standingMs, payloadBytes, holders, proven }: LockFacts): Judgement {
  if (lock.state === 'free') return { verdict: 'free', rung: 0 };
  if (changed || standingMs < patienceMs(payloadBytes)) return { verdict: shown(lock.state) ?? 'busy', rung: 0 };
  if (proven !== undefined) return { verdict: shown(lock.state) ?? 'stuck', rung: proven };
  const stopped = holders.some((holder) => holder.state === 'stopped' && mayHold(holder));
  return { verdict: shown(lock.state) ?? (stopped ? 'stopped' : 'stuck'), rung: 3 };
}

/** Nobody without a writable view can have changed the word. */
export function mayHold(holder: Holder): boolean {
  return holder.rights === 'write' || holder.rights === 'unknown';
}

/** Damage is told as such, however long it has been there. */
function shown(state: LockState): Verdict | undefined {
  return state === 'uninitialised' || state === 'corrupt' ? state : undefined;
}
