import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';
import { type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

const FRAMES = [
  ['1.77 MB (1024 x 576 RGB24)', 1_769_472],
  ['6.2 MB (1080p RGB24)', 6_220_800],
  ['24.9 MB (4K RGB24)', 24_883_200],
] as const;

/** B1: what the lock adds to a copy. */
export async function run(): Promise<BenchResult> {
  const child = new LineChild(compile('lock-copy', ['bench/lock-copy/lock-copy.c', ...framelockSources()]), []);
  const measure = async (what: 'locked' | 'plain', bytes: number) => {
    child.say(`${what} ${bytes}`);
    return Number(await child.heard());
  };
  const rows: BenchRow[] = [];
  const rates: string[] = [];
  for (const [label, bytes] of FRAMES) {
    const result = await contest({
      label,
      unit: 'us',
      rounds: 60,
      ours: () => measure('locked', bytes),
      peer: () => measure('plain', bytes),
    });
    rows.push(result);
    rates.push((bytes / result.peer.p50 / 1000).toFixed(1));
  }
  child.end();
  return {
    id: 'B1',
    title: 'Lock, copy, unlock',
    peer: 'memcpy of the same buffers',
    rows,
    note: `memcpy on this machine: ${rates.join(', ')} GB/s.`,
  };
}

await printWhenMain(import.meta.url, run);
