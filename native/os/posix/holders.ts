import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { HolderRights } from '../../core/holders.ts';
import type { Holder, HolderReport } from '../os-backend.ts';
import { processFacts, processIds, statusOf } from './processes.ts';

export interface ObjectIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly owner: number;
  /** True when the permission bits keep everybody but the owner out. */
  readonly private: boolean;
  /** Whether a process of this id declared itself to be one of our programs that has the object open. */
  isOurs(pid: number): boolean;
}

export function findHolders(object: ObjectIdentity): HolderReport {
  return findAllHolders([object])[0] ?? { holders: [], complete: false, unseen: 'any', reason: '/proc is not readable' };
}

/** One walk through /proc for any number of objects: https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html */
export function findAllHolders(objects: readonly ObjectIdentity[]): readonly HolderReport[] {
  const wanted = new Map(objects.map((object, index) => [keyOf(object), index]));
  const devices = new Set(objects.map(({ dev }) => deviceText(dev)));
  const found = objects.map((): { holders: Holder[]; privileged: number; others: number } => ({
    holders: [],
    privileged: 0,
    others: 0,
  }));
  const hidden = hiddenProcesses();
  for (const pid of processIds()) {
    // The asking descriptor does not see its own mark, so a mark of this process is another open of it.
    const own = pid === process.pid;
    const held = own ? ownRights(objects) : rightsOf(pid, wanted, devices);
    if (held) {
      const facts = held.size > 0 ? processFacts(pid) : undefined;
      for (const [index, rights] of held) {
        const object = objects[index];
        if (object && facts) found[index]?.holders.push({ pid, ...facts, rights, ours: own || object.isOurs(pid), self: own });
      }
    } else if (pid !== 1) {
      // Where every process is listed, number 1 is the system's init: not even root may look into it everywhere, and no camera program.
      const unseen = unseenProcess(pid);
      for (const [index, object] of objects.entries()) {
        const entry = found[index];
        if (entry && unseen?.privileged) entry.privileged++;
        else if (entry && unseen && !isKeptOut(unseen, object)) entry.others++;
      }
    }
  }
  return found.map(({ holders, privileged, others }) => report(holders, privileged, others, hidden));
}

function report(holders: readonly Holder[], privileged: number, others: number, hidden: string | undefined): HolderReport {
  if (hidden) return { holders, complete: false, unseen: 'any', reason: hidden };
  const unseen = privileged + others;
  if (unseen === 0) return { holders, complete: true, unseen: 'none' };
  const whose = others > 0 ? 'other users' : 'the administrator';
  const reason = `${unseen} processes of ${whose} could not be looked into`;
  return { holders, complete: false, unseen: others > 0 ? 'any' : 'privileged', reason };
}

/** By index of the object. */
type Held = ReadonlyMap<number, HolderRights>;

function ownRights(objects: readonly ObjectIdentity[]): Held {
  const held = new Map<number, HolderRights>();
  for (const [index, object] of objects.entries()) if (object.isOurs(process.pid)) held.set(index, 'unknown');
  return held;
}

/** What the process has mapped or open; undefined where we may not look. A process that is gone holds nothing. */
function rightsOf(pid: number, wanted: ReadonlyMap<string, number>, devices: ReadonlySet<string>): Held | undefined {
  const held = new Map<number, HolderRights>();
  try {
    addMapped(readFileSync(`/proc/${pid}/maps`, 'latin1'), wanted, devices, held);
    const folder = `/proc/${pid}/fd`;
    for (const fd of readdirSync(folder)) {
      const index = wanted.get(objectKey(`${folder}/${fd}`) ?? '');
      if (index !== undefined && !held.has(index)) held.set(index, 'open');
    }
    return held;
  } catch (error) {
    return isGone(error) ? held : undefined;
  }
}

/** Lines as `7f..-7f.. rw-s 00000000 00:1b 42 /dev/shm/cam`. */
function addMapped(
  maps: string,
  wanted: ReadonlyMap<string, number>,
  devices: ReadonlySet<string>,
  held: Map<number, HolderRights>,
): void {
  // Most processes map nothing on that device at all.
  if (![...devices].some((device) => maps.includes(` ${device} `))) return;
  for (const line of maps.split('\n')) {
    const [, permissions = '', , device = '', inode = ''] = line.split(/\s+/, 5);
    if (!devices.has(device)) continue;
    const index = wanted.get(`${device} ${inode}`);
    if (index !== undefined && held.get(index) !== 'write') held.set(index, permissions[1] === 'w' ? 'write' : 'read');
  }
}

/** `device inode`, as in the maps. */
function keyOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${deviceText(dev)} ${ino}`;
}

/** As the kernel prints it: major and minor number in hex. https://man7.org/linux/man-pages/man3/makedev.3.html */
function deviceText(dev: bigint): string {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xffff_f000n);
  const minor = (dev & 0xffn) | ((dev >> 12n) & 0xffff_ff00n);
  return `${major.toString(16).padStart(2, '0')}:${minor.toString(16).padStart(2, '0')}`;
}

/** Of what a descriptor leads to, if that is a file. */
function objectKey(path: string): string | undefined {
  try {
    if (!readlinkSync(path).startsWith('/')) return undefined;
    return keyOf(statSync(path, { bigint: true }));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR';
}

/** Overrides of file permissions: https://man7.org/linux/man-pages/man7/capabilities.7.html (CAP_DAC_OVERRIDE). */
const CAP_DAC_OVERRIDE = 1n << 1n;

interface Unseen {
  /** It passes every permission check. */
  readonly privileged: boolean;
  readonly uids: readonly string[];
}

/** A process that we may not look into, but whose state anybody may read; undefined for kernel threads and those that are gone. */
function unseenProcess(pid: number): Unseen | undefined {
  const status = statusOf(pid);
  if (!status || !/^VmSize:/m.test(status)) return undefined;
  const capabilities = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  const uids = /^Uid:\s*(.*)/m.exec(status)?.[1]?.split(/\s+/) ?? [];
  return { privileged: uids.includes('0') || (capabilities & CAP_DAC_OVERRIDE) !== 0n, uids };
}

/** Unprivileged processes of other users cannot have a private object open. */
function isKeptOut({ uids }: Unseen, object: ObjectIdentity): boolean {
  return object.private && uids.length > 0 && !uids.includes(String(object.owner));
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
