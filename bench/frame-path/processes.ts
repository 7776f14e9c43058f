import { readdirSync, readFileSync } from 'node:fs';

/** What a group of processes has used so far. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentBytes: number;
}

const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** All processes below `root` and itself, by what they are: `role` sorts each by its command line. */
export function usageBelow(root: number, role: (commandLine: string, pid: number) => string): Map<string, Usage> {
  const processes = readdirSync('/proc').map(Number).filter(Number.isInteger).flatMap(readProcess);
  const usage = new Map<string, Usage>();
  const add = (process: Process): void => {
    const name = role(process.commandLine, process.pid);
    const before = usage.get(name) ?? { cpuMs: 0, residentBytes: 0 };
    usage.set(name, {
      cpuMs: before.cpuMs + process.cpuMs,
      residentBytes: before.residentBytes + process.residentBytes,
    });
    for (const child of processes) if (child.parent === process.pid) add(child);
  };
  for (const process of processes) if (process.pid === root) add(process);
  return usage;
}

interface Process extends Usage {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, resident] = [fields[1], fields[11], fields[12], fields[21]].map(Number);
    return [
      {
        pid,
        parent: parent ?? 0,
        cpuMs: ((user ?? 0) + (system ?? 0)) * TICK_MS,
        residentBytes: (resident ?? 0) * PAGE_BYTES,
        commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      },
    ];
  } catch {
    return []; // it has ended meanwhile
  }
}
