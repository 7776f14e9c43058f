import koffi from 'koffi';
import { type ErrorCode, type ErrorOptions, SharedCameraError } from '../../core/errors.ts';

/**
 * The C library's functions that Node has no door to, and those that belong to them. fstat is not among them: its structure differs
 * between processors and C libraries, and `fs.fstatSync` takes any descriptor.
 */
export interface Libc {
  /** https://man7.org/linux/man-pages/man3/shm_open.3.html */
  shmOpen(name: string, flags: number, mode: number): number;
  /** https://man7.org/linux/man-pages/man3/shm_unlink.3.html */
  shmUnlink(name: string): number;
  /** https://man7.org/linux/man-pages/man2/close.2.html */
  close(fd: number): number;
  /** https://man7.org/linux/man-pages/man2/ftruncate.2.html */
  ftruncate(fd: number, bytes: number): number;
  /** https://man7.org/linux/man-pages/man2/fallocate.2.html */
  fallocate(fd: number, mode: number, offset: number, bytes: number): number;
  /** https://man7.org/linux/man-pages/man2/fchmod.2.html */
  fchmod(fd: number, mode: number): number;
  /** https://man7.org/linux/man-pages/man2/mmap.2.html */
  mmap(address: null, bytes: number, protection: number, flags: number, fd: number, offset: number): bigint;
  /** https://man7.org/linux/man-pages/man2/munmap.2.html */
  munmap(address: bigint, bytes: number): number;
  /** https://man7.org/linux/man-pages/man2/fcntl.2.html */
  fcntl(fd: number, command: number, lock: Flock): number;
}

/** struct flock; `start` and `length` fields as in https://man7.org/linux/man-pages/man2/F_OFD_SETLK.2const.html */
export interface Flock {
  l_type: number;
  l_whence: number;
  l_start: number;
  l_len: number;
  /** Must be 0 for open file description locks. */
  l_pid: number;
}

let loaded: Libc | undefined;

export function libc(): Libc {
  loaded ??= bind();
  return loaded;
}

function bind(): Libc {
  // The process has its C library loaded already, whatever the file is called. Until glibc 2.33 shm_open lived in librt.
  const own = koffi.load(null);
  const hasShm = ['shm_open', 'shm_unlink'].every((name) => exports(own, name));
  const shm = hasShm ? own : koffi.load('librt.so.1');
  const flock = koffi.struct({ l_type: 'int16_t', l_whence: 'int16_t', l_start: 'int64_t', l_len: 'int64_t', l_pid: 'int32_t' });
  const fcntl = own.func('int fcntl(int fd, int command, ...)');
  const lockPointer = koffi.inout(koffi.pointer(flock));
  return {
    shmOpen: shm.func('int shm_open(const char *name, int flags, uint32_t mode)'),
    shmUnlink: shm.func('int shm_unlink(const char *name)'),
    close: own.func('int close(int fd)'),
    ftruncate: own.func('int ftruncate(int fd, int64_t bytes)'),
    fallocate: own.func('int fallocate(int fd, int mode, int64_t offset, int64_t bytes)'),
    fchmod: own.func('int fchmod(int fd, uint32_t mode)'),
    mmap: own.func('void *mmap(void *address, size_t bytes, int protection, int flags, int fd, int64_t offset)'),
    munmap: own.func('int munmap(void *address, size_t bytes)'),
    fcntl: (fd, command, lock) => fcntl(fd, command, lockPointer, lock) as number,
  };
}

function exports(library: ReturnType<typeof koffi.load>, name: string): boolean {
  try {
    library.symbol(name);
    return true;
  } catch {
    return false;
  }
}

/** Number of the last failed call. Read it at once after that call, before anything else can set it. */
export function lastErrno(): number {
  return koffi.errno();
}

/** The number behind an errno name, as `ENOENT`. */
export function errnoOf(name: string): number {
  return koffi.os.errno[name] ?? -1;
}

export function errnoName(number: number): string {
  const found = Object.entries(koffi.os.errno).find(([, value]) => value === number);
  return found ? found[0] : `errno ${number}`;
}

export function osFailure(
  code: ErrorCode,
  call: string,
  errno: number,
  message: string,
  options: ErrorOptions = {},
): SharedCameraError {
  return new SharedCameraError(code, `${message} (${call}: ${errnoName(errno)})`, { ...options, os: { call, number: errno } });
}
