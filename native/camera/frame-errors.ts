import { SharedCameraError } from '../core/errors.ts';
import { decodeLockWord, type LockWord } from '../core/lock-word.ts';
import type { MappingName } from '../core/names.ts';
import { say } from '../core/sentences/sentence.ts';
import type { FrameCode, FrameOutcome, FrameResult } from '../os/framelock.ts';

/** The result of a frame call, or the error that its code stands for. */
export function checkOutcome(name: MappingName, outcome: FrameOutcome, timeoutMs: number): FrameResult {
  if (outcome.code === 'OK') return outcome;
  throw frameError(name, outcome.code, outcome.word, timeoutMs);
}

export function frameError(
  name: MappingName,
  code: Exclude<FrameCode, 'OK'>,
  word: number,
  timeoutMs: number,
): SharedCameraError {
  const lock = decodeLockWord(word);
  const details = { name: name.name, word: lock.word, state: lock.state, readers: lock.readers, timeoutMs };
  const seen = `(lock word ${lock.word})`;
  const what = `"${name.name}"`;
  switch (code) {
    case 'TIMEOUT':
      return new SharedCameraError('TIMEOUT', `${what} was locked for ${timeoutMs} ms: ${holder(lock)} ${seen}.`, { details });
    case 'UNINITIALISED':
      return new SharedCameraError('UNINITIALISED', `${what} was not initialised within ${timeoutMs} ms ${seen}.`, { details });
    case 'MAX_READERS':
      return new SharedCameraError('MAX_READERS', `${what} takes no more readers: it counts ${lock.readers} ${seen}.`, {
        details,
      });
    case 'LOCK_LOST':
      return new SharedCameraError('LOCK_LOST', `The lock of ${what} changed while it was held ${seen}.`, { details });
    case 'CORRUPT':
      return new SharedCameraError('LOCK_CORRUPT', `The lock of ${what} holds a value that has no meaning ${seen}.`, { details });
    case 'VANISHED':
      return new SharedCameraError('VANISHED', `The memory of ${what} is gone.`, { details });
    case 'UNSTABLE':
      return new SharedCameraError('UNSTABLE_FRAME', `No whole frame of ${what} was seen within ${timeoutMs} ms ${seen}.`, {
        details,
      });
    case 'BAD_ARGUMENT':
      return new SharedCameraError('LAYOUT_INVALID', `The part of ${what} that was asked for lies outside of its payload.`, {
        details,
      });
  }
}

function holder(lock: LockWord): string {
  if (lock.state === 'writing') return 'a writer holds it';
  if (lock.state === 'reading') return lock.readers === 1 ? '1 reader holds it' : `${lock.readers} readers hold it`;
  return 'others took it in turns';
}

/** A mapping into which nothing was written has no picture; without frame numbers a black one looks the same. */
export function neverWritten(name: string, numbered: boolean): SharedCameraError {
  return new SharedCameraError('UNINITIALISED', say(numbered ? 'limits.neverWritten' : 'limits.allZero', { name }), {
    cause: 'Its producer has made the mapping and not published a frame, or it waits for one.',
    remedy: 'Start the producer, or wait for its first frame.',
    details: { name },
  });
}
