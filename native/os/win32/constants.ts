/** https://learn.microsoft.com/windows/win32/memory/memory-protection-constants */
export const PAGE_READWRITE = 0x04;

/** https://learn.microsoft.com/windows/win32/api/memoryapi/nf-memoryapi-createfilemappingw */
export const SEC_FILE = 0x0080_0000;
export const SEC_RESERVE = 0x0400_0000;
export const SEC_COMMIT = 0x0800_0000;
export const SEC_LARGE_PAGES = 0x8000_0000;

/** https://learn.microsoft.com/windows/win32/memory/file-mapping-security-and-access-rights */
export const SECTION_QUERY = 0x1;
export const FILE_MAP_WRITE = 0x2;
export const FILE_MAP_READ = 0x4;
export const FILE_MAP_LARGE_PAGES = 0x2000_0000;
export const READ_CONTROL = 0x2_0000;

/** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-memory_basic_information */
export const MEM_COMMIT = 0x1000;

/** https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew */
export const GENERIC_READ = 0x8000_0000;
export const FILE_READ_ATTRIBUTES = 0x80;
export const FILE_SHARE_READ = 0x1;
export const FILE_SHARE_WRITE = 0x2;
export const FILE_SHARE_DELETE = 0x4;
export const OPEN_EXISTING = 3;

/** https://learn.microsoft.com/windows/win32/sync/synchronization-object-security-and-access-rights */
export const SYNCHRONIZE = 0x10_0000;
export const MUTEX_MODIFY_STATE = 0x1;

/** https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject */
export const WAIT_OBJECT_0 = 0;
export const WAIT_ABANDONED = 0x80;

/** https://learn.microsoft.com/windows/win32/debug/system-error-codes */
export const ERROR_FILE_NOT_FOUND = 2;
export const ERROR_PATH_NOT_FOUND = 3;
export const ERROR_ACCESS_DENIED = 5;
export const ERROR_INVALID_HANDLE = 6;
export const ERROR_NOT_ENOUGH_MEMORY = 8;
export const ERROR_OUTOFMEMORY = 14;
export const ERROR_SHARING_VIOLATION = 32;
export const ERROR_INVALID_PARAMETER = 87;
export const ERROR_ALREADY_EXISTS = 183;
export const ERROR_NOT_ALL_ASSIGNED = 1300;
export const ERROR_PRIVILEGE_NOT_HELD = 1314;
export const ERROR_NO_SYSTEM_RESOURCES = 1450;
export const ERROR_COMMITMENT_LIMIT = 1455;

/** Of Windows on x64 and arm64 alike: https://learn.microsoft.com/windows/win32/api/sysinfoapi/ns-sysinfoapi-system_info */
export const PAGE_BYTES = 4096;
export const ALLOCATION_GRANULARITY = 65_536;
