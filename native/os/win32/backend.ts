import { bytesText } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { type MappingName, mappingName, type Namespace, parseOsName } from '../../core/names.ts';
import { roundUp } from '../../core/sizes.ts';
import type {
  CreateSectionOptions,
  FoundSection,
  HolderReport,
  OpenSectionOptions,
  OsBackend,
  Room,
  Section,
} from '../os-backend.ts';
import {
  ALLOCATION_GRANULARITY,
  ERROR_ACCESS_DENIED,
  ERROR_ALREADY_EXISTS,
  ERROR_COMMITMENT_LIMIT,
  ERROR_FILE_NOT_FOUND,
  ERROR_INVALID_HANDLE,
  ERROR_NO_SYSTEM_RESOURCES,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_OUTOFMEMORY,
  ERROR_PATH_NOT_FOUND,
  ERROR_PRIVILEGE_NOT_HELD,
  FILE_MAP_READ,
  FILE_MAP_WRITE,
  PAGE_BYTES,
  PAGE_READWRITE,
  SEC_COMMIT,
  SEC_LARGE_PAGES,
  SECTION_QUERY,
} from './constants.ts';
import { currentSession, sectionNames } from './directory.ts';
import { winFailure } from './failure.ts';
import { fileWriters } from './file-writers.ts';
import { HandleSnapshot } from './handles.ts';
import { type Handle, kernel32, PAGE_FILE } from './kernel32.ts';
import { processorMs } from './processes.ts';
import { realSize, Win32Section } from './section.ts';
import { checkOwner, enablePrivilege, withSecurity } from './security.ts';

/** Sections of the page file. */
export class Win32Backend implements OsBackend {
  readonly platform = 'win32';
  readonly pageBytes = PAGE_BYTES;
  readonly allocationGranularity = ALLOCATION_GRANULARITY;
  readonly largePageBytes = kernel32().GetLargePageMinimum();
  readonly uid = 0;

  name(name: string, namespace: Namespace): MappingName {
    return mappingName(name, namespace, this.platform, this.uid);
  }

  createSection(name: MappingName, bytes: number, { share, largePages }: CreateSectionOptions): Section {
    const large = largePages ? this.#requireLargePages() : 0;
    const size = roundUp(bytes, large || PAGE_BYTES);
    const flags = large > 0 ? SEC_COMMIT | SEC_LARGE_PAGES : SEC_COMMIT;
    const protection = (PAGE_READWRITE | flags) >>> 0;
    const [handle, error] = withSecurity(share, (security): [Handle, number] => {
      const high = Math.floor(size / 2 ** 32);
      // That a name is taken is told on success, where nothing promises that an older value is cleared.
      kernel32().SetLastError(0);
      const created = kernel32().CreateFileMappingW(PAGE_FILE, security, protection, high, size % 2 ** 32, name.osName);
      return [created, kernel32().GetLastError()];
    });
    if (handle === 0n) throw this.#createFailure(name, size, error, large > 0);
    if (error === ERROR_ALREADY_EXISTS) throw exists(name, handle);
    return new Win32Section(name, handle, large);
  }

  openSection(name: MappingName, { access, trust }: OpenSectionOptions): Section {
    // No more rights than are used: readers write to the lock word, observers to nothing.
    const rights = SECTION_QUERY | FILE_MAP_READ | (access === 'observe' ? 0 : FILE_MAP_WRITE);
    const handle = kernel32().OpenFileMappingW(rights, 0, name.osName);
    if (handle === 0n) throw openFailure(name, 'OpenFileMappingW', kernel32().GetLastError());
    try {
      if (!trust) checkOwner(name);
      return new Win32Section(name, handle, 0);
    } catch (error) {
      kernel32().CloseHandle(handle);
      throw error;
    }
  }

  /** Those of all sessions, and those of this one, where custom names lie too. */
  listSections(): readonly FoundSection[] {
    const session = currentSession();
    const global = sectionNames('\\BaseNamedObjects').map((name) => `Global\\${name}`);
    const local = session > 0 ? sectionNames(`\\Sessions\\${session}\\BaseNamedObjects`).map((name) => `Local\\${name}`) : [];
    return [...global, ...local].flatMap((osName) => {
      const name = parseOsName(osName, this.platform, this.uid);
      return name ? [{ name, realBytes: undefined }] : [];
    });
  }

  /** Nothing to do: a name goes with its last handle. */
  removeName(): void {}

  mayRemove(): boolean {
    return false;
  }

  holders(name: MappingName): HolderReport {
    const section = this.openSection(name, { access: 'observe', trust: true });
    try {
      return section.holders();
    } finally {
      section.close();
    }
  }

  watchHolders(): (sections: readonly Section[]) => readonly HolderReport[] {
    return (sections) => {
      const snapshot = new HandleSnapshot();
      return sections.flatMap((section) => (section instanceof Win32Section ? [section.holdersBy(snapshot)] : []));
    };
  }

