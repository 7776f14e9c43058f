import { type Evidence, mayHold, STUCK_MS } from '../core/diagnosis.ts';
import { decodeLockWord, formatLockWord, type LockWord } from '../core/lock-word.ts';
import { type Sentence, say } from '../core/sentences/sentence.ts';
import type { TrailerResult } from '../core/trailer.ts';
import type { HolderReport, Section } from '../os/os-backend.ts';
import type { SharedWord } from './lock-protocol.ts';
import { sleep } from './sleep.ts';

/** Between two looks at the word: short, because a busy lock often comes back to the value it had. */
const LOOK_MS = 2;
/** Ever longer: a look at who has the mapping open costs time on a busy machine, and is taken by those who are in the way as well. */
const JUDGE_AGAIN_MS = [20, 40, 80, 160, 320] as const;

/** What a recovery works on; SharedMapping hands it out. */
export interface StuckLock {
  readonly section: Section;
  readonly word: SharedWord;
  /** False where the word is mapped read-only. */
  readonly writable: boolean;
  /** Calls of this very mapping that are still running, and could be the holders themselves. */
  pendingCalls(): number;
  /** The trailer as it lies there, without the lock. */
  peekTrailer(): TrailerResult;
  /** Makes the payload empty and says so in the trailer: what a writer that died inside its copy left there is half a frame. */
  discardFrame(): void;
  now(): bigint;
}

export interface WordSince {
  readonly word: number;
  /** Monotonic nanoseconds since which it has been seen with this value. */
  readonly sinceNs: bigint;
}

/**
 * `alone`: nobody else has the mapping open, but for programs of ours that only look. `publisher-died`: all who have it open are ours, and the publisher of the last frames is
 * dead. `forced`: the operator decided.
 */
export type ReleaseReason = 'alone' | 'publisher-died' | 'forced';

export interface ReleaseReport {
  readonly released: boolean;
  readonly reason?: ReleaseReason;
  /** The word changed while it was watched: its holders are alive, and there is nothing to release. */
  readonly inUse?: true;
  /** Eight hex digits. */
  readonly before: string;
  readonly after: string;
  /** What speaks for and against it. */
  readonly evidence: readonly Sentence[];
  readonly holders: HolderReport['holders'];
}

export interface ReleaseOptions {
  readonly force: boolean;
  readonly since?: WordSince | undefined;
  /** Only this word: whoever judged another one has judged something else. */
  readonly onlyIf?: number | undefined;
}

/** Watches the word for up to a second, unless it is forced or `since` tells enough. */
export async function releaseLock(lock: StuckLock, { force, since, onlyIf }: ReleaseOptions): Promise<ReleaseReport> {
  const begun = standstill(lock, since);
  if (onlyIf !== undefined && begun.word !== onlyIf) return changedSince(begun.word, onlyIf);
  if (force || begun.word === 0) return judge(lock, begun, force);
  while (begun.remainingMs() > 0 && begun.unchanged()) await sleep(Math.min(LOOK_MS, begun.remainingMs()));
  let report = judge(lock, begun, force);
  for (const pauseMs of JUDGE_AGAIN_MS) {
    if (!lock.writable || !isObstructed(report)) break;
    await sleep(pauseMs);
    report = judge(lock, begun, force);
  }
  return report;
}

/** Programs of ours that list what is there open each mapping for a moment, and are in the way of a proof. */
function isObstructed({ released, inUse, after, holders }: ReleaseReport): boolean {
  return (
    !released &&
    inUse === undefined &&
    decodeLockWord(Number.parseInt(after, 16)).state !== 'free' &&
    holders.every((holder) => holder.ours)
  );
}

function changedSince(word: number, judged: number): ReleaseReport {
  const now = formatLockWord(word);
  const evidence = [say('doctor.changedSince', { now, judged: formatLockWord(judged) })];
  return { released: false, inUse: true, before: now, after: now, evidence, holders: [] };
}

/** More never read at once: a larger count is not one. */
const MOST_READERS = 1024;

/** Whether a holder that died can have left this word. Any other is of a file whose maker knows no lock: that is only told. */
export function couldBeLeft(word: number): boolean {
  const { state, readers } = decodeLockWord(word);
  return state === 'writing' || (state === 'reading' && readers <= MOST_READERS);
}

/** Takes a release back, as long as nobody has taken the free lock meanwhile. */
export function restoreLock(lock: StuckLock, word: number): { readonly restored: boolean; readonly seen: number } {
  if (!lock.writable) return { restored: false, seen: lock.word.load() };
  const { swapped, seen } = lock.word.exchange(0, word);
  return { restored: swapped, seen };
}

interface Standstill {
  readonly word: number;
  unchanged(): boolean;
  remainingMs(): number;
  standingMs(): number;
}

function standstill(lock: StuckLock, since: WordSince | undefined): Standstill {
  const word = lock.word.load();
  let moved = false;
  const sinceNs = since?.word === word ? since.sinceNs : lock.now();
  const standingMs = () => Number(lock.now() - sinceNs) / 1e6;
  return {
    word,
    // For good: a lock in use comes back to the value it had.
    unchanged: () => {
      moved ||= lock.word.load() !== word;
      return !moved;
    },
    standingMs,
    remainingMs: () => Math.max(0, STUCK_MS - standingMs()),
  };
}

