/** From what the native part tells to what the contract promises. */
import type { SeenMapping } from '../native/camera/mappings/overview.ts';
import { type FrameLayout, layoutBytes } from '../native/core/layout.ts';
import { LOCK_BYTES } from '../native/core/lock-word.ts';
import { say } from '../native/core/sentences/sentence.ts';
import { TRAILER_BYTES } from '../native/core/trailer.ts';
import type { HolderReport } from '../native/os/os-backend.ts';
import { idOf } from './camera-service.ts';
import type { Mapping, MappingHolders } from './contract-mappings.ts';

export function holdersOf({ holders, complete, reason }: HolderReport): MappingHolders {
  return { list: holders, complete, reason: reason ?? (complete ? null : say('holders.notTold')) };
}

export interface Surroundings {
  readonly pageBytes: number;
  readonly held: boolean;
  readonly remembered: boolean;
  /** The one that was typed for it. */
  readonly layout: FrameLayout | undefined;
}

export function mappingOf(
  { name, foundBy, facts, error }: SeenMapping,
  { pageBytes, held, remembered, layout }: Surroundings,
): Mapping {
  const found = foundBy.filter((by) => by !== 'remembered' || remembered);
  const base = {
    id: idOf(name.name, name.namespace),
    ...name,
    foundBy: held ? ([...found, 'held'] as const) : found,
    pageBytes,
    held,
  };
  if (!facts) return { ...base, ...EMPTY, error: error ?? null };
  const { realBytes, trailer, holders, sharing } = facts;
  const typed = facts.payloadBytes === null && layout ? Math.min(layoutBytes(layout), realBytes - LOCK_BYTES) : null;
  const payloadBytes = facts.payloadBytes ?? typed;
  const behind = payloadBytes === null ? null : realBytes - LOCK_BYTES - payloadBytes - (trailer ? TRAILER_BYTES : 0);
  return {
    ...base,
    error: null,
    payloadBytes,
    payloadFrom: facts.payloadBytes !== null ? 'trailer' : typed !== null ? 'layout' : null,
    realBytes,
    slackBytes: behind === null ? null : Math.max(0, behind),
    pages: Math.ceil(realBytes / pageBytes),
    largePages: facts.largePages,
    madeAt: facts.madeAt,
    lock: facts.lock,
    lockSince: facts.lockSince,
    verdict: facts.verdict,
    trailer,
    trailerMissing: facts.trailerMissing,
    writer: facts.writer,
    share: sharing.share,
    owner: sharing.owner ?? null,
    holders: holdersOf(holders),
    stale: facts.stale && !held,
  };
}

const EMPTY = {
  payloadBytes: null,
  payloadFrom: null,
  realBytes: null,
  slackBytes: null,
  pages: null,
  largePages: null,
  madeAt: null,
  lock: null,
  lockSince: null,
  verdict: 'unreachable',
  trailer: null,
  trailerMissing: null,
  writer: { fps: null, from: null, lastFrameAt: null, pid: null, claimed: false },
  share: 'unknown',
  owner: null,
  holders: { list: [], complete: false, reason: say('holders.notOpened') },
  stale: false,
} as const;
