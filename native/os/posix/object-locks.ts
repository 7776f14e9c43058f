import { F_OFD_GETLK, F_OFD_SETLK, F_RDLCK, F_UNLCK, F_WRLCK } from './constants.ts';
import { errnoOf, lastErrno, libc, osFailure } from './libc.ts';

/**
 * Byte-range locks on the object itself, through open file descriptions: foreign peers never ask for them, and the kernel drops them
 * when the last descriptor of a dead process goes. The ranges lie behind any camera frame; a lock needs no bytes to be there.
 */
const WRITER_BYTE = 0x7fff_0000;
/** One byte per process id, so that a holder found in /proc can be told to be ours. Linux ids end below 2^22. */
const PRESENCE_BYTE = WRITER_BYTE + 1;
const PRESENCE_BYTES = 2 ** 22;

/** The same for those who only observe: without a right to write they can hold no lock, and stand in nobody's way. */
const OBSERVER_BYTE = PRESENCE_BYTE + PRESENCE_BYTES;

/** Whoever holds it keeps the name alive when its creator ends. */
const KEEPER_BYTE = OBSERVER_BYTE + PRESENCE_BYTES;

/** Declares that this process has the object open. Shared, so it never conflicts with itself. */
export function declarePresence(fd: number, observing: boolean): void {
  if (!setLock(fd, F_RDLCK, (observing ? OBSERVER_BYTE : PRESENCE_BYTE) + process.pid))
    throw osFailure('OS_ERROR', 'fcntl', lastErrno(), 'The object cannot be marked as in use');
}

/** True when another open of one of our programs, this process included, declared itself, and not as an observer. */
export function othersPresent(fd: number): boolean {
  return isLocked(fd, PRESENCE_BYTE, PRESENCE_BYTES);
}

/** How a process of ours that has the object open declared itself; undefined where it did not. */
export function presenceOf(fd: number, pid: number): Presence | undefined {
  if (isLocked(fd, PRESENCE_BYTE + pid, 1)) return 'user';
  return isLocked(fd, OBSERVER_BYTE + pid, 1) ? 'observer' : undefined;
}

export type Presence = 'user' | 'observer';

export function writerClaimed(fd: number): boolean {
  return isLocked(fd, WRITER_BYTE, 1);
}

export function tryClaimWriter(fd: number): boolean {
  return setLock(fd, F_WRLCK, WRITER_BYTE);
}

export function releaseWriter(fd: number): void {
  setLock(fd, F_UNLCK, WRITER_BYTE);
}

/** Shared: any number of programs may keep a name. */
export function keepName(fd: number): void {
  if (!setLock(fd, F_RDLCK, KEEPER_BYTE))
    throw osFailure('OS_ERROR', 'fcntl', lastErrno(), 'The object cannot be marked as kept');
}

export function nameKept(fd: number): boolean {
  return isLocked(fd, KEEPER_BYTE, 1);
}

function setLock(fd: number, type: number, start: number): boolean {
  const lock = { l_type: type, l_whence: 0, l_start: start, l_len: 1, l_pid: 0 };
  if (libc().fcntl(fd, F_OFD_SETLK, lock) === 0) return true;
  const errno = lastErrno();
  if (errno === errnoOf('EAGAIN') || errno === errnoOf('EACCES')) return false;
  throw osFailure('OS_ERROR', 'fcntl', errno, 'A lock on the object cannot be set');
}

/** Asks whether an exclusive lock would meet another one; locks of the same open file description do not count. */
function isLocked(fd: number, start: number, length: number): boolean {
  const lock = { l_type: F_WRLCK, l_whence: 0, l_start: start, l_len: length, l_pid: 0 };
  if (libc().fcntl(fd, F_OFD_GETLK, lock) !== 0)
    throw osFailure('OS_ERROR', 'fcntl', lastErrno(), 'The locks on the object cannot be read');
  return lock.l_type !== F_UNLCK;
}