  fileWriters(path: string): readonly number[] | undefined {
    return fileWriters(path);
  }

  processorMs(pid: number): number | undefined {
    return processorMs(pid);
  }

  /** MEMORYSTATUSEX: what may still be committed, memory and page file together. */
  room(): Room {
    const status = new DataView(new ArrayBuffer(64));
    status.setUint32(0, 64, true);
    const place = 'memory and page file';
    if (!kernel32().GlobalMemoryStatusEx(new Uint8Array(status.buffer)))
      return { freeBytes: undefined, totalBytes: undefined, place };
    return { totalBytes: Number(status.getBigUint64(24, true)), freeBytes: Number(status.getBigUint64(32, true)), place };
  }

  privilege(what: 'global-names' | 'large-pages'): boolean {
    if (what === 'large-pages') return enablePrivilege('SeLockMemoryPrivilege');
    return currentSession() === 0 || enablePrivilege('SeCreateGlobalPrivilege');
  }

  hiddenProcesses(): undefined {
    return undefined;
  }

  #requireLargePages(): number {
    const remedy = 'Leave the option out: ordinary pages do for every camera.';
    if (this.largePageBytes === 0)
      throw new SharedCameraError('UNSUPPORTED', 'This computer has no large pages.', {
        cause: 'Its processor or its Windows does not support them (GetLargePageMinimum answers 0).',
        remedy,
      });
    if (!enablePrivilege('SeLockMemoryPrivilege'))
      throw new SharedCameraError(
        'NOT_PRIVILEGED',
        'Large pages need the privilege "Lock pages in memory" (SeLockMemoryPrivilege).',
        {
          cause: 'The user who runs this program does not hold it; not even administrators do by default.',
          remedy: `Grant it (secpol.msc, Local Policies, User Rights Assignment), log on again and run as administrator. ${remedy}`,
        },
      );
    return this.largePageBytes;
  }

  #createFailure(name: MappingName, bytes: number, error: number, large: boolean): SharedCameraError {
    const call = 'CreateFileMappingW';
    if (error === ERROR_ACCESS_DENIED && name.namespace === 'global' && !mayExist(name))
      return winFailure('NOT_PRIVILEGED', call, error, `"${name.osName}" cannot be made outside of session 0`, {
        cause:
          'Making a global mapping needs the privilege to create global objects (SeCreateGlobalPrivilege); opening one does not.',
        remedy: 'Use the local namespace, or run the producer as a service or as administrator.',
      });
    if (error === ERROR_PRIVILEGE_NOT_HELD)
      return winFailure('NOT_PRIVILEGED', call, error, `"${name.osName}" needs a privilege that this process does not hold`);
    const full = [ERROR_NOT_ENOUGH_MEMORY, ERROR_OUTOFMEMORY, ERROR_NO_SYSTEM_RESOURCES, ERROR_COMMITMENT_LIMIT].includes(error);
    if (full)
      return winFailure('NOT_ENOUGH_MEMORY', call, error, `There is no room for "${name.osName}" with ${bytesText(bytes)}`, {
        details: { need: bytes },
        ...(large && { cause: 'Free memory is in pieces that are smaller than a large page.', remedy: 'Use ordinary pages.' }),
      });
    return openFailure(name, call, error);
  }
}

/** The handle leads to the mapping that exists: it is closed before anything can happen to it. */
function exists(name: MappingName, handle: Handle): SharedCameraError {
  try {
    const have = realSize(name, handle);
    const message = `"${name.osName}" exists already: a mapping of ${bytesText(have)}`;
    return winFailure('EXISTS', 'CreateFileMappingW', ERROR_ALREADY_EXISTS, message, { details: { name: name.name, have } });
  } finally {
    kernel32().CloseHandle(handle);
  }
}

/** True unless it is certain that nothing of this name is there. */
function mayExist(name: MappingName): boolean {
  const handle = kernel32().OpenFileMappingW(SECTION_QUERY, 0, name.osName);
  if (handle === 0n) return kernel32().GetLastError() !== ERROR_FILE_NOT_FOUND;
  kernel32().CloseHandle(handle);
  return true;
}

function openFailure(name: MappingName, call: string, error: number): SharedCameraError {
  const quoted = `"${name.osName}"`;
  if (error === ERROR_FILE_NOT_FOUND || error === ERROR_PATH_NOT_FOUND)
    return winFailure('NOT_FOUND', call, error, `There is no mapping ${quoted}`);
  if (error === ERROR_ACCESS_DENIED) return winFailure('ACCESS_DENIED', call, error, `${quoted} may not be opened by this user`);
  if (error === ERROR_INVALID_HANDLE)
    return winFailure('WRONG_TYPE', call, error, `${quoted} is not a mapping but an object of another kind (event, mutex …)`);
  return winFailure('OS_ERROR', call, error, `${quoted} cannot be opened`);
}
