import { readdirSync, readFileSync } from 'node:fs';
import { until } from './wait.ts';

/** All processes below `pid`, read from /proc. */
export function processesOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((child) => {
      const stat = read(`/proc/${child}/stat`);
      return stat === undefined ? [] : [{ child, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
    });
  const below = (parent: number): number[] =>
    parents.filter((one) => one.parent === parent).flatMap(({ child }) => [child, ...below(child)]);
  return below(pid);
}

/** Whether it is there and not only waiting to be reaped. */
export function isRunning(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== undefined && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
}

/** Ends what is left of these, and waits until they are gone. */
export async function endAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, as it should.
    }
  await until(() => !pids.some(isRunning), { what: 'processes to end' });
}

export function commandLine(pid: number): string {
  return (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
}

export function residentBytes(pid: number): number {
  return Number((read(`/proc/${pid}/statm`) ?? '0 0').split(' ')[1]) * 4096;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // it has ended meanwhile
  }
}
