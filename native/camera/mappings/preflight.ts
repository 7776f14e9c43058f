/** What making a mapping would meet, found out without making it. */

import { type Check, checkOf, passed, refusedBy } from '../../core/check.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { checkLayoutFits, type FrameLayout, pictureWords } from '../../core/layout.ts';
import { type MappingSize, mappingSize, spareBytes } from '../../core/mapping-size.ts';
import { MAX_NAME_BYTES, type MappingName, type Namespace } from '../../core/names.ts';
import { say } from '../../core/sentences/sentence.ts';
import { TRAILER_BYTES } from '../../core/trailer.ts';
import type { OsBackend } from '../../os/os-backend.ts';

export interface Wish {
  readonly name: string;
  readonly namespace: Namespace;
  readonly payloadBytes: number;
  readonly share: 'private' | 'users';
  readonly largePages: boolean;
  readonly trailer: boolean;
  readonly layout: FrameLayout | null;
}

export interface PreflightResult {
  readonly checks: readonly Check[];
  readonly name: MappingName | undefined;
  readonly size: MappingSize | undefined;
}

export type PreflightBackend = Pick<
  OsBackend,
  'platform' | 'pageBytes' | 'largePageBytes' | 'name' | 'openSection' | 'room' | 'privilege'
>;

export function preflight(os: PreflightBackend, wish: Wish): PreflightResult {
  const { name, check: nameCheck } = checkName(os, wish);
  const { size, check: sizeCheck } = checkSize(os, wish);
  const checks = [
    nameCheck,
    ...(name ? [checkUse(os, name)] : []),
    checkNamespace(os, wish),
    sizeCheck,
    ...(size ? [checkRoom(os, size), checkSmallPeers(size)] : []),
    ...(wish.largePages ? [checkLargePages(os)] : []),
    checkShare(wish),
    ...(wish.layout ? [checkLayout(wish.layout, wish.payloadBytes)] : []),
  ];
  return { checks, name, size };
}

function checkName(os: PreflightBackend, { name, namespace }: Wish): { name?: MappingName; check: Check } {
  try {
    const full = os.name(name, namespace);
    const { osName } = full;
    const text = say('checks.name', { name: osName, bytes: osName.length, most: MAX_NAME_BYTES });
    return { name: full, check: passed('name', text) };
  } catch (error) {
    return { check: refusedBy('name', error) };
  }
}

function checkUse(os: PreflightBackend, name: MappingName): Check {
  try {
    const section = os.openSection(name, { access: 'observe', trust: true });
    try {
      const { holders, complete } = section.holders();
      const who = holders.map(({ pid, program }) => (pid > 0 ? `${program} (${pid})` : program)).join(', ');
      const bytes = section.realBytes();
      if (holders.length === 0 && complete && os.platform === 'posix')
        return checkOf('use', 'refusal', say('checks.leftBehind', { bytes }), say('checks.removeFirst'));
      const text = who === '' ? say('checks.inUse', { bytes }) : say('checks.inUseBy', { bytes, who });
      return checkOf('use', 'refusal', text, say('checks.chooseAnother'));
    } finally {
      section.close();
    }
  } catch (error) {
    if (error instanceof SharedCameraError && error.code === 'NOT_FOUND') return passed('use', say('checks.nameFree'));
    return refusedBy('use', error);
  }
}

function checkNamespace(os: PreflightBackend, { namespace }: Wish): Check {
  if (namespace === 'global' && !os.privilege('global-names'))
    return checkOf('namespace', 'refusal', say('checks.globalPrivilege'), say('checks.globalRemedy'));
  const windows = os.platform === 'win32';
  const reach = {
    local: windows ? 'checks.localSession' : 'checks.localUser',
    global: windows ? 'checks.globalSessions' : 'checks.globalUsers',
    custom: 'checks.customName',
  } as const;
  return passed('namespace', say(reach[namespace]));
}

function checkSize(os: PreflightBackend, { payloadBytes, trailer, largePages }: Wish): { size?: MappingSize; check: Check } {
  try {
    const page = largePages && os.largePageBytes > 0 ? os.largePageBytes : os.pageBytes;
    const size = mappingSize({ payloadBytes, pageBytes: page, trailer });
    const { pages, realBytes: real, peerBytes: peer, wastedBytes: wasted } = size;
    const parts = { pages, page, real, peer, wasted };
    const text = trailer ? say('checks.sizeWithTrailer', { ...parts, trailer: TRAILER_BYTES }) : say('checks.size', parts);
    return { size, check: passed('size', text) };
  } catch (error) {
    return { check: refusedBy('size', error) };
  }
}

/** Below this share of what is left, nothing else has room. */
const TIGHT = 0.8;

function checkRoom(os: PreflightBackend, { realBytes }: MappingSize): Check {
  const { freeBytes, totalBytes, place } = os.room();
  if (freeBytes === undefined) return checkOf('room', 'warning', say('checks.roomUnknown', { place }));
  const text = say('checks.room', { need: realBytes, free: freeBytes, total: totalBytes ?? '?', place });
  if (realBytes > freeBytes) return checkOf('room', 'refusal', text, say('checks.roomTooSmall'));
  if (realBytes > TIGHT * freeBytes) return checkOf('room', 'warning', text, say('checks.roomTight'));
  return passed('room', text);
}

/** A 32-bit process has 2 GiB of addresses, and programs and libraries lie scattered in them. */
const SMALL_PEER_BYTES = 512 * 1024 ** 2;

function checkSmallPeers({ realBytes }: MappingSize): Check {
  if (realBytes <= SMALL_PEER_BYTES) return passed('peers', say('checks.peersFine'));
  const text = say(realBytes >= 2 ** 31 ? 'checks.peersCannot' : 'checks.peersMayNot', { bytes: realBytes });
  return checkOf('peers', 'warning', text, say('checks.peersRemedy'));
}

function checkLargePages(os: PreflightBackend): Check {
  const bytes = os.largePageBytes;
  if (bytes === 0) return checkOf('large-pages', 'refusal', say('checks.noLargePages'), say('checks.largePagesOut'));
  if (!os.privilege('large-pages'))
    return checkOf('large-pages', 'refusal', say('checks.largePagesPrivilege'), say('checks.largePagesGrant'));
  return checkOf('large-pages', 'warning', say('checks.largePages', { bytes }), say('checks.largePagesOut'));
}

function checkShare({ share }: Wish): Check {
  if (share === 'private') return passed('share', say('checks.sharePrivate'));
  return checkOf('share', 'warning', say('checks.shareUsers'), say('checks.shareRemedy'));
}

function checkLayout(layout: FrameLayout, payloadBytes: number): Check {
  try {
    checkLayoutFits(layout, payloadBytes);
    const spare = spareBytes(layout, payloadBytes);
    const picture = pictureWords(layout);
    return passed(
      'layout',
      spare === 0 ? say('checks.fitsExactly', { picture }) : say('checks.fitsWithSpare', { picture, spare }),
    );
  } catch (error) {
    return refusedBy('layout', error);
  }
}
