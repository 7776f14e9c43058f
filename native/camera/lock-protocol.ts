import type { LockState } from '../core/lock-word.ts';
import type { FrameOutcome } from '../os/framelock.ts';
import { sleep, sleepSync } from './sleep.ts';

/**
 * A lock of the caller's own in place of the usual one, for producers that exclude each other by other means (a named mutex, a spare
 * bit). It is only asked for attempts; waiting and deadlines stay here.
 */
export interface LockProtocol {
  readonly name: string;
  /** One attempt, which must not wait: the lock that was taken, or undefined while somebody else holds it. */
  tryLock(mode: 'read' | 'write', word: SharedWord): HeldLock | undefined;
  /** How a raw word reads under this protocol; the usual meaning where it is left out. */
  describe?(raw: number): LockState;
}

/** The lock word of the mapping, for protocols that use it. */
export interface SharedWord {
  load(): number;
  /** Strict compare-and-swap. `seen` is what was there. */
  exchange(expected: number, desired: number): { readonly swapped: boolean; readonly seen: number };
}

export interface HeldLock {
  /** Gives the lock back; false when somebody else took it away meanwhile, so that the frame must be dropped. */
  unlock(): boolean;
}

export interface LockedCopy {
  readonly protocol: LockProtocol;
  readonly mode: 'read' | 'write';
  readonly word: SharedWord;
  readonly timeoutMs: number;
  now(): bigint;
  copy(): FrameOutcome['code'];
}

/** Between two attempts: short against a frame, long against the attempt. */
const RETRY_MS = 1;

export function copyLocked(job: LockedCopy): FrameOutcome {
  const attempt = attempts(job);
  let held = attempt.next();
  while (held === undefined && !attempt.late()) {
    sleepSync(RETRY_MS);
    held = attempt.next();
  }
  return attempt.finish(held);
}

export async function copyLockedAsync(job: LockedCopy): Promise<FrameOutcome> {
  const attempt = attempts(job);
  let held = attempt.next();
  while (held === undefined && !attempt.late()) {
    await sleep(RETRY_MS);
    held = attempt.next();
  }
  return attempt.finish(held);
}

function attempts(job: LockedCopy) {
  const started = job.now();
  let sleeps = 0;
  return {
    next(): HeldLock | undefined {
      const held = job.protocol.tryLock(job.mode, job.word);
      if (held === undefined) sleeps++;
      return held;
    },
    late: () => job.now() - started >= BigInt(Math.round(job.timeoutMs * 1e6)),
    finish(held: HeldLock | undefined): FrameOutcome {
      const locked = job.now();
      const word = job.word.load();
      const code = held === undefined ? 'TIMEOUT' : copyAndUnlock(job, held);
      const finished = job.now();
      return {
        code,
        lockWaitNs: Number(locked - started),
        copyNs: Number(finished - locked),
        finishedNs: finished,
        word,
        wordAfter: job.word.load(),
        spins: 0,
        sleeps,
        torn: 0,
      };
    },
  };
}

function copyAndUnlock(job: LockedCopy, held: HeldLock): FrameOutcome['code'] {
  let code: FrameOutcome['code'] = 'LOCK_LOST';
  let kept = false;
  try {
    code = job.copy();
  } finally {
    kept = held.unlock();
  }
  return code === 'OK' && !kept ? 'LOCK_LOST' : code;
}
