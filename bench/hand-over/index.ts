import { LineChild } from '../child.ts';
import { type BenchResult, type BenchRow, contest, MIN_ROUNDS, printWhenMain } from '../support.ts';
import { compileHandOver, handOver, POLL_INTERVAL_NS, SIZES, throughMapping } from './hand-over.ts';

const PEERS = [
  { kind: 'unix', label: 'unix socket' },
  { kind: 'tcp', label: 'TCP loopback' },
  { kind: 'pipe', label: 'pipe' },
];

/** B3: from the first byte sent by one process to the last byte in another process's own memory. */
export async function run(): Promise<BenchResult> {
  const program = compileHandOver();
  const rows: BenchRow[] = [];
  for (const size of SIZES)
    for (const peer of PEERS) {
      const ours = throughMapping(program, size.bytes);
      const theirs = new LineChild(program, [peer.kind, String(size.bytes)]);
      await Promise.all([ours.heard(), theirs.heard()]);
      rows.push(
        await contest({
          label: `${size.label}, ${peer.label}`,
          unit: 'us',
          rounds: 2 * MIN_ROUNDS,
          ours: () => handOver(ours),
          peer: () => handOver(theirs),
        }),
      );
      ours.end();
      theirs.end();
    }
  return {
    id: 'B3',
    title: 'Hand-over between two processes, copy out included',
    peer: 'unix socket, TCP loopback, pipe',
    rows,
    note: `Both ends in C. Our receiver finds the frame by polling every ${POLL_INTERVAL_NS / 1000} us; sockets and pipe have 1 MiB of buffer where the system allows it.`,
  };
}

await printWhenMain(import.meta.url, run);
