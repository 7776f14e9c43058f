import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';
import { type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

/** B2: an uncontended lock and unlock. */
export async function run(): Promise<BenchResult> {
  const sources = ['bench/lock-pair/lock-pair.c', 'bench/lock-pair/crate.c', ...framelockSources()];
  const child = new LineChild(compile('lock-pair', sources), []);
  const measure = async (who: 'transitions' | 'calls' | 'crate', what: 'read' | 'write') => {
    child.say(`${who} ${what}`);
    return Number(await child.heard());
  };
  const rows: BenchRow[] = [];
  for (const [who, suffix] of [
    ['transitions', ''],
    ['calls', ', guarded call'],
  ] as const)
    for (const what of ['read', 'write'] as const)
      rows.push(
        await contest({
          label: `${what} lock and unlock${suffix}`,
          unit: 'ns',
          rounds: 100,
          ours: () => measure(who, what),
          peer: () => measure('crate', what),
        }),
      );
  child.end();
  return {
    id: 'B2',
    title: 'Uncontended lock pair',
    peer: 'the sequence of the crate WinMMF 0.4 (a full fence after each step), in C',
    rows,
    note: 'First the transitions alone, as every frame call makes them; then the exported calls, which on POSIX guard against truncated objects.',
  };
}

await printWhenMain(import.meta.url, run);
