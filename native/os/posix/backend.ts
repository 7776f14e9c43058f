import { type BigIntStats, renameSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { bytesText } from '../../core/digits.ts';
import { SharedCameraError } from '../../core/errors.ts';
import { type MappingName, mappingName, type Namespace, parseOsName } from '../../core/names.ts';
import type { Sentence } from '../../core/sentences/sentence.ts';
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
import { FALLOC_FL_KEEP_SIZE, O_CLOEXEC, O_CREAT, O_EXCL, O_NONBLOCK, O_RDONLY, O_RDWR, SHM_FOLDER } from './constants.ts';
import { fileWriters } from './file-writers.ts';
import { HolderWatch, hiddenProcesses } from './holders.ts';
import { errnoOf, lastErrno, libc, osFailure } from './libc.ts';
import { checkOwner, checkRegular, fileKind, MODE, objectNames, objectPath, statName, statObject } from './object-file.ts';
import { processIds, processorMs } from './processes.ts';
import { PosixSection } from './section.ts';

/** x86-64 has pages of 4 KiB; arm64 kernels may use up to 64 KiB, a size that is a multiple for all of them. */
const PAGE_BYTES = process.arch === 'x64' ? 4096 : 65_536;

/** Shared memory objects of Linux. Other POSIX systems lack open file description locks and /proc. */
export class PosixBackend implements OsBackend {
  readonly platform = 'posix';
  readonly pageBytes = PAGE_BYTES;
  readonly allocationGranularity = PAGE_BYTES;
  readonly largePageBytes = 0;
  readonly uid = process.geteuid?.() ?? 0;

  name(name: string, namespace: Namespace): MappingName {
    return mappingName(name, namespace, this.platform, this.uid);
  }

  createSection(name: MappingName, bytes: number, options: CreateSectionOptions): Section {
    if (options.largePages)
      throw new SharedCameraError('UNSUPPORTED', 'Large pages are not possible for shared memory objects of this system.', {
        cause: 'Objects of /dev/shm use large pages only where the administrator mounted it so (huge=), not one by one.',
        remedy: 'Leave the option out, or ask the administrator to remount /dev/shm with huge=advise.',
      });
    // What replaces another is made beside it, hidden, so that the old one keeps its place until all is ready.
    if (options.replace) removeAbandoned(name);
    const made = options.replace ? `${successorsOf(name)}${process.pid}` : name.osName;
    const fd = libc().shmOpen(made, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, MODE.private);
    if (fd < 0) throw createFailure(name, lastErrno());
    try {
      sizeObject(name, fd, roundUp(bytes, PAGE_BYTES));
      // By number, because the mode given to shm_open is cut by the umask.
      if (libc().fchmod(fd, MODE[options.share]) !== 0)
        throw osFailure('OS_ERROR', 'fchmod', lastErrno(), `The permissions of "${name.osName}" cannot be set`);
      if (made !== name.osName) renameSync(join(SHM_FOLDER, made), objectPath(name));
    } catch (error) {
      libc().shmUnlink(made);
      libc().close(fd);
      throw error;
    }
    return new PosixSection(name, fd, PAGE_BYTES, false);
  }

  openSection(name: MappingName, options: OpenSectionOptions): Section {
    return this.#open(name, options, (stats) => {
      if (stats.size === 0n) throw notSized(name);
    });
  }

  #open(name: MappingName, { access, trust }: OpenSectionOptions, check?: (stats: BigIntStats) => void): PosixSection {
    // Without O_NONBLOCK a pipe of this name would hold us up for ever; on a shared memory object it has no effect.
    const flags = (access === 'observe' ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK;
    const fd = libc().shmOpen(name.osName, flags, 0);
    if (fd < 0) throw openFailure(name, lastErrno());
    try {
      const stats = statObject(fd);
      checkRegular(name, stats);
      if (!trust) checkOwner(name, stats, this.uid);
      check?.(stats);
    } catch (error) {
      libc().close(fd);
      throw error;
    }
    return new PosixSection(name, fd, PAGE_BYTES, access === 'observe');
  }

  listSections(): readonly FoundSection[] {
    return objectNames().flatMap((osName) => {
      const name = parseOsName(osName, this.platform, this.uid);
      const stats = name && statName(name);
      return name && stats?.isFile() ? [{ name, realBytes: Number(stats.size) }] : [];
    });
  }

  removeName(name: MappingName): void {
    if (libc().shmUnlink(name.osName) === 0) return;
    throw openFailure(name, lastErrno(), 'shm_unlink');
  }

  /** /dev/shm is sticky: only the owner, or the administrator, removes what lies in it. */
  mayRemove(name: MappingName): boolean {
    const owner = statName(name)?.uid;
    return owner === undefined || this.uid === 0 || owner === BigInt(this.uid);
  }

  holders(name: MappingName): HolderReport {
    const section = this.#open(name, { access: 'observe', trust: true });
    try {
      return section.holders();
    } finally {
      section.close();
    }
  }

  watchHolders(): (sections: readonly Section[]) => readonly HolderReport[] {
    const watch = new HolderWatch();
    return (sections) => watch.look(sections.flatMap((section) => (section instanceof PosixSection ? [section.object()] : [])));
  }

  fileWriters(path: string): readonly number[] | undefined {
    return fileWriters(path);
  }

  processorMs(pid: number): number | undefined {
    return processorMs(pid);
  }

  room(): Room {
    const { bavail, blocks, bsize } = statfsSync(SHM_FOLDER);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, place: SHM_FOLDER };
  }

  /** Any user may make any name here; large pages cannot be had one by one. */
  privilege(what: 'global-names' | 'large-pages'): boolean {
    return what === 'global-names';
  }

  hiddenProcesses(): Sentence | undefined {
    return hiddenProcesses();
  }
}

