/** What the lock doctor says. */
import type { Rung, Verdict } from '../../core/diagnosis.ts';
import type { LockWord } from '../../core/lock-word.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import type { HolderReport } from '../../os/os-backend.ts';
import { tenths } from '../recovery.ts';

export interface DoctorAction {
  /** `release`: rung 1 or 2, proven. `force`: rung 3, the operator answers for it. */
  readonly kind: 'wait' | 'release' | 'force' | 'remove-stale';
  readonly text: Sentence;
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

export function rungWords(rung: Rung): Sentence {
  return say(`doctor.rung${rung}`);
}

export function summaryOf({ name, verdict, rung, lock, heldForMs, report }: Known): Sentence {
  const seconds = tenths(heldForMs);
  const proof = rung === 1 || rung === 2 ? say('doctor.provenDead', { rung: rungWords(rung) }) : undefined;
  switch (verdict) {
    case 'stuck':
      return say('doctor.summary.stuck', { name, holder: holder(lock), seconds, rest: proof ?? others(report) });
    case 'stopped':
      return say('doctor.summary.stopped', { name, seconds, who: stoppedOnes(report) });
    case 'uninitialised':
      return say('doctor.summary.uninitialised', { name, rest: proof ?? '' });
    case 'corrupt':
      return say('doctor.summary.corrupt', { name, word: lock.word, rest: proof ?? '' });
    default:
      return say(`doctor.summary.${verdict}`, { name });
  }
}

function holder(lock: LockWord): Sentence {
  return lock.state === 'reading' ? say('doctor.readersHeld', { count: lock.readers }) : say('doctor.writerHeld');
}

function others({ holders, complete, reason }: HolderReport): Sentence | '' {
  if (holders.length > 0) return say('doctor.whichUnknown');
  return complete ? '' : say('doctor.notKnownWho', { reason: reason ?? say('holders.notTold') });
}

function stoppedOnes({ holders }: HolderReport): Sentence {
  const stopped = holders.filter(({ state }) => state === 'stopped');
  const who = stopped.map(({ pid, program }) => `${pid} (${program})`).join(', ');
  return say('doctor.stoppedOnes', { count: stopped.length, who });
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
    ? [{ kind: 'remove-stale', text: say('doctor.action.removeStale'), confirmation: null }]
    : [];
  if (verdict === 'free') return removal;
  if (rung === 0) return [{ kind: 'wait', text: say('doctor.action.wait'), confirmation: null }];
  const { word } = lock;
  if (rung !== 3)
    return [
      { kind: 'release', text: say('doctor.action.release', { word, rung: rungWords(rung) }), confirmation: null },
      ...removal,
    ];
  return [
    { kind: 'wait', text: advice(verdict, report), confirmation: null },
    { kind: 'force', text: say('doctor.action.force', { word }), confirmation: name },
  ];
}

function advice(verdict: Verdict, { holders }: HolderReport): Sentence {
  if (verdict === 'stopped') return say('doctor.action.letGoOn');
  return say(holders.length === 0 ? 'doctor.action.asAdministrator' : 'doctor.action.endPrograms');
}
