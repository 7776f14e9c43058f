/** What making a mapping would meet, found out without making it. */

import type { Check } from '../../core/check.ts';
import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError, toErrorReport } from '../../core/errors.ts';
import { checkLayoutFits, type FrameLayout } from '../../core/layout.ts';
import { type MappingSize, mappingSize, spareBytes } from '../../core/mapping-size.ts';
import type { MappingName, Namespace } from '../../core/names.ts';
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

function ok(id: string, title: string, text: string): Check {
  return { id, title, level: 'ok', text };
}

function refusal(id: string, title: string, error: unknown): Check {
  const { message, remedy } = toErrorReport(error);
  return { id, title, level: 'refusal', text: message, remedy };
}

function checkName(os: PreflightBackend, { name, namespace }: Wish): { name?: MappingName; check: Check } {
  try {
    const full = os.name(name, namespace);
    return {
      name: full,
      check: ok('name', 'Name', `The system will know it as "${full.osName}" (${full.osName.length} of 63 bytes).`),
    };
  } catch (error) {
    return { check: refusal('name', 'Name', error) };
  }
}

function checkUse(os: PreflightBackend, name: MappingName): Check {
  const title = 'Name in use';
  try {
    const section = os.openSection(name, { access: 'observe', trust: true });
    try {
      const { holders, complete } = section.holders();
      const who = holders.map(({ pid, program }) => (pid > 0 ? `${program} (${pid})` : program)).join(', ');
      const bytes = section.realBytes();
      if (holders.length === 0 && complete && os.platform === 'posix')
        return {
          id: 'use',
          title,
          level: 'refusal',
          text: `A killed program left a mapping of ${bytesText(bytes)} under this name; nobody has it open.`,
          remedy: 'Remove it first: nothing is lost by it.',
        };
      return {
        id: 'use',
        title,
        level: 'refusal',
        text: `A mapping of ${bytesText(bytes)} has this name${who === '' ? '' : `, open in ${who}`}.`,
        remedy: 'Choose another name, resize that one, or end the programs that have it open.',
      };
    } finally {
      section.close();
    }
  } catch (error) {
    if (error instanceof SharedCameraError && error.code === 'NOT_FOUND') return ok('use', title, 'Nothing has this name.');
    return refusal('use', title, error);
  }
}

function checkNamespace(os: PreflightBackend, { namespace }: Wish): Check {
  const title = 'Namespace';
  if (namespace === 'global' && !os.privilege('global-names'))
    return {
      id: 'namespace',
      title,
      level: 'refusal',
      text: 'Making a global mapping needs the privilege to create global objects (SeCreateGlobalPrivilege), which this process does not hold.',
      remedy: 'Use the local namespace, or run as a service or as administrator. Opening a global mapping needs no privilege.',
    };
  const reach = {
    local: os.platform === 'win32' ? 'Seen by the programs of this session.' : 'Seen by the programs of this user.',
    global: os.platform === 'win32' ? 'Seen by the programs of all sessions.' : 'Has the same name for every user.',
    custom: 'The name is used exactly as it is typed.',
  }[namespace];
  return ok('namespace', title, reach);
}

function checkSize(os: PreflightBackend, { payloadBytes, trailer, largePages }: Wish): { size?: MappingSize; check: Check } {
  try {
    const pageBytes = largePages && os.largePageBytes > 0 ? os.largePageBytes : os.pageBytes;
    const size = mappingSize({ payloadBytes, pageBytes, trailer });
    const text = `${groupDigits(size.pages)} pages of ${bytesText(pageBytes)} are ${bytesText(size.realBytes)}: ${groupDigits(size.peerBytes)} for peers, ${groupDigits(size.wastedBytes)} by rounding.`;
    return { size, check: ok('size', 'Size', text) };
  } catch (error) {
    return { check: refusal('size', 'Size', error) };
  }
}

/** Below this share of what is left, nothing else has room. */
const TIGHT = 0.8;

function checkRoom(os: PreflightBackend, { realBytes }: MappingSize): Check {
  const { freeBytes, totalBytes, place } = os.room();
  const title = 'Memory left';
  if (freeBytes === undefined)
    return { id: 'room', title, level: 'warning', text: `The system does not tell how much of ${place} is left.` };
  const text = `${bytesText(realBytes)} are needed, ${groupDigits(freeBytes)} of ${totalBytes === undefined ? '?' : groupDigits(totalBytes)} are left (${place}).`;
  if (realBytes > freeBytes)
    return { id: 'room', title, level: 'refusal', text, remedy: 'Ask for fewer bytes, or free memory there.' };
  if (realBytes > TIGHT * freeBytes)
    return { id: 'room', title, level: 'warning', text, remedy: 'Little is left for others then.' };
  return ok('room', title, text);
}

/** A 32-bit process has 2 GiB of addresses, and programs and libraries lie scattered in them. */
const SMALL_PEER_BYTES = 512 * 1024 ** 2;

function checkSmallPeers({ realBytes }: MappingSize): Check {
  const title = '32-bit peers';
  if (realBytes <= SMALL_PEER_BYTES) return ok('peers', title, 'Programs of 32 bit can map it too.');
  const text =
    realBytes >= 2 ** 31
      ? `A 32-bit program cannot map ${bytesText(realBytes)}: its addresses end at 2 GiB.`
      : `A 32-bit program may not find ${bytesText(realBytes)} of free addresses in one piece.`;
  return { id: 'peers', title, level: 'warning', text, remedy: 'Use 64-bit programs, or a smaller picture.' };
}

function checkLargePages(os: PreflightBackend): Check {
  const title = 'Large pages';
  const remedy = 'Leave the option out: ordinary pages do for every camera.';
  if (os.largePageBytes === 0)
    return {
      id: 'large-pages',
      title,
      level: 'refusal',
      text: 'This system has no large pages for single mappings (minimum 0).',
      remedy,
    };
  if (!os.privilege('large-pages'))
    return {
      id: 'large-pages',
      title,
      level: 'refusal',
      text: 'They need the privilege "Lock pages in memory" (SeLockMemoryPrivilege), which this process does not hold.',
      remedy: `Grant it (secpol.msc, Local Policies, User Rights Assignment) and log on again. ${remedy}`,
    };
  const text = `Pages of ${bytesText(os.largePageBytes)}, never swapped out. A peer that maps payload + 4 bytes cannot open them.`;
  return { id: 'large-pages', title, level: 'warning', text, remedy };
}

function checkShare({ share }: Wish): Check {
  const title = 'Who may open it';
  if (share === 'private') return ok('share', title, 'Only programs of this user, and the administrator.');
  return {
    id: 'share',
    title,
    level: 'warning',
    text: 'Every user of this machine may read and overwrite the picture, the lock word and all bytes behind the payload.',
    remedy: 'Share it only where producer and viewers run as different users.',
  };
}

function checkLayout(layout: FrameLayout, payloadBytes: number): Check {
  const title = 'Picture';
  try {
    checkLayoutFits(layout, payloadBytes);
    const spare = spareBytes(layout, payloadBytes);
    const { width, height, format } = layout;
    const rest = spare === 0 ? 'exactly' : `with ${bytesText(spare)} to spare`;
    return ok('layout', title, `${width} x ${height} ${format} fits ${rest}.`);
  } catch (error) {
    return refusal('layout', title, error);
  }
}
