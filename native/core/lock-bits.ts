import { READERS_MASK, UNINITIALISED_MASK, WRITER_BIT } from './lock-word.ts';

/**
 * What a field says: mark, allOnes, without (parts of "not initialised") · writer, noWriter · zero, mustBeZero (no correct program writes
 * anything else there) · nobody, readers (as many as the value copy out).
 */
export type LockFieldMeaning =
  | 'mark'
  | 'allOnes'
  | 'without'
  | 'writer'
  | 'noWriter'
  | 'zero'
  | 'mustBeZero'
  | 'nobody'
  | 'readers';

export interface LockField {
  readonly name: 'writer' | 'reserved' | 'readers';
  /** Bit numbers, highest first. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly meaning: LockFieldMeaning;
}

/** The lock word field by field, with what each value means. */
export function lockFields(raw: number): readonly LockField[] {
  const word = raw >>> 0;
  const readers = word & READERS_MASK;
  const uninitialised = (word & UNINITIALISED_MASK) >>> 0 === UNINITIALISED_MASK;
  const writer = (word & WRITER_BIT) !== 0;
  const reserved = (word >>> 24) & 0x7f;
  return [
    { name: 'writer', from: 31, to: 31, value: writer ? 1 : 0, meaning: writerMeaning(writer, uninitialised) },
    { name: 'reserved', from: 30, to: 24, value: reserved, meaning: reservedMeaning(reserved, uninitialised) },
    { name: 'readers', from: 23, to: 0, value: readers, meaning: readersMeaning(readers, uninitialised) },
  ];
}

function writerMeaning(writer: boolean, uninitialised: boolean): LockFieldMeaning {
  if (uninitialised) return 'mark';
  return writer ? 'writer' : 'noWriter';
}

function reservedMeaning(value: number, uninitialised: boolean): LockFieldMeaning {
  if (uninitialised) return 'allOnes';
  return value === 0 ? 'zero' : 'mustBeZero';
}

function readersMeaning(readers: number, uninitialised: boolean): LockFieldMeaning {
  if (uninitialised) return 'without';
  return readers === 0 ? 'nobody' : 'readers';
}
