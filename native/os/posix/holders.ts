import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import type { HolderRights } from '../../core/holders.ts';
import { type Sentence, say } from '../../core/sentences/sentence.ts';
import type { Holder, HolderReport } from '../os-backend.ts';
import { ourProgram } from '../our-program.ts';
import type { Presence } from './object-locks.ts';
import { commandLineOf, memoryOf, type ProcessFacts, processFacts, processIds, statusOf } from './processes.ts';

export interface ObjectIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly owner: number;
  /** True when the permission bits keep everybody but the owner out. */
  readonly private: boolean;
  /** How a process of this id declared itself, if it is one of our programs and has the object open. */
  presence(pid: number): Presence | undefined;
}

export function findHolders(object: ObjectIdentity): HolderReport {
  return findAllHolders([object])[0] ?? { holders: [], complete: false, unseen: 'any', reason: say('holders.noProc') };
}

/** One walk through /proc for any number of objects: https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html */
export function findAllHolders(objects: readonly ObjectIdentity[]): readonly HolderReport[] {
  return collect(objects, scanProcess);
}

/**
 * The same again and again, for less: a process is looked into anew when it is new, when it had something open, when the size of its memory
 * changed, as it does when something is mapped, and now and then. What it opens without mapping it may be told late.
 */
export class HolderWatch {
  readonly #known = new Map<number, Known>();
  #devices = '';
  #turn = 0;

