import type { Mapping } from '../../../../backend/contract.ts';
import { verbatim } from '../../../../native/core/sentences/sentence.ts';

/** A foreign mapping of 1024 x 576 RGB24 that nobody describes. */
export function sampleMapping(name: string, changed: Partial<Mapping> = {}): Mapping {
  return {
    id: `local:${name}`,
    name,
    namespace: 'local',
    osName: `/shmcam.local.1000.${name}`,
    foundBy: ['os'],
    error: null,
    payloadBytes: null,
    payloadFrom: null,
    realBytes: 1_773_568,
    slackBytes: null,
    pages: 433,
    pageBytes: 4096,
    largePages: false,
    madeAt: null,
    lock: { word: '00000000', state: 'free', readers: 0 },
    lockSince: null,
    verdict: 'free',
    trailer: null,
    trailerMissing: verbatim('no trailer'),
    writer: { fps: null, from: null, lastFrameAt: null, pid: null, claimed: false },
    share: 'private',
    owner: 'operator',
    holders: { list: [], complete: true, reason: null },
    held: false,
    stale: false,
    ...changed,
  };
}
