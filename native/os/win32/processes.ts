import type { Holder } from '../../core/holders.ts';
import { advapi32 } from './advapi32.ts';
import { type Handle, kernel32 } from './kernel32.ts';
import { environmentBlock, isSuspended } from './ntdll.ts';
import { withUserOf } from './tokens.ts';

const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;
const PROCESS_QUERY_INFORMATION = 0x400;
const PROCESS_VM_READ = 0x10;

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
    };
  });
  if (!found) return { program: '?', path: null, user: null, since: null, commandLine: undefined, state: 'unknown' };
  const commandLine = withProcess(pid, PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, commandLineOf);
  const stopped = withProcess(pid, PROCESS_QUERY_INFORMATION, isSuspended);
  return { ...found, commandLine, state: stopped ? 'stopped' : 'running' };
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

/** In the environment block on 64-bit Windows, which is as old as that: PEB.ProcessParameters, RTL_USER_PROCESS_PARAMETERS.CommandLine. */
const PARAMETERS = 0x20n;
const COMMAND_LINE = 0x70n;

/** Program and arguments as they were typed. NtQueryInformationProcess tells it too, but not under Wine. */
function commandLineOf(process: Handle): string | undefined {
  const read = (address: bigint, bytes: number) => {
    const memory = new Uint8Array(bytes);
    return kernel32().ReadProcessMemory(process, address, memory, bytes, null) ? memory : undefined;
  };
  const pointer = (bytes: Uint8Array | undefined, at: number) => bytes && new DataView(bytes.buffer).getBigUint64(at, true);
  const block = environmentBlock(process);
  const parameters = block === undefined ? undefined : pointer(read(block + PARAMETERS, 8), 0);
  const text = parameters === undefined ? undefined : read(parameters + COMMAND_LINE, 16);
  const characters = text && read(pointer(text, 8) ?? 0n, new DataView(text.buffer).getUint16(0, true));
  // Memory of another program: its length may be anything, also odd.
  return characters && Buffer.from(characters.buffer).toString('utf16le');
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
