import { cpus, platform, release, totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { MemoryFigures } from './frame-path/memory.ts';
import type { PathRow } from './frame-path/table.ts';

/** What the benchmarks share: measurements of two sides taken in turn, so that whatever else the machine does hits both alike. */
export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface BenchRow {
  readonly label: string;
  readonly ours: Percentiles;
  readonly peer: Percentiles;
  /** ours / peer at the median, in `unit`: below 1 is better where the unit is a time, above 1 where it counts work done. */
  readonly ratio: number;
  readonly unit: string;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
  readonly node: string;
}

export interface BenchOptions {
  /** Takes its time: for memory over minutes, and for steadier figures. */
  readonly long: boolean;
  /** Only cases whose title holds this. */
  readonly only: string | undefined;
}

export interface BenchResult {
  readonly id: string;
  readonly title: string;
  readonly peer: string;
  readonly rows: readonly BenchRow[];
  readonly machine?: Machine;
  readonly note?: string;
  /** More than fits the common table. */
  readonly paths?: readonly PathRow[];
  readonly memory?: MemoryFigures;
}

export const MIN_ROUNDS = 30;

/** Nearest-rank percentiles. */
export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: rank(0.5), p99: rank(0.99) };
}

export function row(label: string, unit: string, ours: readonly number[], peer: readonly number[]): BenchRow {
  const [mine, theirs] = [percentiles(ours), percentiles(peer)];
  return { label, unit, ours: mine, peer: theirs, ratio: mine.p50 / theirs.p50 };
}

export interface Contest {
  readonly label: string;
  readonly unit: string;
  readonly rounds?: number;
  /** One measurement in `unit`. */
  readonly ours: () => number | Promise<number>;
  readonly peer: () => number | Promise<number>;
}

/** Measures both sides in turn, each going first every other round, after one round that does not count. */
export async function contest({ label, unit, rounds = MIN_ROUNDS, ours, peer }: Contest): Promise<BenchRow> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = -1; round < Math.max(rounds, MIN_ROUNDS); round++) {
    let a: number;
    let b: number;
    if (round % 2 === 0) {
      a = await ours();
      b = await peer();
    } else {
      b = await peer();
      a = await ours();
    }
    if (round < 0) continue;
    mine.push(a);
    theirs.push(b);
  }
  return row(label, unit, mine, theirs);
}

/** Words of the first `left` columns begin below each other, figures of the rest end below each other. */
export function alignedTable(lines: readonly (readonly string[])[], left: number): string {
  const widths = lines[0]?.map((_title, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number) =>
    column < left ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}

export function machine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    os: `${platform()} ${release()}`,
    node: process.version,
  };
}

/** `--long`, `--only=TEXT`, and names of benchmarks. */
export function readOptions(words: readonly string[]): BenchOptions & { readonly names: readonly string[] } {
  const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length);
  return { long: words.includes('--long'), only, names: words.filter((word) => !word.startsWith('-')) };
}

/** `tsx bench/NAME/index.ts` prints the JSON of one benchmark alone. */
export async function printWhenMain(moduleUrl: string, run: (options: BenchOptions) => Promise<BenchResult>): Promise<void> {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return;
  console.log(JSON.stringify(await run(readOptions(process.argv.slice(2))), undefined, 2));
}
