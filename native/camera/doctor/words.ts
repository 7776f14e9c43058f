/** What the lock doctor says. */
import type { Rung, Verdict } from '../../core/diagnosis.ts';
import type { LockWord } from '../../core/lock-word.ts';
import type { HolderReport } from '../../os/os-backend.ts';

export interface DoctorAction {
  /** `release`: rung 1 or 2, proven. `force`: rung 3, the operator answers for it. */
  readonly kind: 'wait' | 'release' | 'force' | 'remove-stale';
  readonly text: string;
  /** For `force`: what has to be typed. */
  readonly confirmation: string | null;
}

export interface Known {
  readonly name: string;
  readonly verdict: Verdict;
  readonly rung: Rung;
  readonly lock: LockWord;
  readonly heldForMs: number;
  readonly report: HolderReport;
}

export const RUNG_WORDS = [
  'wait: nothing is proven, and nothing needs to be done yet',
  'rung 1: nobody else has it open',
  'rung 2: its publisher, one of our programs, is dead',
  'rung 3: only the operator can decide',
] as const satisfies Record<Rung, string>;

export function summaryOf({ name, verdict, rung, lock, heldForMs, report }: Known): string {
  const held = `${(heldForMs / 1000).toFixed(1)} s`;
  const proof = rung === 1 || rung === 2 ? `, and it is proven that its holder is dead (${RUNG_WORDS[rung]})` : '';
  switch (verdict) {
    case 'free':
      return `The lock of "${name}" is free.`;
    case 'busy':
      return `The lock of "${name}" is in use.`;
    case 'stuck':
      return `The lock of "${name}" is stuck: ${holder(lock)} for ${held}, far longer than any copy takes${proof || others(report)}.`;
    case 'stopped':
      return `The lock of "${name}" has been held for ${held}, and ${stoppedOnes(report)}: it may go on with its copy.`;
    case 'uninitialised':
      return `The lock of "${name}" was never initialised: its creator is still at it, or died before it could${proof}.`;
    case 'corrupt':
      return `The lock of "${name}" holds ${lock.word}, which no correct program writes${proof}.`;
    case 'unreachable':
      return `The lock of "${name}" cannot be looked at.`;
  }
}

function holder(lock: LockWord): string {
  if (lock.state !== 'reading') return 'a writer has held it';
  return lock.readers === 1 ? 'one reader has held it' : `${lock.readers} readers have held it`;
}

function others({ holders, complete, reason }: HolderReport): string {
  if (holders.length === 0)
    return complete ? '' : `, but it is not known who has it open (${reason ?? 'the system does not tell'})`;
  return ', but others have it open, and nothing tells which of them took the lock';
}

function stoppedOnes({ holders }: HolderReport): string {
  const stopped = holders.filter(({ state }) => state === 'stopped');
  const names = stopped.map(({ pid, program }) => `process ${pid} (${program})`).join(', ');
  return `${names} ${stopped.length === 1 ? 'is' : 'are'} stopped`;
}

export function actionsFor({
  name,
  verdict,
  rung,
  lock,
  report,
  stale,
}: Known & { readonly stale: boolean }): readonly DoctorAction[] {
  const removal: DoctorAction[] = stale
    ? [{ kind: 'remove-stale', text: 'Nobody has it open: remove what its creator left behind.', confirmation: null }]
    : [];
  if (verdict === 'free') return removal;
  if (rung === 0) return [{ kind: 'wait', text: WAIT, confirmation: null }];
  if (rung !== 3)
    return [
      { kind: 'release', text: `Release it (${lock.word} -> 00000000): ${RUNG_WORDS[rung]}.`, confirmation: null },
      ...removal,
    ];
  return [
    { kind: 'wait', text: advice(verdict, report), confirmation: null },
    { kind: 'force', text: `Release it all the same (${lock.word} -> 00000000). ${CONSEQUENCE}`, confirmation: name },
  ];
}

const WAIT = 'Wait: look again in a second.';
const CONSEQUENCE =
  'If its holder is alive, a frame tears, and a holder built on the Rust crate aborts when it gives back a lock that is not there any more.';

function advice(verdict: Verdict, { holders }: HolderReport): string {
  const [first] = holders;
  if (verdict === 'stopped')
    return 'Let the stopped process go on (kill -CONT), or end it: then the lock is given back or provably dead.';
  if (!first) return 'Run as the administrator: then it can be seen whether anybody has it open.';
  return 'End the programs that have it open: when none is left, it is released by itself, which is proven to be safe.';
}
