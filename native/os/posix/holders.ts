import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { Holder, HolderReport } from '../os-backend.ts';

export interface ObjectIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly owner: number;
  /** True when the permission bits keep everybody but the owner out. */
  readonly private: boolean;
  /** Whether a process of this id declared itself to be one of our programs that has the object open. */
  isOurs(pid: number): boolean;
}

/** Looked up in /proc: https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html */
export function findHolders(object: ObjectIdentity): HolderReport {
  const holders: Holder[] = [];
  let unseenPrivileged = 0;
  let unseenOthers = 0;
  for (const pid of processIds()) {
    // The asking descriptor does not see its own mark, so a mark of this process is another open of it.
    const found = pid === process.pid ? object.isOurs(pid) : holds(pid, object);
    if (found === true) holders.push({ pid, program: programOf(pid), user: userOf(pid), ours: object.isOurs(pid) });
    // Where every process is listed, number 1 is the system's init: not even root may look into it everywhere, and no camera program.
    else if (pid === 1) continue;
    else if (found === undefined && isPrivileged(pid)) unseenPrivileged++;
    else if (found === undefined && !isKeptOut(pid, object)) unseenOthers++;
  }
  const hidden = hiddenProcesses();
  if (hidden) return { holders, complete: false, unseen: 'any', reason: hidden };
  const unseen = unseenPrivileged + unseenOthers;
  if (unseen === 0) return { holders, complete: true, unseen: 'none' };
  const whose = unseenOthers > 0 ? 'other users' : 'the administrator';
  const reason = `${unseen} processes of ${whose} could not be looked into`;
  return { holders, complete: false, unseen: unseenOthers > 0 ? 'any' : 'privileged', reason };
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

/** Whether the process has the object mapped or open; undefined where we may not look. A process that is gone holds nothing. */
function holds(pid: number, object: ObjectIdentity): boolean | undefined {
  try {
    if (mapsObject(readFileSync(`/proc/${pid}/maps`, 'latin1'), object)) return true;
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => isObject(`${folder}/${fd}`, object));
  } catch (error) {
    return isGone(error) ? false : undefined;
  }
}

/** Lines as `7f..-7f.. rw-s 00000000 00:1b 42 /dev/shm/cam`. */
function mapsObject(maps: string, object: ObjectIdentity): boolean {
  const inode = String(object.ino);
  const device = deviceText(object.dev);
  if (!maps.includes(` ${inode} `)) return false;
  return maps.split('\n').some((line) => {
    const [, , , lineDevice, lineInode] = line.split(/\s+/, 5);
    return lineInode === inode && lineDevice === device;
  });
}

/** As the kernel prints it: major and minor number in hex. https://man7.org/linux/man-pages/man3/makedev.3.html */
function deviceText(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xffff_f000n);
  const minor = (dev & 0xffn) | ((dev >> 12n) & 0xffff_ff00n);
  return `${major.toString(16).padStart(2, '0')}:${minor.toString(16).padStart(2, '0')}`;
}

function isObject(path: string, object: ObjectIdentity): boolean {
  try {
    if (!readlinkSync(path).startsWith('/')) return false;
    const stats = statSync(path, { bigint: true });
    return stats.dev === object.dev && stats.ino === object.ino;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR';
}

/** Overrides of file permissions: https://man7.org/linux/man-pages/man7/capabilities.7.html (CAP_DAC_OVERRIDE). */
const CAP_DAC_OVERRIDE = 1n << 1n;

/** A process that we may not look into, but whose state anybody may read: one that passes every permission check. */
function isPrivileged(pid: number): boolean {
  const status = statusOf(pid);
  if (!status) return false;
  const capabilities = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  const uids = /^Uid:\s*(.*)/m.exec(status)?.[1]?.split(/\s+/) ?? [];
  return hasMemory(status) && (uids.includes('0') || (capabilities & CAP_DAC_OVERRIDE) !== 0n);
}

/** Neither kernel threads nor unprivileged processes of other users can have a private object open. */
function isKeptOut(pid: number, object: ObjectIdentity): boolean {
  const status = statusOf(pid);
  if (!status || !hasMemory(status)) return true;
  const uids = /^Uid:\s*(.*)/m.exec(status)?.[1]?.split(/\s+/) ?? [];
  return object.private && uids.length > 0 && !uids.includes(String(object.owner));
}

function hasMemory(status: string): boolean {
  return /^VmSize:/m.test(status);
}

function statusOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return undefined;
  }
}

function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '?';
  }
}

function userOf(pid: number): string | undefined {
  const status = statusOf(pid);
  return status && /^Uid:\s*(\d+)/m.exec(status)?.[1];
}

/** The initial process id namespace, which sees every process: PROC_PID_INIT_INO of linux/proc_ns.h. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/** Why processes may exist that /proc does not even list, or undefined. */
function hiddenProcesses(): string | undefined {
  try {
    if (readlinkSync('/proc/self/ns/pid') !== INITIAL_PID_NAMESPACE)
      return 'this program runs in a container and does not see the processes outside of it';
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const proc = mounts.find((line) => line.split(' ')[1] === '/proc');
    if (proc && /hidepid=(?!0|off)/.test(proc) && process.geteuid?.() !== 0) return '/proc hides the processes of other users';
    return undefined;
  } catch {
    return '/proc is not readable';
  }
}
