import { bindDll, type Handle } from './kernel32.ts';

export interface Advapi32 {
  /** https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertstringsecuritydescriptortosecuritydescriptorw */
  ConvertStringSecurityDescriptorToSecurityDescriptorW(
    text: string,
    revision: number,
    descriptor: Uint8Array,
    bytes: null,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsecuritydescriptortostringsecuritydescriptorw */
  ConvertSecurityDescriptorToStringSecurityDescriptorW(
    descriptor: bigint,
    revision: number,
    what: number,
    text: Uint8Array,
    characters: null,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-getsecurityinfo */
  GetSecurityInfo(
    handle: Handle,
    objectType: number,
    what: number,
    owner: Uint8Array,
    group: null,
    dacl: Uint8Array,
    sacl: null,
    descriptor: Uint8Array,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-equalsid */
  EqualSid(a: bigint, b: bigint): number;
  /** https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsidtostringsidw */
  ConvertSidToStringSidW(sid: bigint, text: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-iswellknownsid */
  IsWellKnownSid(sid: bigint, kind: number): number;
  /** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken */
  OpenProcessToken(process: Handle, access: number, token: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation */
  GetTokenInformation(token: Handle, kind: number, information: Uint8Array, bytes: number, returned: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-lookupaccountsidw */
  LookupAccountSidW(
    system: null,
    sid: bigint,
    name: Uint8Array,
    nameCharacters: Uint8Array,
    domain: Uint8Array,
    domainCharacters: Uint8Array,
    use: Uint8Array,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-lookupprivilegevaluew */
  LookupPrivilegeValueW(system: null, name: string, luid: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-adjusttokenprivileges */
  AdjustTokenPrivileges(token: Handle, disableAll: number, state: Uint8Array, bytes: number, old: null, returned: null): number;
}

const SIGNATURES: Readonly<Record<keyof Advapi32, string>> = {
  ConvertStringSecurityDescriptorToSecurityDescriptorW:
    'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32_t revision, void *descriptor, void *bytes)',
  ConvertSecurityDescriptorToStringSecurityDescriptorW:
    'int ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32_t revision, uint32_t what, void *text, void *characters)',
  GetSecurityInfo:
    'uint32_t GetSecurityInfo(uintptr_t handle, int type, uint32_t what, void *owner, void *group, void *dacl, void *sacl, void *descriptor)',
  EqualSid: 'int EqualSid(void *a, void *b)',
  ConvertSidToStringSidW: 'int ConvertSidToStringSidW(void *sid, void *text)',
  IsWellKnownSid: 'int IsWellKnownSid(void *sid, int kind)',
  OpenProcessToken: 'int OpenProcessToken(uintptr_t process, uint32_t access, void *token)',
  GetTokenInformation: 'int GetTokenInformation(uintptr_t token, int kind, void *information, uint32_t bytes, void *returned)',
  LookupAccountSidW:
    'int LookupAccountSidW(void *system, void *sid, void *name, void *nameCharacters, void *domain, void *domainCharacters, void *use)',
  LookupPrivilegeValueW: 'int LookupPrivilegeValueW(void *system, str16 name, void *luid)',
  AdjustTokenPrivileges:
    'int AdjustTokenPrivileges(uintptr_t token, int disableAll, void *state, uint32_t bytes, void *old, void *returned)',
};

let loaded: Advapi32 | undefined;

export function advapi32(): Advapi32 {
  loaded ??= bindDll<Advapi32>('advapi32.dll', SIGNATURES);
  return loaded;
}
