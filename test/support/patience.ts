import { performance } from 'node:perf_hooks';

const SPIN_MS = 200;

/**
 * A promise of one second, on a machine that has a core to give. Where other programs keep the cores busy, a process gets its turn later:
 * the second is stretched by as much as a loop of ours takes longer than the processor time it uses, measured now.
 */
export function promisedSecond(): number {
  const started = performance.now();
  const before = process.cpuUsage();
  let used = 0;
  while (used < SPIN_MS) {
    const { user, system } = process.cpuUsage(before);
    used = (user + system) / 1000;
  }
  return 1000 * Math.max(1, (performance.now() - started) / used);
}
