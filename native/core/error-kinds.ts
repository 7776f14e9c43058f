/**
 * The one closed error union of the project. Every error that a user can meet has a stable code, a sentence that says what was
 * wrong (with both numbers where two disagree), the likely cause, and what to do. `crate` is the number and name that the Rust
 * crate WinMMF 0.4 gives to the same situation, so that logs of both sides can be compared.
 */
interface ErrorKind {
  /** What usually leads to it, in one sentence. */
  readonly cause: string;
  /** What the reader of the message can do about it. */
  readonly remedy: string;
  /** Exit code of the command line. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
  readonly crate?: { readonly name: string; readonly number: number };
}

export const ERROR_KINDS = {
  READ_LOCKED: {
    cause: 'Readers are copying right now, or one of them died while it held the lock.',
    remedy: 'Try again with a longer timeout; `sharedcam info NAME` shows the lock word.',
    exit: 7,
    crate: { name: 'ReadLocked', number: 0 },
  },
  WRITE_LOCKED: {
    cause: 'A writer holds the lock right now, or it died inside its copy.',
    remedy: 'Try again with a longer timeout; `sharedcam info NAME` shows the lock word.',
    exit: 7,
    crate: { name: 'WriteLocked', number: 1 },
  },
  UNINITIALISED: {
    cause: 'The producer created the mapping but has not initialised its lock, or died before it could.',
    remedy: 'Wait for the producer, or restart it.',
    exit: 8,
    crate: { name: 'Uninitialized', number: 2 },
  },
  MAX_READERS: {
    cause:
      'The reader count in the lock word is at its limit of 16 777 215, which real programs do not reach: the word is probably damaged.',
    remedy:
      'Look at the lock word with `sharedcam info NAME`; release it with `sharedcam unlock NAME --force` when you are sure.',
    exit: 9,
    crate: { name: 'MaxReaders', number: 3 },
  },
  NOT_ENOUGH_MEMORY: {
    cause: 'The machine has no room left for a section of this size.',
    remedy: 'Ask for fewer bytes, or free memory (on Linux: room in /dev/shm).',
    exit: 1,
    crate: { name: 'NotEnoughMemory', number: 4 },
  },
  NOT_FOUND: {
    cause: 'No mapping has this name in this namespace: the producer is not running, or it uses another namespace.',
    remedy: 'Start the producer, or look for the name with `sharedcam list`.',
    exit: 3,
    crate: { name: 'MMF_NotFound', number: 5 },
  },
  LOCK_CORRUPT: {
    cause: 'The lock word holds a value that no correct program writes.',
    remedy: 'Restart the producer, or release the lock with `sharedcam unlock NAME --force` when you are sure.',
    exit: 9,
    crate: { name: 'LockViolation', number: 6 },
  },
  LOCK_LOST: {
    cause: 'Somebody else changed the lock word while we held it, so the frame cannot be trusted and was dropped.',
    remedy: 'Find the program that forces the lock; the next frame is read as usual.',
    exit: 9,
    crate: { name: 'LockViolation', number: 6 },
  },
  TIMEOUT: {
    cause: 'The lock was not released in time: its holder is slow, stopped, or died inside its copy.',
    remedy:
      'Try again with a longer timeout; if the word never changes, `sharedcam unlock NAME` frees it where that is provably safe.',
    exit: 7,
    crate: { name: 'MaxTriesReached', number: 7 },
  },
  EXISTS: {
    cause: 'A mapping of this name exists already, perhaps of a producer that is still running.',
    remedy: 'Choose another name, or end the program that owns it; a stale one is removed with `sharedcam list --remove-stale`.',
    exit: 5,
  },
  SIZE_MISMATCH: {
    cause: 'The mapping holds fewer bytes than the layout needs: width, height or format differ from what the producer uses.',
    remedy: 'Correct the size or format to what the producer was started with.',
    exit: 6,
  },
  ACCESS_DENIED: {
    cause: 'The mapping belongs to another user and was not shared with this one.',
    remedy: 'Run as the same user, or let the creator share it (`--share users`).',
    exit: 4,
  },
  NOT_PRIVILEGED: {
    cause: 'Making it needs a privilege that this process does not hold.',
    remedy: 'Use the local namespace and ordinary pages, or run as a user that holds the privilege.',
    exit: 4,
  },
  UNSAFE_OWNER: {
    cause:
      'The object belongs to another user, or anybody may write to it, so somebody may have put it there to be opened by mistake.',
    remedy: 'Check who made it; open it all the same with `--trust`.',
    exit: 4,
  },
  WRONG_TYPE: {
    cause: 'Something of this name exists that is not a shared memory mapping.',
    remedy: 'Choose another name.',
    exit: 4,
  },
  NAME_INVALID: {
    cause:
      'A mapping name is 1 to 63 bytes of printable ASCII, prefix included, without "/" and "\\", no space at either end, and is not "." or "..".',
    remedy: 'Choose a name that follows this rule; names are never shortened.',
    exit: 2,
  },
  LAYOUT_INVALID: {
    cause: 'Width, height, stride, offset and format do not describe a frame.',
    remedy: 'Correct the number that the message names.',
    exit: 2,
  },
  FRAME_SIZE: {
    cause: 'The frame has another number of bytes than the mapping takes.',
    remedy: 'Send frames of exactly the payload size, or ask for short frames to be filled with zeros.',
    exit: 6,
  },
  SECOND_WRITER: {
    cause: 'Another publisher of this program writes to this mapping already; two would overwrite each other.',
    remedy: 'End the other publisher, or choose another name.',
    exit: 5,
  },
  VANISHED: {
    cause:
      'The memory behind the mapping was taken away: its owner truncated it, or the machine has no room left for pages that it never wrote.',
    remedy: 'Open the mapping again by its name; on Linux, look for room in /dev/shm.',
    exit: 6,
  },
  UNSTABLE_FRAME: {
    cause: 'A writer was at work during each attempt to look without the lock.',
    remedy: 'Try again, or read with the lock.',
    exit: 7,
  },
  CLOSED: {
    cause: 'The mapping was closed before.',
    remedy: 'Open it again.',
    exit: 1,
  },
  OUTDATED: {
    cause: 'What was planned or seen does not hold any more: something changed since, or it took too long.',
    remedy: 'Look again, and decide on what is there now.',
    exit: 1,
  },
  UNSUPPORTED: {
    cause: 'This platform, or this build, cannot do it.',
    remedy: 'See the message for what is missing.',
    exit: 1,
  },
  NATIVE_LIBRARY: {
    cause: 'The compiled part of the program (framelock) is missing or does not load: no C compiler was there at install time.',
    remedy: 'Install a C compiler (Debian: apt install build-essential) and run `npm run build:native`.',
    exit: 1,
  },
  SOURCE_FAILED: {
    cause: 'The picture source ended or could not be read.',
    remedy: 'Check that the file or address can be played, and that ffmpeg is installed.',
    exit: 1,
  },
  USAGE: {
    cause: 'The request has a value that is not allowed.',
    remedy: 'Correct the value that the message names.',
    exit: 2,
  },
  OS_ERROR: {
    cause: 'The operating system refused the call.',
    remedy: 'See the number for the reason.',
    exit: 1,
    crate: { name: 'OS_Err', number: 254 },
  },
  GENERAL_FAILURE: {
    cause: 'This was not foreseen.',
    remedy: 'Please report it with the message.',
    exit: 1,
    crate: { name: 'GeneralFailure', number: 253 },
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_KINDS, value);
}
