import { mayHold } from '../../core/diagnosis.ts';
import { bytesText, groupDigits } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import type { MappingName } from '../../core/names.ts';
import { say } from '../../core/sentences/sentence.ts';
import { roundUp } from '../../core/sizes.ts';
import type { Holder, HolderReport, Section, Sharing, View, WriterClaim } from '../os-backend.ts';
import { ourProgram } from '../our-program.ts';
import { Companion } from './companion.ts';
import {
  ERROR_ACCESS_DENIED,
  ERROR_INVALID_PARAMETER,
  ERROR_NO_SYSTEM_RESOURCES,
  ERROR_NOT_ENOUGH_MEMORY,
  FILE_MAP_LARGE_PAGES,
  FILE_MAP_READ,
  FILE_MAP_WRITE,
  MEM_COMMIT,
  SEC_COMMIT,
  SEC_FILE,
  SEC_LARGE_PAGES,
  SEC_RESERVE,
} from './constants.ts';
import { winFailure } from './failure.ts';
import { type HandleOwner, HandleSnapshot } from './handles.ts';
import { type Handle, kernel32 } from './kernel32.ts';
import { handleCount, sectionFacts } from './ntdll.ts';
import { processFacts } from './processes.ts';
import { sharingOf } from './security.ts';

const UNNAMED: Owner = {
  holder: {
    pid: 0,
    program: 'another handle',
    path: null,
    user: null,
    since: null,
    state: 'unknown',
    rights: 'unknown',
    ours: false,
    self: false,
  },
  ourName: undefined,
};

/** A handle with what its process is called if it is one of ours. */
interface Owner {
  readonly holder: Holder;
  readonly ourName: string | undefined;
}

function ownerOf({ pid, access }: HandleOwner): Owner {
  const rights = access & FILE_MAP_WRITE ? 'write' : access & FILE_MAP_READ ? 'read' : 'open';
  const { commandLine = '', ...facts } = processFacts(pid);
  const holder = { pid, ...facts, rights, ours: false, self: pid === process.pid } as const;
  return { holder, ourName: ourProgram(commandLine) };
}

/** Which of them are ours is known by number only: this process, then what is called as ours are, then the same program as this one. */
function likelyOursFirst(owners: readonly Owner[]): readonly Owner[] {
  const rank = ({ holder: { self, path }, ourName }: Owner) =>
    self ? 0 : ourName !== undefined ? 1 : path === process.execPath ? 2 : 3;
  return owners.toSorted((a, b) => rank(a) - rank(b));
}

/** All open sections of this process. */
const open = new Set<Win32Section>();
let identities = 0;

/** An open section. Takes over the handle. While it is open its name leads here, because a name lives as long as any handle. */
export class Win32Section implements Section {
  readonly name: MappingName;
  readonly identity: string;
  readonly #handle: Handle;
  readonly #largePageBytes: number;
  readonly #companion: Companion;
  readonly #views = new Set<View>();
  #closed = false;

  /** `largePageBytes` is 0 for ordinary pages. */
  constructor(name: MappingName, handle: Handle, largePageBytes: number) {
    this.name = name;
    this.#handle = handle;
    this.#largePageBytes = largePageBytes;
    this.#companion = new Companion(name);
    const same = [...open].find((other) => other.name.osName === name.osName);
    this.identity = same?.identity ?? `${name.osName}#${++identities}`;
    open.add(this);
  }