function judge(lock: StuckLock, { word, unchanged, standingMs }: Standstill, force: boolean): ReleaseReport {
  const before = formatLockWord(word);
  const none: ReleaseReport = { released: false, before, after: formatLockWord(lock.word.load()), evidence: [], holders: [] };
  if (word === 0) return { ...none, evidence: [say('doctor.free')] };
  if (!unchanged()) return { ...none, inUse: true, evidence: [say('doctor.changedMeanwhile')] };
  if (!lock.writable) return { ...none, evidence: [say('doctor.observeOnly')] };

  const report = lock.section.holders();
  const proof = findProof(lock, word, report);
  const evidence = [stoodText(decodeLockWord(word), standingMs()), ...proof.evidence.map(({ text }) => text)];
  const reason = proof.reason ?? (force ? 'forced' : undefined);
  if (reason === undefined) return { ...none, evidence, holders: report.holders };
  // While the dead writer's bit still keeps everybody out. An operator's force proves no death: that writer's frame is left to it.
  if (proof.reason && decodeLockWord(word).state === 'writing' && unchanged()) lock.discardFrame();
  // Strict: whoever touched the word since it was judged wins.
  const { swapped, seen } = lock.word.exchange(word, 0);
  if (!swapped) evidence.push(say('doctor.changedAtLast', { word: formatLockWord(seen) }));
  const after = formatLockWord(swapped ? 0 : seen);
  return { released: swapped, ...(swapped && { reason }), before, after, evidence, holders: report.holders };
}

export interface Proof {
  readonly reason?: 'alone' | 'publisher-died';
  readonly evidence: readonly Evidence[];
}

/** Whether the holder of this word is proven to be dead, and what speaks for and against it. */
export function findProof(lock: StuckLock, word: number, report: HolderReport): Proof {
  const evidence = report.holders.map(holderEvidence);
  if (!report.complete)
    evidence.push(busy('holders', say('doctor.othersMay', { reason: report.reason ?? say('holders.notTold') })));
  const pending = lock.pendingCalls();
  if (pending > 0) evidence.push(busy('calls', say('doctor.callsRunning', { count: pending })));
  const ours = lock.section.othersOfOurs();
  evidence.push(ours ? busy('presence', say('doctor.oursOpen')) : neither('presence', say('doctor.noOursOpen')));
  if (report.handles !== undefined) evidence.push(neither('holders', say('doctor.handles', { count: report.handles })));
  const claimed = lock.section.writerClaimed();
  if (decodeLockWord(word).state === 'writing')
    evidence.push(claimed ? busy('claim', say('doctor.claimed')) : neither('claim', say('doctor.notClaimed')));

  if (pending === 0 && !ours && report.complete && report.holders.every(onlyObserves)) {
    const who = report.holders.length === 0 ? 'doctor.noOther' : 'doctor.noOtherWrites';
    return { reason: 'alone', evidence: [...evidence, stuck('holders', say(who))] };
  }
  const died = pending === 0 && !claimed ? deadPublisher(lock, word, report) : undefined;
  if (died !== undefined) {
    const text = say('doctor.publisherDead', { pid: String(died) });
    return { reason: 'publisher-died', evidence: [...evidence, stuck('publisher', text)] };
  }
  return { evidence };
}

/** Programs of ours keep the view that they write through for as long as they hold the lock. Nobody knows what others do. */
function onlyObserves(holder: HolderReport['holders'][number]): boolean {
  return holder.ours && !mayHold(holder);
}

function holderEvidence(holder: HolderReport['holders'][number]): Evidence {
  const { pid, program, ours, state, rights } = holder;
  const who = pid === 0 ? say('doctor.somebody', { program }) : say('doctor.process', { pid: String(pid), program });
  if (onlyObserves(holder)) return { kind: 'holders', speaksFor: 'neither', text: say('doctor.observes', { who }) };
  return busy(
    'holders',
    say('doctor.hasOpen', {
      who,
      rights: rights === 'read' ? say('doctor.toRead') : rights === 'open' ? say('doctor.withoutView') : '',
      ours: ours ? say('doctor.isOurs') : '',
      state: state === 'stopped' ? say('doctor.isStopped') : state === 'dead' ? say('doctor.isDead') : '',
    }),
  );
}

/** How long the word has been as it is. */
export function stoodText({ word, state }: LockWord, standingMs: number): Sentence {
  return say(`doctor.stood.${state}`, { word, seconds: tenths(standingMs) });
}

/** Milliseconds as seconds, as exactly as anybody wants to know. */
export function tenths(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function busy(kind: Evidence['kind'], text: Sentence): Evidence {
  return { kind, speaksFor: 'busy', text };
}

function neither(kind: Evidence['kind'], text: Sentence): Evidence {
  return { kind, speaksFor: 'neither', text };
}

function stuck(kind: Evidence['kind'], text: Sentence): Evidence {
  return { kind, speaksFor: 'stuck', text };
}

/**
 * Rung 2, for a writer of ours that died: its claim is free again (asked before), the trailer names it, it does not exist any more, and nobody foreign is
 * attached as far as unprivileged processes go. Readers have no such record: a stopped one looks like a dead one.
 */
function deadPublisher(lock: StuckLock, word: number, report: HolderReport): number | undefined {
  if (decodeLockWord(word).state !== 'writing') return undefined;
  if (report.unseen === 'any' || report.holders.some((holder) => !holder.ours)) return undefined;
  const found = lock.peekTrailer();
  const pid = 'trailer' in found ? found.trailer.publisherPid : 0;
  return pid > 0 && pid !== process.pid && !exists(pid) ? pid : undefined;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
