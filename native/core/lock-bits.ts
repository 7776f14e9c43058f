import { READERS_MASK, UNINITIALISED_MASK, WRITER_BIT } from './lock-word.ts';

export interface LockField {
  readonly name: 'writer' | 'reserved' | 'readers';
  /** Bit numbers, highest first. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly meaning: string;
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

function writerMeaning(writer: boolean, uninitialised: boolean): string {
  if (uninitialised) return 'part of the mark "not initialised"';
  return writer ? 'a writer holds the lock' : 'no writer';
}

function reservedMeaning(value: number, uninitialised: boolean): string {
  if (uninitialised) return 'all ones together with bit 31: not initialised';
  return value === 0 ? 'zero, as it must be' : 'must be zero or, with bit 31, all ones: no correct program writes this';
}

function readersMeaning(readers: number, uninitialised: boolean): string {
  if (uninitialised) return 'without meaning until it is initialised';
  if (readers === 0) return 'nobody copies out';
  return readers === 1 ? '1 reader copies out' : `${readers} readers copy out`;
}
