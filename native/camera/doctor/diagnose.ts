/** Tells a lock that is in use from one that is stuck, with the evidence, and names the rung of the recovery ladder that is safe. */

import { type Evidence, judgeLock, mayHold, patienceMs, type Rung, STUCK_MS, type Verdict } from '../../core/diagnosis.ts';
import type { Holder } from '../../core/holders.ts';
import { decodeLockWord, formatLockWord, type LockWord } from '../../core/lock-word.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import type { HolderReport, OsBackend } from '../../os/os-backend.ts';
import { findProof, type Proof, type StuckLock, stoodText, tenths, type WordSince } from '../recovery.ts';
import { sleep } from '../sleep.ts';
import { actionsFor, type DoctorAction, summaryOf } from './words.ts';

export interface LockDiagnosis {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly verdict: Verdict;
  /** One sentence for a person. */
  readonly summary: Sentence;
  readonly lock: LockWord;
  /** At least. */
  readonly heldForMs: number;
  readonly rung: Rung;
  readonly evidence: readonly Evidence[];
  readonly holders: HolderReport;
  readonly safeActions: readonly DoctorAction[];
}

export interface Patient {
  readonly name: string;
  readonly lock: StuckLock;
  readonly payloadBytes: number;
  /** Nobody has it open: only its name is left. */
  readonly isStale: (report: HolderReport) => boolean;
}

const LOOK_MS = 4;
/** Loads in a row: a lock that is taken and given back in a loop shows its gaps. */
const BURST = 64;
const LOOK_AGAIN_MS = 25;
const MORE_LOOKS = 4;

/** A word that somebody who looks now and then has seen unchanged since this time, in milliseconds since the Unix epoch. */
export interface SeenWord {
  readonly word: string;
  readonly since: number;
}

/**
 * Watches the word for up to a second, less where `since` tells that it has been standing. What was `seen` now and then spares no watching,
 * but tells how long it has stood if it stands. Changes nothing.
 */
export async function diagnose(
  { name, lock, payloadBytes, isStale }: Patient,
  os: Pick<OsBackend, 'processorMs'>,
  since?: WordSince,
  seen?: SeenWord,
): Promise<LockDiagnosis> {
  const word = lock.word.load();
  const begunNs = since?.word === word ? since.sinceNs : lock.now();
  const before = word === 0 ? undefined : processorTimes(lock.section.holders().holders, os);
  const watch = word === 0 ? FREE : longer(await watchWord(lock, word, begunNs), seen);
  const settled = word === 0 || watch.changed;
  let report = lock.section.holders();
  let proof = settled ? NO_PROOF : findProof(lock, word, report);
  for (let again = 0; again < MORE_LOOKS && !settled && isObstructed(proof, report); again++) {
    await sleep(LOOK_AGAIN_MS);
    report = lock.section.holders();
    proof = findProof(lock, word, report);
  }
  const decoded = decodeLockWord(watch.seen);
  const { reason, evidence: found } = proof;
  const proven = reason === 'alone' ? 1 : reason === 'publisher-died' ? 2 : undefined;
  const facts = {
    lock: decoded,
    changed: watch.changed,
    standingMs: watch.standingMs,
    payloadBytes,
    holders: report.holders,
    proven,
  } as const;
  const { verdict, rung } = judgeLock(facts);
  const evidence = [
    ...wordEvidence(decoded, watch, payloadBytes),
    ...found,
    ...(before && !watch.changed ? processorEvidence(report.holders, before, os) : []),
  ];
  const heldForMs = Math.round(watch.standingMs);
  const known = { name, verdict, rung, lock: decoded, heldForMs, report };
  return {
    at: Date.now(),
    verdict,
    summary: summaryOf(known),
    lock: decoded,
    heldForMs,
    rung,
    evidence,
    holders: report,
    safeActions: actionsFor({ ...known, stale: isStale(report) }),
  };
}

const NO_PROOF: Proof = { evidence: [] };

/** Programs of ours that list what is there open each mapping for a moment, and are in the way of a proof. */
function isObstructed({ reason }: Proof, { holders }: HolderReport): boolean {
  return reason === undefined && holders.length > 0 && holders.every(({ ours }) => ours);
}

interface Watch {
  readonly seen: number;
  readonly changed: boolean;
  readonly standingMs: number;
}

function longer(watch: Watch, seen: SeenWord | undefined): Watch {
  if (watch.changed || seen?.word !== formatLockWord(watch.seen)) return watch;
  return { ...watch, standingMs: Math.max(watch.standingMs, Date.now() - seen.since) };
}

const FREE: Watch = { seen: 0, changed: false, standingMs: 0 };

async function watchWord(lock: StuckLock, word: number, begunNs: bigint): Promise<Watch> {
  const standing = () => Number(lock.now() - begunNs) / 1e6;
  // At least a few looks, however long it is said to have stood.
  const until = performance.now() + Math.max(50, STUCK_MS - standing());
  for (;;) {
    for (let look = 0; look < BURST; look++) {
      const seen = lock.word.load();
      if (seen !== word) return { seen, changed: true, standingMs: 0 };
    }
    if (performance.now() >= until) return { seen: word, changed: false, standingMs: standing() };
    await sleep(LOOK_MS);
  }
}

function wordEvidence(lock: LockWord, { changed, standingMs }: Watch, payloadBytes: number): readonly Evidence[] {
  if (changed)
    return [
      {
        kind: 'word',
        speaksFor: 'busy',
        text: say('doctor.changed', { word: lock.word }),
      },
    ];
  if (lock.state === 'free')
    return [{ kind: 'word', speaksFor: 'neither', text: say('doctor.nobodyHolds', { word: lock.word }) }];
  const patience = patienceMs(payloadBytes);
  const long = standingMs >= patience;
  return [
    { kind: 'word', speaksFor: 'stuck', text: stoodText(lock, standingMs) },
    {
      kind: 'time',
      speaksFor: long ? 'stuck' : 'busy',
      text: say(long ? 'doctor.tooLong' : 'doctor.mayCopy', { bytes: payloadBytes, seconds: tenths(patience) }),
    },
  ];
}

function processorTimes(holders: readonly Holder[], os: Pick<OsBackend, 'processorMs'>): ReadonlyMap<number, number> {
  const times = holders.map(({ pid }) => [pid, pid > 0 ? os.processorMs(pid) : undefined] as const);
  return new Map(times.flatMap(([pid, time]) => (time === undefined ? [] : [[pid, time] as const])));
}

/** Who has not run at all meanwhile is not copying. */
function processorEvidence(
  holders: readonly Holder[],
  before: ReadonlyMap<number, number>,
  os: Pick<OsBackend, 'processorMs'>,
): readonly Evidence[] {
  return holders.filter(mayHold).flatMap(({ pid, program }): Evidence[] => {
    const from = before.get(pid);
    const to = pid > 0 ? os.processorMs(pid) : undefined;
    if (from === undefined || to === undefined) return [];
    const used = Math.round(to - from);
    const who = { pid: String(pid), program };
    return used === 0
      ? [{ kind: 'processor', speaksFor: 'stuck', text: say('doctor.idle', who) }]
      : [{ kind: 'processor', speaksFor: 'neither', text: say('doctor.running', { ...who, ms: used }) }];
  });
}
