import koffi from 'koffi';
import { kernel32 } from './kernel32.ts';
import { ntdll } from './ntdll.ts';

const DIRECTORY_QUERY = 1;
const OBJ_CASE_INSENSITIVE = 0x40;
const ENTRY_BYTES = 32;
const BUFFER_BYTES = 64 * 1024;

/** Names of the sections in an object directory; none where this user may not list it. */
export function sectionNames(directory: string): readonly string[] {
  const handle = openDirectory(directory);
  if (handle === undefined) return [];
  const names: string[] = [];
  try {
    const buffer = new Uint8Array(BUFFER_BYTES);
    const base = koffi.address(buffer);
    const context = new Uint8Array(4);
    const returned = new Uint8Array(4);
    let status = ntdll().NtQueryDirectoryObject(handle, buffer, BUFFER_BYTES, 0, 1, context, returned);
    // 0 = the end was reached, 0x105 (STATUS_MORE_ENTRIES) = there are more; errors are negative.
    for (let round = 0; status >= 0 && round < 1000; round++) {
      names.push(...sectionsIn(buffer, base));
      if (status === 0) break;
      status = ntdll().NtQueryDirectoryObject(handle, buffer, BUFFER_BYTES, 0, 0, context, returned);
    }
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

function openDirectory(path: string): bigint | undefined {
  const text = new Uint16Array(Array.from(path, (character) => character.charCodeAt(0)));
  const characters = new Uint8Array(text.buffer);
  // UNICODE_STRING: length, room, address of the characters.
  const name = new DataView(new ArrayBuffer(16));
  name.setUint16(0, characters.length, true);
  name.setUint16(2, characters.length, true);
  name.setBigUint64(8, koffi.address(characters), true);
  // OBJECT_ATTRIBUTES: length, root, name, flags, security.
  const attributes = new DataView(new ArrayBuffer(48));
  attributes.setUint32(0, 48, true);
  attributes.setBigUint64(16, koffi.address(new Uint8Array(name.buffer)), true);
  attributes.setUint32(24, OBJ_CASE_INSENSITIVE, true);
  const handle = new BigUint64Array(1);
  const status = ntdll().NtOpenDirectoryObject(new Uint8Array(handle.buffer), DIRECTORY_QUERY, new Uint8Array(attributes.buffer));
  return status === 0 ? handle[0] : undefined;
}

/** Entries of two UNICODE_STRINGs, name and type, up to one of zeros; the characters follow in the same buffer. */
function sectionsIn(buffer: Uint8Array, base: bigint): string[] {
  const view = new DataView(buffer.buffer);
  const text = (at: number) => {
    const start = Number(view.getBigUint64(at + 8, true) - base);
    const length = view.getUint16(at, true);
    if (start < 0 || start + length > buffer.length) return '';
    return String.fromCharCode(...new Uint16Array(buffer.slice(start, start + length).buffer));
  };
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= buffer.length && view.getBigUint64(at + 8, true) !== 0n; at += ENTRY_BYTES)
    if (text(at + 16) === 'Section') names.push(text(at));
  return names;
}