function successorsOf({ osName }: MappingName): string {
  return `/.${osName.slice(1)}.successor-`;
}

/** What a program left that was killed before it could give its new object the name: hidden, so that nobody else would ever remove it. */
function removeAbandoned(name: MappingName): void {
  const start = successorsOf(name);
  const running = new Set(processIds());
  for (const object of objectNames()) {
    if (!object.startsWith(start)) continue;
    const maker = Number(object.slice(start.length));
    if (maker === process.pid || !running.has(maker)) libc().shmUnlink(object);
  }
}

/**
 * Reserves the pages before the size becomes visible: on a full /dev/shm this fails here instead of killing whoever touches the memory
 * later, and an opener sees either no size or the whole one. Nothing is written: the pages are zero, which is a free lock.
 */
function sizeObject(name: MappingName, fd: number, bytes: number): void {
  if (libc().fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, bytes) !== 0) {
    const errno = lastErrno();
    if (errno !== errnoOf('EOPNOTSUPP')) throw noRoom('fallocate', name, bytes, errno);
  }
  if (libc().ftruncate(fd, bytes) !== 0) throw noRoom('ftruncate', name, bytes, lastErrno());
}

function noRoom(call: string, name: MappingName, bytes: number, errno: number): SharedCameraError {
  const full = ['ENOSPC', 'ENOMEM', 'EFBIG', 'EDQUOT'].some((code) => errno === errnoOf(code));
  const message = `There is no room for "${name.osName}" with ${bytesText(bytes)} in /dev/shm`;
  return osFailure(full ? 'NOT_ENOUGH_MEMORY' : 'OS_ERROR', call, errno, message, { details: { need: bytes } });
}

function createFailure(name: MappingName, errno: number): SharedCameraError {
  if (errno !== errnoOf('EEXIST')) return openFailure(name, errno);
  const stats = statName(name);
  const have = stats?.isFile() ? Number(stats.size) : undefined;
  const kind =
    stats && have === undefined
      ? `${fileKind(stats)}, not a mapping`
      : `a mapping of ${have === undefined ? 'unknown size' : bytesText(have)}`;
  return osFailure('EXISTS', 'shm_open', errno, `"${name.osName}" exists already: ${kind}`, {
    details: { name: name.name, ...(have !== undefined && { have }) },
  });
}

function openFailure(name: MappingName, errno: number, call = 'shm_open'): SharedCameraError {
  if (errno === errnoOf('ENOENT')) return osFailure('NOT_FOUND', call, errno, `There is no mapping "${name.osName}"`);
  // Directories, symbolic links and sockets do not open at all, each with another number.
  const stats = statName(name);
  if (stats && !stats.isFile()) {
    const message = `"${name.osName}" is not a shared memory object but ${fileKind(stats)}`;
    return osFailure('WRONG_TYPE', call, errno, message);
  }
  if (errno === errnoOf('EACCES') || errno === errnoOf('EPERM')) {
    const owner = stats ? ` of user ${stats.uid} with mode ${(stats.mode & 0o7777n).toString(8)}` : '';
    return osFailure('ACCESS_DENIED', call, errno, `"${name.osName}"${owner} may not be opened by this user`);
  }
  if (errno === errnoOf('EMFILE') || errno === errnoOf('ENFILE'))
    return osFailure('OS_ERROR', call, errno, `"${name.osName}" cannot be opened: too many files are open`);
  return osFailure('OS_ERROR', call, errno, `"${name.osName}" cannot be opened`);
}

function notSized(name: MappingName): SharedCameraError {
  return new SharedCameraError('SIZE_MISMATCH', `"${name.osName}" has 0 bytes.`, {
    cause: 'Its creator has not sized it yet, or died before it could.',
    remedy: 'Wait for the producer or restart it; a stale name is removed with `sharedcam list --remove-stale`.',
    details: { have: 0 },
  });
}
