import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { processIds } from './processes.ts';

/** Of an open file's flags, those that allow writing (fcntl.h), in octal as /proc writes them. */
const WRITES = 0o3;

/** Of processes that this user may look into: https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html */
export function fileWriters(path: string): readonly number[] | undefined {
  const wanted = realPath(path);
  const pids = wanted === undefined ? [] : processIds().filter((pid) => writes(pid, wanted));
  return pids.length > 0 ? pids : undefined;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined; // it is not there
  }
}

function writes(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      if (readlinkSync(`/proc/${pid}/fd/${fd}`) !== path) return false;
      const [, flags = '0'] = /^flags:\s*(\d+)/mu.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1')) ?? [];
      return (Number.parseInt(flags, 8) & WRITES) !== 0;
    });
  } catch {
    return false; // of another user, or gone meanwhile
  }
}
