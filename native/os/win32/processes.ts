import type { Holder } from '../../core/holders.ts';
import { advapi32 } from './advapi32.ts';
import { type Handle, kernel32 } from './kernel32.ts';
import { commandLine, isSuspended } from './ntdll.ts';
import { withUserOf } from './tokens.ts';

const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
const PROCESS_QUERY_INFORMATION = 0x400;

export interface ProcessFacts extends Pick<Holder, 'program' | 'path' | 'user' | 'since' | 'state'> {
  readonly commandLine: string | undefined;
}

/** What an ordinary user may ask of any process of the same user, and most of it of others. */
export function processFacts(pid: number): ProcessFacts {
  const found = withProcess(pid, PROCESS_QUERY_LIMITED_INFORMATION, (process) => {
    const path = pathOf(process);
    return {
      program: path?.split('\\').at(-1) ?? '?',
      path: path ?? null,
      user: withUserOf(process, accountName) ?? null,
      since: timesOf(process)?.sinceMs ?? null,
      commandLine: commandLine(process),
    };
  });
  if (!found) return { program: '?', path: null, user: null, since: null, commandLine: undefined, state: 'unknown' };
  return { ...found, state: withProcess(pid, PROCESS_QUERY_INFORMATION, isSuspended) ? 'stopped' : 'running' };
}

export function processorMs(pid: number): number | undefined {
  return withProcess(pid, PROCESS_QUERY_LIMITED_INFORMATION, (process) => timesOf(process)?.processorMs);
}

export function withProcess<T>(pid: number, access: number, use: (process: Handle) => T): T | undefined {
  const process = kernel32().OpenProcess(access, 0, pid);
  if (process === 0n) return undefined;
  try {
    return use(process);
  } finally {
    kernel32().CloseHandle(process);
  }
}

function pathOf(process: Handle): string | undefined {
  const text = new Uint16Array(1024);
  const characters = new Uint32Array([text.length]);
  const bytes = new Uint8Array(characters.buffer);
  if (!kernel32().QueryFullProcessImageNameW(process, 0, new Uint8Array(text.buffer), bytes)) return undefined;
  return String.fromCharCode(...text.subarray(0, characters[0]));
}

/** Longest account name, and its end: UNLEN of lmcons.h is 256. */
const NAME_CHARACTERS = 257;

/** Without its domain. */
function accountName(sid: bigint): string | undefined {
  const [name, domain] = [new Uint16Array(NAME_CHARACTERS), new Uint16Array(NAME_CHARACTERS)];
  const sizes = new Uint32Array([name.length, domain.length, 0]);
  const bytes = (index: number) => new Uint8Array(sizes.buffer, 4 * index, 4);
  const [nameBytes, domainBytes] = [new Uint8Array(name.buffer), new Uint8Array(domain.buffer)];
  if (!advapi32().LookupAccountSidW(null, sid, nameBytes, bytes(0), domainBytes, bytes(1), bytes(2))) return undefined;
  return String.fromCharCode(...name.subarray(0, sizes[0]));
}

/** 100-nanosecond units between 1601 and 1970. */
const EPOCH = 116_444_736_000_000_000n;

function timesOf(process: Handle): { readonly sinceMs: number; readonly processorMs: number } | undefined {
  const times = new BigUint64Array(4);
  const part = (index: number) => new Uint8Array(times.buffer, index * 8, 8);
  if (!kernel32().GetProcessTimes(process, part(0), part(1), part(2), part(3))) return undefined;
  const [created = 0n, , kernel = 0n, user = 0n] = times;
  return { sinceMs: Number((created - EPOCH) / 10_000n), processorMs: Number((kernel + user) / 10_000n) };
}