  look(objects: readonly ObjectIdentity[]): readonly HolderReport[] {
    this.#turn++;
    const devices = [...deviceSet(objects)].join(' ');
    if (devices !== this.#devices) this.#known.clear();
    this.#devices = devices;
    const pids = new Set<number>();
    const reports = collect(objects, (pid, wanted) => {
      pids.add(pid);
      return this.#scan(pid, wanted);
    });
    for (const pid of this.#known.keys()) if (!pids.has(pid)) this.#known.delete(pid);
    return reports;
  }

  #scan(pid: number, devices: ReadonlySet<string>): Held | undefined {
    const memory = memoryOf(pid);
    const known = this.#known.get(pid);
    const due = (pid + this.#turn) % LOOK_ANEW_TURNS === 0;
    if (known?.memory === memory && known.held?.size === 0 && !due) return known.held;
    const held = scanProcess(pid, devices);
    this.#known.set(pid, { memory, held });
    return held;
  }
}

const LOOK_ANEW_TURNS = 10;

interface Known {
  readonly memory: string;
  readonly held: Held | undefined;
}

type Scan = (pid: number, devices: ReadonlySet<string>) => Held | undefined;

function collect(objects: readonly ObjectIdentity[], scan: Scan): readonly HolderReport[] {
  const wanted = new Map(objects.map((object, index) => [keyOf(object), index]));
  const devices = deviceSet(objects);
  const found = objects.map((): { holders: Holder[]; privileged: number; others: number } => ({
    holders: [],
    privileged: 0,
    others: 0,
  }));
  const add = (pid: number, index: number, rights: HolderRights, facts: ProcessFacts, ours: boolean) =>
    found[index]?.holders.push({ pid, ...facts, ...(ours && named(pid)), rights, ours, self: pid === process.pid });
  const hidden = hiddenProcesses();
  for (const pid of processIds()) {
    // The asking descriptor does not see its own mark, so a mark of this process is another open of it.
    if (pid === process.pid) {
      const facts = processFacts(pid);
      for (const [index, object] of objects.entries()) {
        const presence = object.presence(pid);
        if (presence) add(pid, index, presence === 'observer' ? 'read' : 'unknown', facts, true);
      }
      continue;
    }
    const held = scan(pid, devices);
    let facts: ProcessFacts | undefined;
    let again: Held | undefined;
    for (const [key, rights] of held ?? []) {
      const index = wanted.get(key);
      const object = index === undefined ? undefined : objects[index];
      if (index === undefined || !object) continue;
      let ours = object.presence(pid) !== undefined;
      if (!ours) {
        // One of ours that closed it meanwhile took its mark with it: only who still has it open is a stranger.
        again ??= scanProcess(pid, devices);
        if (again && !again.has(key)) continue;
        ours = object.presence(pid) !== undefined;
      }
      facts ??= processFacts(pid);
      add(pid, index, rights, facts, ours);
    }
    // Where every process is listed, number 1 is the system's init: not even root may look into it everywhere, and no camera program.
    const unseen = held || pid === 1 ? undefined : unseenProcess(pid);
    if (!unseen) continue;
    for (const [index, object] of objects.entries()) {
      const entry = found[index];
      if (entry && unseen.privileged) entry.privileged++;
      else if (entry && !isKeptOut(unseen, object)) entry.others++;
    }
  }
  return found.map(({ holders, privileged, others }) => report(holders, privileged, others, hidden));
}

function named(pid: number): Partial<Pick<Holder, 'program'>> {
  const program = ourProgram(commandLineOf(pid) ?? '');
  return program === undefined ? {} : { program };
}

function deviceSet(objects: readonly ObjectIdentity[]): ReadonlySet<string> {
  return new Set(objects.map(({ dev }) => deviceText(dev)));
}

function report(holders: readonly Holder[], privileged: number, others: number, hidden: Sentence | undefined): HolderReport {
  if (hidden) return { holders, complete: false, unseen: 'any', reason: hidden };
  const unseen = privileged + others;
  if (unseen === 0) return { holders, complete: true, unseen: 'none' };
  const reason = say(others > 0 ? 'holders.unseenOthers' : 'holders.unseenPrivileged', { count: unseen });
  return { holders, complete: false, unseen: others > 0 ? 'any' : 'privileged', reason };
}

/** What of these devices a process has mapped or open, by `device inode`. */
type Held = ReadonlyMap<string, HolderRights>;

/** Undefined where we may not look. A process that is gone holds nothing. */
function scanProcess(pid: number, devices: ReadonlySet<string>): Held | undefined {
  const held = new Map<string, HolderRights>();
  try {
    addMapped(readFileSync(`/proc/${pid}/maps`, 'latin1'), devices, held);
    const folder = `/proc/${pid}/fd`;
    for (const fd of readdirSync(folder)) {
      const object = objectOf(`${folder}/${fd}`);
      if (object && devices.has(deviceText(object.dev)) && !held.has(keyOf(object))) held.set(keyOf(object), 'open');
    }
    return held;
  } catch (error) {
    return isGone(error) ? held : undefined;
  }
}

/** Lines as `7f..-7f.. rw-s 00000000 00:1b 42 /dev/shm/cam`. */
function addMapped(maps: string, devices: ReadonlySet<string>, held: Map<string, HolderRights>): void {
  // Most processes map nothing on that device at all.
  if (![...devices].some((device) => maps.includes(` ${device} `))) return;
  for (const line of maps.split('\n')) {
    const [, permissions = '', , device = '', inode = ''] = line.split(/\s+/, 5);
    if (!devices.has(device)) continue;
    const key = `${device} ${inode}`;
    if (held.get(key) !== 'write') held.set(key, permissions[1] === 'w' ? 'write' : 'read');
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

/** What a descriptor leads to, if that is a file. */
function objectOf(path: string): { readonly dev: bigint; readonly ino: bigint } | undefined {
  try {
    if (!readlinkSync(path).startsWith('/')) return undefined;
    return statSync(path, { bigint: true });
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

/** Whether processes outside of our own namespace are hidden from us. */
function inContainer(): boolean {
  return readlinkSync('/proc/self/ns/pid') !== INITIAL_PID_NAMESPACE;
}

/** Set to 1 by who started the container and knows that nobody outside of it has its /dev/shm, which cannot be seen from inside. */
const OWN_SHM = 'SHAREDCAM_OWN_SHM';

/** Why processes may exist that /proc does not even list, or undefined. */
export function hiddenProcesses(): Sentence | undefined {
  try {
    if (inContainer() && process.env[OWN_SHM] !== '1') return say('holders.container', { variable: OWN_SHM });
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
    const proc = mounts.find((line) => line.split(' ')[1] === '/proc');
    if (proc && /hidepid=(?!0|off)/.test(proc) && process.geteuid?.() !== 0) return say('holders.hidden');
    return undefined;
  } catch {
    return say('holders.noProc');
  }
}
