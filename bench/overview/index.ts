import { randomUUID } from 'node:crypto';
import { MappingOverview } from '../../native/camera/mappings/overview.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

const PAYLOAD = 1_769_472;
const COUNTS = [1, 64, 256];
const ROUNDS = 30;

/** B10: one look at all mappings, as the overview does it about once a second. */
export async function run(): Promise<BenchResult> {
  const os = getOsBackend();
  const overview = new MappingOverview(os, loadFramelock());
  const prefix = `bench-${randomUUID().slice(0, 8)}`;
  const made: SharedMapping[] = [];
  const rows: BenchRow[] = [];
  try {
    for (const count of COUNTS) {
      while (made.length < count)
        made.push(SharedMapping.create({ name: `${prefix}-${made.length}`, namespace: 'local', payloadBytes: PAYLOAD }));
      rows.push(
        await contest({
          label: `${count} ${count === 1 ? 'mapping' : 'mappings'}`,
          unit: 'ms of processor',
          // The other side takes its time: with 256 mappings some ten seconds a round.
          rounds: count > 100 ? 5 : ROUNDS,
          ours: () => processorMs(() => overview.look()),
          peer: () =>
            processorMs(() => {
              for (const mapping of made) mapping.holders();
            }),
        }),
      );
    }
  } finally {
    for (const mapping of made) mapping.close();
  }
  return {
    id: 'B10',
    title: 'One look at all mappings: sizes, lock words, trailers, pictures, holders',
    peer: 'only the holders, asked mapping by mapping: a walk through all processes for each',
    rows,
    note: 'The overview pauses nineteen times as long as a look took, at least a second, so that it takes no more than a twentieth of a processor.',
  };
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

await printWhenMain(import.meta.url, run);
