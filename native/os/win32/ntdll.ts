import { bindDll, type Handle } from './kernel32.ts';

/** Parts of the native interface that kernel32 has no door to. Each answers an NTSTATUS: 0 is success, negative numbers are errors. */
export interface Ntdll {
  /** https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntqueryobject */
  NtQueryObject(handle: Handle, kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntqueryinformationfile */
  NtQueryInformationFile(file: Handle, status: Uint8Array, information: Uint8Array, bytes: number, kind: number): number;
  /** https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntquerysysteminformation */
  NtQuerySystemInformation(kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntqueryinformationprocess */
  NtQueryInformationProcess(process: Handle, kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntqueryinformationthread */
  NtQueryInformationThread(thread: Handle, kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://ntdoc.m417z.com/ntgetnextthread (not in Microsoft's documents) */
  NtGetNextThread(process: Handle, thread: Handle, access: number, attributes: number, flags: number, next: Uint8Array): number;
  /** https://ntdoc.m417z.com/ntquerysection (not in Microsoft's documents) */
  NtQuerySection(section: Handle, kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://ntdoc.m417z.com/ntquerymutant (not in Microsoft's documents) */
  NtQueryMutant(mutant: Handle, kind: number, information: Uint8Array, bytes: number, returned: null): number;
  /** https://learn.microsoft.com/windows/win32/devnotes/ntopendirectoryobject */
  NtOpenDirectoryObject(handle: Uint8Array, access: number, attributes: Uint8Array): number;
  /** https://learn.microsoft.com/windows/win32/devnotes/ntquerydirectoryobject */
  NtQueryDirectoryObject(
    directory: Handle,
    buffer: Uint8Array,
    bytes: number,
    single: number,
    restart: number,
    context: Uint8Array,
    returned: Uint8Array,
  ): number;
  /** https://learn.microsoft.com/windows/win32/api/winternl/nf-winternl-ntclose */
  NtClose(handle: Handle): number;
}

const SIGNATURES: Readonly<Record<keyof Ntdll, string>> = {
  NtQueryObject: 'int32_t NtQueryObject(uintptr_t handle, int kind, void *information, uint32_t bytes, void *returned)',
  NtQueryInformationFile:
    'int32_t NtQueryInformationFile(uintptr_t file, void *status, void *information, uint32_t bytes, int kind)',
  NtQuerySystemInformation: 'int32_t NtQuerySystemInformation(int kind, void *information, uint32_t bytes, void *returned)',
  NtQueryInformationProcess:
    'int32_t NtQueryInformationProcess(uintptr_t process, int kind, void *information, uint32_t bytes, void *returned)',
  NtQueryInformationThread:
    'int32_t NtQueryInformationThread(uintptr_t thread, int kind, void *information, uint32_t bytes, void *returned)',
  NtGetNextThread:
    'int32_t NtGetNextThread(uintptr_t process, uintptr_t thread, uint32_t access, uint32_t attributes, uint32_t flags, void *next)',
  NtQuerySection: 'int32_t NtQuerySection(uintptr_t section, int kind, void *information, size_t bytes, void *returned)',
  NtQueryMutant: 'int32_t NtQueryMutant(uintptr_t mutant, int kind, void *information, uint32_t bytes, void *returned)',
  NtOpenDirectoryObject: 'int32_t NtOpenDirectoryObject(void *handle, uint32_t access, void *attributes)',
  NtQueryDirectoryObject:
    'int32_t NtQueryDirectoryObject(uintptr_t directory, void *buffer, uint32_t bytes, uint8_t single, uint8_t restart, void *context, void *returned)',
  NtClose: 'int32_t NtClose(uintptr_t handle)',
};

let loaded: Ntdll | undefined;

export function ntdll(): Ntdll {
  loaded ??= bindDll<Ntdll>('ntdll.dll', SIGNATURES);
  return loaded;
}

/** How many handles all processes hold together, or undefined where the system does not tell. PUBLIC_OBJECT_BASIC_INFORMATION. */
export function handleCount(handle: Handle): number | undefined {
  const information = new Uint8Array(56);
  if (ntdll().NtQueryObject(handle, 0, information, information.length, null) !== 0) return undefined;
  return new DataView(information.buffer).getUint32(8, true);
}

/** OBJECT_NAME_INFORMATION: a UNICODE_STRING whose characters follow in the same buffer; undefined for objects without a name. */
export function objectName(handle: Handle): string | undefined {
  const information = new Uint8Array(2048);
  if (ntdll().NtQueryObject(handle, 1, information, information.length, null) !== 0) return undefined;
  const length = new DataView(information.buffer).getUint16(0, true);
  if (length === 0) return undefined;
  return String.fromCharCode(...new Uint16Array(information.buffer, 16, length / 2));
}

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_file_information_class */
const FILE_PROCESS_IDS_USING_FILE = 47;
const MOST_PROCESSES = 256;

/** Ids of the processes that have the file open; none where the system does not tell. FILE_PROCESS_IDS_USING_FILE_INFORMATION. */
export function processesUsing(file: Handle): readonly number[] {
  const status = new Uint8Array(16);
  const words = new BigUint64Array(1 + MOST_PROCESSES);
  const bytes = new Uint8Array(words.buffer);
  if (ntdll().NtQueryInformationFile(file, status, bytes, bytes.length, FILE_PROCESS_IDS_USING_FILE) !== 0) return [];
  const count = new DataView(words.buffer).getUint32(0, true);
  return [...words.subarray(1, 1 + count)].map(Number);
}

/** Where the process keeps its environment block, in its own memory. PROCESS_BASIC_INFORMATION: the second of six words. */
export function environmentBlock(process: Handle): bigint | undefined {
  const information = new BigUint64Array(6);
  const bytes = new Uint8Array(information.buffer);
  return ntdll().NtQueryInformationProcess(process, 0, bytes, bytes.length, null) === 0 ? information[1] : undefined;
}

const THREAD_QUERY_INFORMATION = 0x40;
const THREAD_SUSPEND_COUNT = 35;
const STATUS_NO_MORE_ENTRIES = 0x8000_001a | 0;

/** True when every thread of the process is suspended, as a debugger leaves it; false too where the system does not tell. */
export function isSuspended(process: Handle): boolean {
  let thread: Handle = 0n;
  try {
    for (let seen = 0; ; seen++) {
      const next = new BigUint64Array(1);
      const out = new Uint8Array(next.buffer);
      const status = ntdll().NtGetNextThread(process, thread, THREAD_QUERY_INFORMATION, 0, 0, out);
      if (status !== 0) return status === STATUS_NO_MORE_ENTRIES && seen > 0;
      if (thread !== 0n) ntdll().NtClose(thread);
      thread = next[0] ?? 0n;
      const count = new Uint8Array(4);
      if (ntdll().NtQueryInformationThread(thread, THREAD_SUSPEND_COUNT, count, count.length, null) !== 0) return false;
      if (new DataView(count.buffer).getUint32(0, true) === 0) return false;
    }
  } finally {
    if (thread !== 0n) ntdll().NtClose(thread);
  }
}

export interface SectionFacts {
  readonly bytes: number;
  /** The SEC_ flags that it was made with. */
  readonly attributes: number;
}

/** SECTION_BASIC_INFORMATION: base address, attributes, size. */
export function sectionFacts(section: Handle): SectionFacts | undefined {
  const information = new Uint8Array(24);
  if (ntdll().NtQuerySection(section, 0, information, information.length, null) !== 0) return undefined;
  const view = new DataView(information.buffer);
  return { bytes: Number(view.getBigInt64(16, true)), attributes: view.getUint32(8, true) };
}

/** True while some thread owns the mutex; asking changes nothing. MUTANT_BASIC_INFORMATION begins with the count: 1 = free. */
export function mutexOwned(mutex: Handle): boolean | undefined {
  const information = new Uint8Array(8);
  if (ntdll().NtQueryMutant(mutex, 0, information, information.length, null) !== 0) return undefined;
  return new DataView(information.buffer).getInt32(0, true) <= 0;
}
