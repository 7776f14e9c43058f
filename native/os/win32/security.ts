import koffi from 'koffi';
import { SharedCameraError } from '../../core/errors.ts';
import type { MappingName } from '../../core/names.ts';
import { advapi32 } from './advapi32.ts';
import { ERROR_NOT_ALL_ASSIGNED, READ_CONTROL } from './constants.ts';
import { winFailure } from './failure.ts';
import { type Handle, kernel32 } from './kernel32.ts';

/**
 * Protected lists, never an empty one: `private` is for the owner (OW) and the system. `users` adds everybody who logged on (AU), with all
 * rights, because existing peers open with FILE_MAP_ALL_ACCESS and would be refused with fewer.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
const SDDL = { private: 'D:P(A;;GA;;;OW)(A;;GA;;;SY)', users: 'D:P(A;;GA;;;OW)(A;;GA;;;SY)(A;;GA;;;AU)' } as const;
const SDDL_REVISION = 1;

/** Calls `use` with a SECURITY_ATTRIBUTES for a new object whose handle is not inherited. */
export function withSecurity<T>(share: keyof typeof SDDL, use: (attributes: Uint8Array) => T): T {
  const descriptor = new BigUint64Array(1);
  const out = new Uint8Array(descriptor.buffer);
  const call = 'ConvertStringSecurityDescriptorToSecurityDescriptorW';
  if (!advapi32()[call](SDDL[share], SDDL_REVISION, out, null))
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
const OWNER_AND_DACL = 1 | 4;
/** https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-well_known_sid_type: the system, and the administrators. */
const TRUSTED_OWNERS = [22, 26];

/**
 * Throws UNSAFE_OWNER for a section of another ordinary user, or one without any access list. Services and administrators are trusted: the
 * published capture service is one. Where even the owner may not be read, the access that was granted has to do.
 */
export function checkOwner(name: MappingName): void {
  const handle = kernel32().OpenFileMappingW(READ_CONTROL, 0, name.osName);
  if (handle === 0n) return;
  const found = new BigUint64Array(3);
  const part = (index: number) => new Uint8Array(found.buffer, index * 8, 8);
  try {
    if (advapi32().GetSecurityInfo(handle, SE_KERNEL_OBJECT, OWNER_AND_DACL, part(0), null, part(1), null, part(2)) !== 0) return;
    const [owner = 0n, dacl = 0n] = found;
    if (dacl === 0n)
      throw new SharedCameraError('UNSAFE_OWNER', `"${name.osName}" has no access list: everybody may do anything with it.`);
    const trusted = owner === 0n || isCurrentUser(owner) || TRUSTED_OWNERS.some((kind) => advapi32().IsWellKnownSid(owner, kind));
    if (!trusted) throw new SharedCameraError('UNSAFE_OWNER', `"${name.osName}" belongs to another user.`);
  } finally {
    if (found[2]) kernel32().LocalFree(found[2]);
    kernel32().CloseHandle(handle);
  }
}

const TOKEN_QUERY = 0x8;
const TOKEN_ADJUST_PRIVILEGES = 0x20;
const TOKEN_USER = 1;

function isCurrentUser(sid: bigint): boolean {
  return withToken(TOKEN_QUERY, (token) => {
    // TOKEN_USER: the address of the SID, which follows in the same buffer.
    const information = new Uint8Array(256);
    const returned = new Uint8Array(4);
    if (!advapi32().GetTokenInformation(token, TOKEN_USER, information, information.length, returned)) return false;
    return advapi32().EqualSid(koffi.decode(information, 'uint64_t') as bigint, sid) !== 0;
  });
}

/** Turns on a privilege that the process holds. False where it does not hold it. */
export function enablePrivilege(name: string): boolean {
  return withToken(TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES, (token) => {
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
}

function withToken(access: number, use: (token: Handle) => boolean): boolean {
  const out = new BigUint64Array(1);
  if (!advapi32().OpenProcessToken(kernel32().GetCurrentProcess(), access, new Uint8Array(out.buffer))) return false;
  const token = out[0] ?? 0n;
  try {
    return use(token);
  } finally {
    kernel32().CloseHandle(token);
  }
}
