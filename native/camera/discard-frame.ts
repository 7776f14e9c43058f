import { LOCK_BYTES } from '../core/lock-word.ts';
import { discarded } from '../core/trailer.ts';
import { loadFramelock } from '../os/framelock.ts';
import { getOsBackend } from '../os/index.ts';
import type { Section } from '../os/os-backend.ts';
import { mapViews, unmapAll } from './mapped-views.ts';
import { peekTrailerOf, trailerBytes } from './trailers.ts';

const NO_BYTES = new Uint8Array(0);

/**
 * Empties a payload that a dead writer left half written, and says so in the trailer. Only while that writer's lock still keeps everybody
 * out: nothing here takes it. The section is mapped anew, because readers have their payload mapped read-only.
 */
export function discardFrame(section: Section): void {
  const os = getOsBackend();
  const trailer = peekTrailerOf(os, section);
  const payloadBytes = trailer?.payloadBytes ?? section.realBytes() - LOCK_BYTES;
  const { native, views } = mapViews(os, section, payloadBytes, 'write');
  try {
    loadFramelock().copyIn(native, NO_BYTES, { zeroTail: true, ...(trailer && { trailer: trailerBytes(discarded(trailer)) }) });
  } finally {
    unmapAll(views);
  }
}
