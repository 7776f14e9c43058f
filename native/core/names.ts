import { SharedCameraError } from './errors.ts';
import { type Sentence, say } from './sentences/sentence.ts';

/**
 * Every name that the operating system sees is built and parsed here.
 * Windows: `Local\NAME`, `Global\NAME`, or a custom full name; prefixes are case sensitive. The crate WinMMF cuts a full name at
 * 63 bytes and uses the ANSI calls, so 63 bytes of printable ASCII is the rule for all. POSIX: shm_open objects.
 */
export type Namespace = 'local' | 'global' | 'custom';
export const NAMESPACES: readonly Namespace[] = ['local', 'global', 'custom'];
export type NamePlatform = 'win32' | 'posix';

export const MAX_NAME_BYTES = 63;
const POSIX_PREFIX = '/shmcam.';

export interface MappingName {
  readonly name: string;
  readonly namespace: Namespace;
  /** What the operating system sees: `Local\cam`, `/shmcam.local.1000.cam` … */
  readonly osName: string;
}

/** Validates and builds a name; throws NAME_INVALID with the rule that was broken. `uid` is used on POSIX only. */
export function mappingName(name: string, namespace: Namespace, platform: NamePlatform, uid: number): MappingName {
  const problem = nameProblem(name);
  if (problem) throw invalid(name, problem);
  const osName = platform === 'win32' ? windowsName(name, namespace) : posixName(name, namespace, uid);
  if (osName.length > MAX_NAME_BYTES)
    throw invalid(name, say('limits.nameLongPrefix', { full: osName, have: osName.length, most: MAX_NAME_BYTES }));
  return { name, namespace, osName };
}

/** Whether `name` keeps the rule, prefix aside: what a list or a peer hands us is asked this before it is looked for. */
export function isMappingName(name: string): boolean {
  return nameProblem(name) === undefined;
}

/** The rule that `name` breaks. */
function nameProblem(name: string): Sentence | undefined {
  if (name.length === 0) return say('limits.nameEmpty');
  if (name.length > MAX_NAME_BYTES) return say('limits.nameLong', { have: name.length, most: MAX_NAME_BYTES });
  const bad = /[^\x20-\x7e]/u.exec(name);
  if (bad) return say('limits.nameAscii', { place: bad.index + 1 });
  if (name.includes('\\')) return say('limits.nameBackslash');
  if (name.includes('/')) return say('limits.nameSlash');
  if (name === '.' || name === '..') return say('limits.nameFolder');
  return name === name.trim() ? undefined : say('limits.nameSpace');
}

function invalid(name: string, rule: Sentence): SharedCameraError {
  // Control characters must not reach a terminal, nor half a page of text.
  const shown = name.replace(/\p{Cc}/gu, '\ufffd').slice(0, MAX_NAME_BYTES + 1);
  return new SharedCameraError('NAME_INVALID', say('limits.name', { name: shown, rule }), { details: { name: shown } });
}

function windowsName(name: string, namespace: Namespace): string {
  if (namespace === 'custom') return name;
  return namespace === 'local' ? `Local\\${name}` : `Global\\${name}`;
}

function posixName(name: string, namespace: Namespace, uid: number): string {
  if (namespace === 'custom') return `/${name}`;
  return namespace === 'local' ? `${POSIX_PREFIX}local.${uid}.${name}` : `${POSIX_PREFIX}global.${name}`;
}

/** The name behind an operating system name, or undefined where no valid name of ours can be meant (other users' local names too). */
export function parseOsName(osName: string, platform: NamePlatform, uid: number): MappingName | undefined {
  const candidates: [Namespace, string][] =
    platform === 'win32'
      ? [
          ['local', 'Local\\'],
          ['global', 'Global\\'],
          ['custom', ''],
        ]
      : [
          ['local', `${POSIX_PREFIX}local.${uid}.`],
          ['global', `${POSIX_PREFIX}global.`],
          ['custom', '/'],
        ];
  const match = candidates.find(([, prefix]) => osName.startsWith(prefix));
  if (!match || (match[0] === 'custom' && osName.startsWith(POSIX_PREFIX))) return undefined;
  try {
    return mappingName(osName.slice(match[1].length), match[0], platform, uid);
  } catch {
    return undefined;
  }
}
