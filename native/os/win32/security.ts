import koffi from 'koffi';
import { SharedCameraError } from '../../core/errors.ts';
import type { MappingName } from '../../core/names.ts';
import type { Sharing } from '../os-backend.ts';
import { shareOf } from './access-list.ts';
import { advapi32 } from './advapi32.ts';
import { ERROR_NOT_ALL_ASSIGNED, READ_CONTROL } from './constants.ts';
import { winFailure } from './failure.ts';
import { kernel32 } from './kernel32.ts';
import { TOKEN_ADJUST_PRIVILEGES, TOKEN_QUERY, withToken, withUserOf } from './tokens.ts';

/**
 * Protected lists, never an empty one: `private` is for this user and the system. `users` adds everybody who logged on (AU), with all
 * rights, because existing peers open with FILE_MAP_ALL_ACCESS and would be refused with fewer. The user is named as the owner, because
 * otherwise what an administrator makes belongs to the group of all administrators.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
function accessList(share: 'private' | 'users'): string {
  const user = withCurrentUser(sidText);
  if (user === undefined) throw new SharedCameraError('OS_ERROR', 'Windows does not tell which user runs this program.');
  return `O:${user}D:P(A;;GA;;;${user})(A;;GA;;;SY)${share === 'users' ? '(A;;GA;;;AU)' : ''}`;
}

const SDDL_REVISION = 1;

/** Calls `use` with a SECURITY_ATTRIBUTES for a new object whose handle is not inherited. */
export function withSecurity<T>(share: 'private' | 'users', use: (attributes: Uint8Array) => T): T {
  const descriptor = new BigUint64Array(1);
  const out = new Uint8Array(descriptor.buffer);
  const call = 'ConvertStringSecurityDescriptorToSecurityDescriptorW';
  if (!advapi32()[call](accessList(share), SDDL_REVISION, out, null))
    throw winFailure('OS_ERROR', call, kernel32().GetLastError(), 'The access list of the mapping cannot be made');
  const memory = descriptor[0] ?? 0n;
  try {
    const attributes = new DataView(new ArrayBuffer(24));
    attributes.setUint32(0, 24, true);
    attributes.setBigUint64(8, memory, true);
    return use(new Uint8Array(attributes.buffer));
  } finally {
    kernel32().LocalFree(memory);
  }
}

const SE_KERNEL_OBJECT = 6;
const OWNER = 1;
const DACL = 4;
/** https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-well_known_sid_type: the system, and the administrators. */
const TRUSTED_OWNERS = [22, 26];

/**
 * Throws UNSAFE_OWNER for a section of another ordinary user, or one without any access list. Services and administrators are trusted: the
 * published capture service is one. Where even the owner may not be read, the access that was granted has to do.
 */
export function checkOwner(name: MappingName): void {
  withDescriptor(name, ({ owner, dacl }) => {
    // Neither: Wine, which gives objects no descriptor unless one is asked for.
    if (owner === 0n) return;
    if (dacl === 0n)
      throw new SharedCameraError('UNSAFE_OWNER', `"${name.osName}" has no access list: everybody may do anything with it.`);
    const trusted = isCurrentUser(owner) || TRUSTED_OWNERS.some((kind) => advapi32().IsWellKnownSid(owner, kind));
    if (!trusted) throw new SharedCameraError('UNSAFE_OWNER', `"${name.osName}" belongs to another user.`);
  });
}

/** Who may open it, by the accounts that its access list names. */
export function sharingOf(name: MappingName): Sharing {
  const found = withDescriptor<Sharing>(name, ({ owner, dacl, descriptor }) => {
    if (owner === 0n) return UNKNOWN;
    const whose = isCurrentUser(owner) ? process.env['USERNAME'] : undefined;
    const user = whose ?? sidText(owner);
    if (dacl === 0n) return { share: 'everybody', owner: user };
    const list = descriptorText(descriptor);
    if (list === undefined) return { share: 'unknown', owner: user };
    return { share: shareOf(list), owner: user };
  });
  return found ?? UNKNOWN;
}

const UNKNOWN: Sharing = { share: 'unknown', owner: undefined };

function descriptorText(descriptor: bigint): string | undefined {
  const out = new BigUint64Array(1);
  const bytes = new Uint8Array(out.buffer);
  const call = 'ConvertSecurityDescriptorToStringSecurityDescriptorW';
  if (!advapi32()[call](descriptor, SDDL_REVISION, DACL, bytes, null)) return undefined;
  return takeText(out[0] ?? 0n);
}

interface Descriptor {
  readonly owner: bigint;
  readonly dacl: bigint;
  readonly descriptor: bigint;
}

/** Undefined where it may not be read. */
function withDescriptor<T>(name: MappingName, use: (found: Descriptor) => T): T | undefined {
  const handle = kernel32().OpenFileMappingW(READ_CONTROL, 0, name.osName);
  if (handle === 0n) return undefined;
  const found = new BigUint64Array(3);
  const part = (index: number) => new Uint8Array(found.buffer, index * 8, 8);
  try {
    if (advapi32().GetSecurityInfo(handle, SE_KERNEL_OBJECT, OWNER | DACL, part(0), null, part(1), null, part(2)) !== 0)
      return undefined;
    const [owner = 0n, dacl = 0n, descriptor = 0n] = found;
    return use({ owner, dacl, descriptor });
  } finally {
    if (found[2]) kernel32().LocalFree(found[2]);
    kernel32().CloseHandle(handle);
  }
}

function isCurrentUser(sid: bigint): boolean {
  return withCurrentUser((own) => advapi32().EqualSid(own, sid) !== 0) ?? false;
}

function withCurrentUser<T>(use: (sid: bigint) => T): T | undefined {
  return withUserOf(kernel32().GetCurrentProcess(), use);
}

function sidText(sid: bigint): string | undefined {
  const out = new BigUint64Array(1);
  if (!advapi32().ConvertSidToStringSidW(sid, new Uint8Array(out.buffer))) return undefined;
  return takeText(out[0] ?? 0n);
}

function takeText(memory: bigint): string {
  const text = koffi.decode.string16(memory);
  kernel32().LocalFree(memory);
  return text;
}

/** Turns on a privilege that the process holds. False where it does not hold it. */
export function enablePrivilege(name: string): boolean {
  const enabled = withToken(kernel32().GetCurrentProcess(), TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES, (token) => {
    // TOKEN_PRIVILEGES with one entry: count, LUID, attributes (2 = enabled).
    const state = new Uint8Array(16);
    const view = new DataView(state.buffer);
    if (!advapi32().LookupPrivilegeValueW(null, name, state.subarray(4, 12))) return false;
    view.setUint32(0, 1, true);
    view.setUint32(12, 2, true);
    kernel32().SetLastError(0);
    const adjusted = advapi32().AdjustTokenPrivileges(token, 0, state, 0, null, null);
    return adjusted !== 0 && kernel32().GetLastError() !== ERROR_NOT_ALL_ASSIGNED;
  });
  return enabled ?? false;
}
