import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';
import { type BenchResult, type BenchRow, contest, MIN_ROUNDS, printWhenMain } from '../support.ts';

const SIZES = [
  { label: '1.77 MB', bytes: 1_769_472 },
  { label: '6.2 MB', bytes: 6_220_800 },
  { label: '24.9 MB', bytes: 24_883_200 },
];
const PEERS = [
  { kind: 'unix', label: 'unix socket' },
  { kind: 'tcp', label: 'TCP loopback' },
  { kind: 'pipe', label: 'pipe' },
];
/** How often the receiver of ours looks for a new frame; half of it on average is part of every figure. */
const POLL_INTERVAL_NS = 250_000;

/** B3: from the first byte sent by one process to the last byte in another process's own memory. */
export async function run(): Promise<BenchResult> {
  const program = compile('hand-over', ['bench/hand-over/hand-over.c', ...framelockSources()]);
  const rows: BenchRow[] = [];
  for (const size of SIZES)
    for (const peer of PEERS) {
      const ours = new LineChild(program, ['mapping', String(size.bytes), String(POLL_INTERVAL_NS)]);
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

async function handOver(child: LineChild): Promise<number> {
  child.say('');
  return Number(await child.heard()) / 1000;
}

await printWhenMain(import.meta.url, run);
