import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Of an open file's flags, those that allow writing (fcntl.h), in octal as /proc writes them. */
const WRITES = 0o3;

/** The process that writes a file now, as far as the system tells: Linux of processes of the same user. Undefined: none that is known. */
export function writerOf(path: string): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const wanted = realpathSync(path);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .find((pid) => opens(pid, wanted));
}

function opens(pid: number, path: string): boolean {
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
