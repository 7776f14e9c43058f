import koffi from 'koffi';

/** A handle as a number; 0n = none. */
export type Handle = bigint;
/** `INVALID_HANDLE_VALUE`. */
export const INVALID_HANDLE: Handle = 0xffff_ffff_ffff_ffffn;
/** Memory of the page file instead of a file. */
export const PAGE_FILE = INVALID_HANDLE;

/** koffi keeps the last-error value of one call for the next one, so that reading it by a call of its own is safe. */
export interface Kernel32 {
  /** https://learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-getlasterror */
  GetLastError(): number;
  /** https://learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-setlasterror */
  SetLastError(value: number): void;
  /** https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew */
  CreateFileW(
    path: string,
    access: number,
    share: number,
    security: null,
    disposition: number,
    flags: number,
    template: Handle,
  ): Handle;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-createfilemappingw */
  CreateFileMappingW(
    file: Handle,
    security: Uint8Array,
    protection: number,
    sizeHigh: number,
    sizeLow: number,
    name: string,
  ): Handle;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-openfilemappingw */
  OpenFileMappingW(access: number, inherit: number, name: string): Handle;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-mapviewoffile */
  MapViewOfFile(section: Handle, access: number, offsetHigh: number, offsetLow: number, bytes: number): bigint;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-unmapviewoffile */
  UnmapViewOfFile(address: bigint): number;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-virtualquery */
  VirtualQuery(address: bigint, information: Uint8Array, bytes: number): number;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-getlargepageminimum */
  GetLargePageMinimum(): number;
  /** https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle */
  CloseHandle(handle: Handle): number;
  /** https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-createmutexexw */
  CreateMutexExW(security: Uint8Array, name: string, flags: number, access: number): Handle;
  /** https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject */
  WaitForSingleObject(handle: Handle, milliseconds: number): number;
  /** https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-releasemutex */
  ReleaseMutex(handle: Handle): number;
  /** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid */
  ProcessIdToSessionId(pid: number, session: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getcurrentprocess */
  GetCurrentProcess(): Handle;
  /** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocess */
  OpenProcess(access: number, inherit: number, pid: number): Handle;
  /** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getprocesstimes */
  GetProcessTimes(process: Handle, created: Uint8Array, ended: Uint8Array, kernel: Uint8Array, user: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-readprocessmemory */
  ReadProcessMemory(process: Handle, address: bigint, memory: Uint8Array, bytes: number, read: null): number;
  /** https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-queryfullprocessimagenamew */
  QueryFullProcessImageNameW(process: Handle, flags: number, path: Uint8Array, characters: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-duplicatehandle */
  DuplicateHandle(
    from: Handle,
    handle: Handle,
    to: Handle,
    copy: Uint8Array,
    access: number,
    inherit: number,
    options: number,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-globalmemorystatusex */
  GlobalMemoryStatusEx(status: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-localfree */
  LocalFree(memory: bigint): bigint;
}

const SIGNATURES: Readonly<Record<keyof Kernel32, string>> = {
  GetLastError: 'uint32_t GetLastError()',
  SetLastError: 'void SetLastError(uint32_t value)',
  CreateFileW:
    'uintptr_t CreateFileW(str16 path, uint32_t access, uint32_t share, void *security, uint32_t disposition, uint32_t flags, uintptr_t template)',
  CreateFileMappingW:
    'uintptr_t CreateFileMappingW(uintptr_t file, void *security, uint32_t protection, uint32_t high, uint32_t low, str16 name)',
  OpenFileMappingW: 'uintptr_t OpenFileMappingW(uint32_t access, int inherit, str16 name)',
  MapViewOfFile: 'void *MapViewOfFile(uintptr_t section, uint32_t access, uint32_t high, uint32_t low, size_t bytes)',
  UnmapViewOfFile: 'int UnmapViewOfFile(void *address)',
  VirtualQuery: 'size_t VirtualQuery(void *address, void *information, size_t bytes)',
  GetLargePageMinimum: 'size_t GetLargePageMinimum()',
  CloseHandle: 'int CloseHandle(uintptr_t handle)',
  CreateMutexExW: 'uintptr_t CreateMutexExW(void *security, str16 name, uint32_t flags, uint32_t access)',
  WaitForSingleObject: 'uint32_t WaitForSingleObject(uintptr_t handle, uint32_t milliseconds)',
  ReleaseMutex: 'int ReleaseMutex(uintptr_t handle)',
  ProcessIdToSessionId: 'int ProcessIdToSessionId(uint32_t pid, void *session)',
  GetCurrentProcess: 'uintptr_t GetCurrentProcess()',
  OpenProcess: 'uintptr_t OpenProcess(uint32_t access, int inherit, uint32_t pid)',
  GetProcessTimes: 'int GetProcessTimes(uintptr_t process, void *created, void *ended, void *kernel, void *user)',
  ReadProcessMemory: 'int ReadProcessMemory(uintptr_t process, uint64_t address, void *memory, size_t bytes, void *read)',
  QueryFullProcessImageNameW: 'int QueryFullProcessImageNameW(uintptr_t process, uint32_t flags, void *path, void *characters)',
  DuplicateHandle:
    'int DuplicateHandle(uintptr_t from, uintptr_t handle, uintptr_t to, void *copy, uint32_t access, int inherit, uint32_t options)',
  GlobalMemoryStatusEx: 'int GlobalMemoryStatusEx(void *status)',
  LocalFree: 'void *LocalFree(void *memory)',
};

let loaded: Kernel32 | undefined;

export function kernel32(): Kernel32 {
  loaded ??= bindDll<Kernel32>('kernel32.dll', SIGNATURES);
  return loaded;
}

/** Functions whose result is a handle: koffi gives small numbers as `number`, a handle is always a bigint here. */
const GIVES_HANDLE = /^uintptr_t /;

export function bindDll<T>(dll: string, signatures: Readonly<Record<keyof T & string, string>>): T {
  const library = koffi.load(dll);
  const bind = (signature: string) => {
    const call = library.func(signature);
    return GIVES_HANDLE.test(signature) ? (...args: unknown[]) => BigInt(call(...args)) : call;
  };
  const entries = Object.entries<string>(signatures).map(([name, signature]) => [name, bind(signature)]);
  return Object.fromEntries(entries) as T;
}
