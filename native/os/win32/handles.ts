/**
 * Whose handles lead to the same section. The system lists every handle of every process; to an administrator, and up to Windows 11 23H2 to
 * everybody, with the address of its object. Where the address is hidden, handles of processes that may be opened are looked at one by one.
 */
import { type Handle, kernel32 } from './kernel32.ts';
import { ntdll, objectName } from './ntdll.ts';
import { withProcess } from './processes.ts';

/** https://ntdoc.m417z.com/system_handle_information_ex */
const SYSTEM_EXTENDED_HANDLE_INFORMATION = 64;
const STATUS_INFO_LENGTH_MISMATCH = 0xc000_0004 | 0;
const ENTRY_BYTES = 40;
const FIRST_ENTRY = 16;
const FIRST_ROOM = 4 * 1024 ** 2;
const MOST_ROOM = 256 * 1024 ** 2;
const PROCESS_DUP_HANDLE = 0x40;
const DUPLICATE_SAME_ACCESS = 2;

export interface HandleOwner {
  readonly pid: number;
  /** Granted rights of the handle. */
  readonly access: number;
}

interface Entry extends HandleOwner {
  readonly object: bigint;
  readonly handle: bigint;
  readonly type: number;
}

/** All handles of the machine at one moment. */
export class HandleSnapshot {
  readonly #entries: readonly Entry[];
  /** Sections of processes that may be opened, by name; made only where addresses are hidden. */
  #byName: ReadonlyMap<string, readonly HandleOwner[]> | undefined;

  constructor() {
    this.#entries = systemHandles();
  }

  /** Owners of handles to the section behind `handle`, besides that one; undefined where the system does not tell. */
  ownersOf(handle: Handle): readonly HandleOwner[] | undefined {
    const own = this.#entries.find((entry) => entry.pid === process.pid && entry.handle === handle);
    if (!own) return undefined;
    if (own.object !== 0n) return this.#entries.filter((entry) => entry.object === own.object && entry !== own);
    const name = objectName(handle);
    if (name === undefined) return undefined;
    this.#byName ??= this.#namesOf(own.type);
    const others = this.#byName.get(name) ?? [];
    return [...others, ...this.#ownCopies(own, name)];
  }

  #namesOf(type: number): ReadonlyMap<string, readonly HandleOwner[]> {
    const found = new Map<string, HandleOwner[]>();
    const byProcess = new Map<number, Entry[]>();
    for (const entry of this.#entries) {
      if (entry.type !== type || entry.pid === process.pid) continue;
      const entries = byProcess.get(entry.pid);
      if (entries) entries.push(entry);
      else byProcess.set(entry.pid, [entry]);
    }
    for (const [pid, entries] of byProcess)
      withProcess(pid, PROCESS_DUP_HANDLE, (process) => {
        for (const { handle, access } of entries) {
          const name = nameOfForeign(process, handle);
          if (name !== undefined) found.set(name, [...(found.get(name) ?? []), { pid, access }]);
        }
      });
    return found;
  }

  #ownCopies(own: Entry, name: string): readonly HandleOwner[] {
    return this.#entries.filter(
      (entry) => entry.pid === process.pid && entry.type === own.type && entry !== own && objectName(entry.handle) === name,
    );
  }
}

function nameOfForeign(process: Handle, handle: bigint): string | undefined {
  const copy = new BigUint64Array(1);
  const own = kernel32().GetCurrentProcess();
  if (!kernel32().DuplicateHandle(process, handle, own, new Uint8Array(copy.buffer), 0, 0, DUPLICATE_SAME_ACCESS))
    return undefined;
  try {
    return objectName(copy[0] ?? 0n);
  } finally {
    kernel32().CloseHandle(copy[0] ?? 0n);
  }
}

function systemHandles(): readonly Entry[] {
  for (let room = FIRST_ROOM; room <= MOST_ROOM; room *= 2) {
    const buffer = new Uint8Array(room);
    const status = ntdll().NtQuerySystemInformation(SYSTEM_EXTENDED_HANDLE_INFORMATION, buffer, room, null);
    if (status === STATUS_INFO_LENGTH_MISMATCH) continue;
    return status === 0 ? parseEntries(new DataView(buffer.buffer)) : [];
  }
  return [];
}

function parseEntries(view: DataView): readonly Entry[] {
  const count = Number(view.getBigUint64(0, true));
  return Array.from({ length: count }, (_, index) => {
    const at = FIRST_ENTRY + index * ENTRY_BYTES;
    return {
      object: view.getBigUint64(at, true),
      pid: Number(view.getBigUint64(at + 8, true)),
      handle: view.getBigUint64(at + 16, true),
      access: view.getUint32(at + 24, true),
      type: view.getUint16(at + 30, true),
    };
  });
}
