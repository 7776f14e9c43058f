import { bytesText, groupDigits } from '../core/digits.ts';
import { SharedCameraError } from '../core/errors.ts';
import { LOCK_BYTES } from '../core/lock-word.ts';
import { minimumSectionBytes, roundUp } from '../core/sizes.ts';
import { TRAILER_BYTES } from '../core/trailer.ts';
import type { NativeView } from '../os/framelock.ts';
import type { OsBackend, Section, View } from '../os/os-backend.ts';

export type Access = 'observe' | 'read' | 'write';

/** The views of one section that a mapping works with. */
export interface MappedViews {
  readonly native: NativeView;
  readonly views: readonly View[];
}

/** Where a trailer would lie, or undefined where the section cannot have one: the native part reads its numbers in one piece. */
export function trailerOffset(realBytes: number): number | undefined {
  const offset = realBytes - TRAILER_BYTES;
  return offset >= LOCK_BYTES && offset % 8 === 0 ? offset : undefined;
}

/**
 * Writers map everything writable, observers nothing. Readers have to write to the lock word and to nothing else: for them the first
 * allocation unit is mapped a second time, writable, and all that lies behind the word is reached through a read-only view.
 */
export function mapViews(os: OsBackend, section: Section, payloadBytes: number, access: Access): MappedViews {
  const realBytes = section.realBytes();
  const need = minimumSectionBytes(payloadBytes);
  if (need > realBytes) throw sizeMismatch(section, realBytes, need);
  const views: View[] = [];
  const map = (offset: number, bytes: number, rights: 'read' | 'write') => {
    const view = section.mapView(offset, bytes, rights);
    views.push(view);
    return view.address;
  };
  try {
    const rights = access === 'write' ? 'write' : 'read';
    const offset = trailerOffset(realBytes);
    // One view up to the trailer, unless only a part of a larger section is wanted.
    const whole = offset !== undefined && realBytes - need <= 2 * os.allocationGranularity;
    const base = map(0, whole ? realBytes : need, rights);
    const word = access === 'read' ? map(0, Math.min(os.allocationGranularity, realBytes), 'write') : base;
    const trailer = offset === undefined ? 0n : whole ? base + BigInt(offset) : mapTail(os, offset, realBytes, rights, map);
    return { native: { word, payload: base + BigInt(LOCK_BYTES), payloadBytes, trailer }, views };
  } catch (error) {
    unmapAll(views);
    throw error;
  }
}

function mapTail(
  os: OsBackend,
  offset: number,
  realBytes: number,
  rights: 'read' | 'write',
  map: (offset: number, bytes: number, rights: 'read' | 'write') => bigint,
): bigint {
  const start = roundUp(offset + 1, os.allocationGranularity) - os.allocationGranularity;
  return map(start, realBytes - start, rights) + BigInt(offset - start);
}

export function unmapAll(views: readonly View[]): void {
  for (const view of views) view.unmap();
}

/** Of bytes, lock word included. */
export function sizeMismatch(section: Section, have: number, need: number): SharedCameraError {
  const payload = need - LOCK_BYTES;
  return new SharedCameraError(
    'SIZE_MISMATCH',
    `"${section.name.name}" has ${bytesText(have)}, ${groupDigits(need)} are needed for a payload of ${groupDigits(payload)}: ${groupDigits(need - have)} are missing.`,
    { details: { have, need, missing: need - have } },
  );
}
