/**
 * The 32-bit lock word at offset 0 of every mapping, as the crate WinMMF 0.4 defines it:
 * bit 31 = a writer holds the lock; bits 24-31 all ones = not initialised; bits 0-23 = readers that are copying right now.
 */
export const WRITER_BIT = 0x8000_0000;
export const UNINITIALISED_MASK = 0xff00_0000;
export const READERS_MASK = 0x00ff_ffff;
export const MAX_READERS = READERS_MASK;
/** Bytes that the lock word takes in front of the payload. */
export const LOCK_BYTES = 4;

export type LockState = 'free' | 'reading' | 'writing' | 'uninitialised' | 'corrupt';

export interface LockWord {
  /** Eight lower-case hex digits. */
  readonly word: string;
  readonly state: LockState;
  readonly readers: number;
}

/** Decodes a raw lock word (unsigned 32 bit). Never throws: any value has a state. */
export function decodeLockWord(raw: number): LockWord {
  const value = raw >>> 0;
  return { word: formatLockWord(value), state: lockState(value), readers: value & READERS_MASK };
}

export function formatLockWord(raw: number): string {
  return (raw >>> 0).toString(16).padStart(8, '0');
}

function lockState(value: number): LockState {
  const top = (value & UNINITIALISED_MASK) >>> 0;
  const readers = value & READERS_MASK;
  if (top === UNINITIALISED_MASK) return 'uninitialised';
  if (top === WRITER_BIT) return readers === 0 ? 'writing' : 'corrupt';
  if (top !== 0) return 'corrupt';
  return readers === 0 ? 'free' : 'reading';
}
