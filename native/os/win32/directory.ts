import koffi from 'koffi';
import { kernel32 } from './kernel32.ts';
import { ntdll } from './ntdll.ts';

const DIRECTORY_QUERY = 1;
const OBJ_CASE_INSENSITIVE = 0x40;
/** For the longest names that the system takes. */
const ENTRY_ROOM = 64 * 1024;
const MAX_NAMES = 10_000;

/** Names of the sections in an object directory; none where this user may not list it. */
export function sectionNames(directory: string): readonly string[] {
  const handle = openDirectory(directory);
  if (handle === undefined) return [];
  const names: string[] = [];
  try {
    const buffer = new Uint8Array(ENTRY_ROOM);
    const base = koffi.address(buffer);
    const context = new Uint8Array(4);
    // One by one: Wine knows no other way.
    const next = (restart: number) =>
      ntdll().NtQueryDirectoryObject(handle, buffer, ENTRY_ROOM, 1, restart, context, new Uint8Array(4));
    for (let status = next(1); status === 0 && names.length < MAX_NAMES; status = next(0)) names.push(...sectionIn(buffer, base));
  } finally {
    ntdll().NtClose(handle);
  }
  return names;
}

/** Session number of this process: 0 for services. */
export function currentSession(): number {
  const session = new Uint32Array(1);
  return kernel32().ProcessIdToSessionId(process.pid, new Uint8Array(session.buffer)) ? (session[0] ?? 0) : 0;
}

/** One buffer holds all that the call points to, so that it stays reachable as a whole: OBJECT_ATTRIBUTES, UNICODE_STRING, characters. */
function openDirectory(path: string): bigint | undefined {
  const NAME = 48;
  const CHARACTERS = NAME + 16;
  const memory = new Uint8Array(CHARACTERS + 2 * path.length);
  const base = koffi.address(memory);
  const view = new DataView(memory.buffer);
  view.setUint32(0, NAME, true);
  view.setBigUint64(16, base + BigInt(NAME), true);
  view.setUint32(24, OBJ_CASE_INSENSITIVE, true);
  view.setUint16(NAME, 2 * path.length, true);
  view.setUint16(NAME + 2, 2 * path.length, true);
  view.setBigUint64(NAME + 8, base + BigInt(CHARACTERS), true);
  for (let index = 0; index < path.length; index++) view.setUint16(CHARACTERS + 2 * index, path.charCodeAt(index), true);
  const handle = new BigUint64Array(1);
  const status = ntdll().NtOpenDirectoryObject(new Uint8Array(handle.buffer), DIRECTORY_QUERY, memory);
  return status === 0 ? handle[0] : undefined;
}

/** Two UNICODE_STRINGs, name and type, whose characters follow in the same buffer. */
function sectionIn(buffer: Uint8Array, base: bigint): string[] {
  const view = new DataView(buffer.buffer);
  const text = (at: number) => {
    const start = Number(view.getBigUint64(at + 8, true) - base);
    const length = view.getUint16(at, true);
    if (start < 0 || start + length > buffer.length) return '';
    return String.fromCharCode(...new Uint16Array(buffer.slice(start, start + length).buffer));
  };
  return text(16) === 'Section' ? [text(0)] : [];
}
