import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { HolderState } from '../../core/holders.ts';

/** What /proc tells about processes: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */

export function processIds(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}

export interface ProcessFacts {
  readonly program: string;
  readonly path: string | null;
  readonly user: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly since: number | null;
  readonly state: HolderState;
}

export function processFacts(pid: number): ProcessFacts {
  const stat = statOf(pid);
  return {
    program: stat?.program ?? '?',
    path: pathOf(pid),
    user: userOf(pid),
    since: stat ? bootMs() + (stat.startTicks * 1000) / TICKS_PER_SECOND : null,
    state: stat ? stat.state : 'dead',
  };
}

/** Program and arguments, with spaces between; undefined where they may not be read. */
export function commandLineOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

/** Processor time that the process has used, in milliseconds; undefined where it is gone. */
export function processorMs(pid: number): number | undefined {
  const stat = statOf(pid);
  return stat && (stat.ticks * 1000) / TICKS_PER_SECOND;
}

/** Of the interface between kernel and programs, whatever the kernel itself counts in: USER_HZ. */
const TICKS_PER_SECOND = 100;

/** Something that changes when the process maps or unmaps memory, and with the process itself. */
export function memoryOf(pid: number): string {
  const stat = statOf(pid);
  return stat ? `${stat.startTicks} ${stat.memoryBytes}` : '';
}

interface Stat {
  readonly program: string;
  readonly state: HolderState;
  readonly ticks: number;
  readonly startTicks: number;
  readonly memoryBytes: number;
}

function statOf(pid: number): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The program's name stands in parentheses and may itself hold some.
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const number = (index: number) => Number(fields[index - 3]);
  return {
    program: text.slice(text.indexOf('(') + 1, end),
    state: STATES[fields[0] ?? ''] ?? 'running',
    ticks: number(14) + number(15),
    startTicks: number(22),
    memoryBytes: number(23),
  };
}

const STATES: Readonly<Record<string, HolderState>> = { T: 'stopped', t: 'stopped', Z: 'dead', X: 'dead', x: 'dead' };

let boot: number | undefined;

function bootMs(): number {
  boot ??= 1000 * Number(/^btime (\d+)/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1] ?? 0);
  return boot;
}

function pathOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

function userOf(pid: number): string | null {
  const uid = /^Uid:\s*(\d+)/m.exec(statusOf(pid) ?? '')?.[1];
  return uid === undefined ? null : userName(Number(uid));
}

export function statusOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return undefined;
  }
}

let users: ReadonlyMap<number, string> | undefined;

/** By the list of local users; a number where that does not know it. */
export function userName(uid: number): string {
  users ??= readUsers();
  return users.get(uid) ?? String(uid);
}

function readUsers(): ReadonlyMap<number, string> {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return new Map(lines.map((line) => line.split(':')).map(([name = '', , uid]) => [Number(uid), name]));
  } catch {
    return new Map();
  }
}