  realBytes(): number {
    return realSize(this.name, this.#openHandle());
  }

  mapView(offset: number, bytes: number, access: 'read' | 'write'): View {
    const handle = this.#openHandle();
    const rights = access === 'write' ? FILE_MAP_WRITE | FILE_MAP_READ : FILE_MAP_READ;
    // Views of large pages come in large pages only.
    const large = this.#largePageBytes;
    const size = large > 0 ? roundUp(bytes, large) : bytes;
    const flags = large > 0 ? rights | FILE_MAP_LARGE_PAGES : rights;
    const address = kernel32().MapViewOfFile(handle, flags, Math.floor(offset / 2 ** 32), offset % 2 ** 32, size);
    if (!address) throw mapFailure(this.name, handle, offset + size, kernel32().GetLastError());
    const committed = isCommitted(handle) ? size : committedBytes(address);
    if (committed < size) {
      kernel32().UnmapViewOfFile(address);
      throw onlyReserved(this.name, committed, offset + size);
    }
    const views = this.#views;
    const view: View = {
      address,
      bytes,
      unmap() {
        if (views.delete(view)) kernel32().UnmapViewOfFile(address);
      },
    };
    views.add(view);
    return view;
  }

  isCurrent(): boolean {
    this.#openHandle();
    return true;
  }

  /** Windows keeps no time of it. */
  ageSeconds(): undefined {
    return undefined;
  }

  largePages(): boolean | undefined {
    const facts = sectionFacts(this.#openHandle());
    return facts && (facts.attributes & SEC_LARGE_PAGES) !== 0;
  }

  claimWriter(): WriterClaim | undefined {
    this.#openHandle();
    return this.#companion.claim();
  }

  writerClaimed(): boolean {
    this.#openHandle();
    return this.#companion.claimed();
  }

  /** Its handle does. */
  keepName(): void {
    this.#openHandle();
  }

  nameKept(): boolean {
    this.#openHandle();
    return false;
  }

  othersOfOurs(): boolean {
    if ((this.#companion.others() ?? 1) === 0) return false;
    return this.holders().holders.some(mayHold);
  }

  holders(): HolderReport {
    return this.holdersBy(new HandleSnapshot());
  }

  /**
   * Windows counts the handles of all processes, which proves how many others there are, and names their owners where rights allow. Each
   * section of ours comes with a handle of its companion, so as many of the others as there are companions are ours.
   */
  holdersBy(snapshot: HandleSnapshot): HolderReport {
    const handle = this.#openHandle();
    const total = handleCount(handle);
    if (total === undefined) return { holders: [], complete: false, unseen: 'any', reason: say('holders.handlesNotCounted') };
    const named = likelyOursFirst((snapshot.ownersOf(handle) ?? []).map(ownerOf));
    const unnamed = Math.max(0, total - 1 - named.length);
    const all = [...named, ...new Array<Owner>(unnamed).fill(UNNAMED)];
    const ours = this.#companion.others() ?? 0;
    const holders = all.map(({ holder, ourName }, index) =>
      index < ours ? { ...holder, ours: true, ...(ourName !== undefined && { program: ourName }) } : holder,
    );
    const reason = say('holders.handlesUnnamed', { unnamed, all: total - 1 });
    return { holders, complete: true, unseen: 'none', handles: total, ...(unnamed > 0 && { reason }) };
  }

  sharing(): Sharing {
    this.#openHandle();
    return sharingOf(this.name);
  }

  close(): void {
    if (this.#closed) return;
    for (const view of this.#views) view.unmap();
    this.#closed = true;
    open.delete(this);
    this.#companion.close();
    kernel32().CloseHandle(this.#handle);
  }

  /** A handle's number is used again once it is closed. */
  #openHandle(): Handle {
    if (this.#closed) throw new SharedCameraError('CLOSED', `The mapping "${this.name.name}" was closed before.`);
    return this.#handle;
  }
}

/** All of it is memory, as it is of every camera and of files. Others (SEC_RESERVE) get memory piece by piece, and touching the rest ends the process. */
function isCommitted(section: Handle): boolean {
  const { attributes } = sectionFacts(section) ?? { attributes: 0 };
  return (attributes & (SEC_COMMIT | SEC_FILE)) !== 0 && (attributes & SEC_RESERVE) === 0;
}

/** How much of a view may be touched, from its beginning. MEMORY_BASIC_INFORMATION: RegionSize and State. */
function committedBytes(address: bigint): number {
  const information = new Uint8Array(48);
  kernel32().VirtualQuery(address, information, information.length);
  const view = new DataView(information.buffer);
  return view.getUint32(32, true) === MEM_COMMIT ? Number(view.getBigUint64(24, true)) : 0;
}

function onlyReserved({ osName }: MappingName, have: number, need: number): SharedCameraError {
  const message = `"${osName}" is no camera: of ${bytesText(need)} it has ${groupDigits(have)}, the rest is only reserved.`;
  return new SharedCameraError('WRONG_TYPE', message, { details: { have, need } });
}

/** From the section itself, else from a view of all of it: RegionSize of MEMORY_BASIC_INFORMATION. */
export function realSize(name: MappingName, handle: Handle): number {
  const told = sectionFacts(handle);
  if (told) return told.bytes;
  const address = kernel32().MapViewOfFile(handle, FILE_MAP_READ, 0, 0, 0);
  if (!address)
    throw winFailure('OS_ERROR', 'MapViewOfFile', kernel32().GetLastError(), `The size of "${name.osName}" cannot be found out`);
  try {
    const information = new Uint8Array(48);
    kernel32().VirtualQuery(address, information, information.length);
    return Number(new DataView(information.buffer).getBigUint64(24, true));
  } finally {
    kernel32().UnmapViewOfFile(address);
  }
}

/** A view that is longer than its section is answered with ACCESS_DENIED, which has nothing to do with rights. */
function mapFailure(name: MappingName, handle: Handle, need: number, error: number): SharedCameraError {
  const have = realSize(name, handle);
  const details = { have, need };
  const message = `"${name.osName}" cannot be mapped with ${bytesText(need)}, it has ${groupDigits(have)}`;
  if ((error === ERROR_ACCESS_DENIED || error === ERROR_INVALID_PARAMETER) && need > have)
    return winFailure(
      'SIZE_MISMATCH',
      'MapViewOfFile',
      error,
      `"${name.osName}" has ${bytesText(have)}, ${groupDigits(need)} are needed`,
      {
        details,
      },
    );
  if (error === ERROR_NOT_ENOUGH_MEMORY || error === ERROR_NO_SYSTEM_RESOURCES)
    return winFailure('NOT_ENOUGH_MEMORY', 'MapViewOfFile', error, message, { details });
  return winFailure(error === ERROR_ACCESS_DENIED ? 'ACCESS_DENIED' : 'OS_ERROR', 'MapViewOfFile', error, message, { details });
}
