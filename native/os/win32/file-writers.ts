import { resolve, toNamespacedPath } from 'node:path';
import {
  ERROR_SHARING_VIOLATION,
  FILE_READ_ATTRIBUTES,
  FILE_SHARE_DELETE,
  FILE_SHARE_READ,
  FILE_SHARE_WRITE,
  GENERIC_READ,
  OPEN_EXISTING,
} from './constants.ts';
import { type Handle, INVALID_HANDLE, kernel32 } from './kernel32.ts';
import { processesUsing } from './ntdll.ts';

/**
 * Whoever opens a file says what others may do with it meanwhile, and is refused when one of them does something else already: an open that
 * permits no writing fails for as long as somebody writes. Node and ffmpeg permit everything to others, so that nothing is refused to them.
 */
export function fileWriters(path: string): readonly number[] | undefined {
  const file = toNamespacedPath(resolve(path));
  const handle = open(file, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE);
  if (handle !== INVALID_HANDLE) {
    kernel32().CloseHandle(handle);
    return undefined;
  }
  return kernel32().GetLastError() === ERROR_SHARING_VIOLATION ? usersOf(file) : undefined;
}

/** Those that have it open for whatever; this one, which has to open it to ask, only where it is the only one. */
function usersOf(file: string): readonly number[] {
  // Attributes may be looked at whatever others permit.
  const handle = open(file, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE);
  if (handle === INVALID_HANDLE) return [];
  try {
    const pids = processesUsing(handle);
    const others = pids.filter((pid) => pid !== process.pid);
    return others.length > 0 ? others : pids;
  } finally {
    kernel32().CloseHandle(handle);
  }
}

function open(file: string, access: number, share: number): Handle {
  return kernel32().CreateFileW(file, access, share, null, OPEN_EXISTING, 0, 0n);
}
