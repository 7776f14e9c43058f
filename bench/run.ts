// npm run bench [-- NAME… --long]: runs bench/*/index.ts one after the other, or those named, prints one table and writes bench/results.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../test/setup/build.mjs';
import { killLeftovers } from './child.ts';
import { pathTable } from './frame-path/table.ts';
import { alignedTable, type BenchOptions, type BenchResult, type BenchRow, machine, readOptions } from './support.ts';

const folder = import.meta.dirname;
const columns: readonly [string, (result: BenchResult, row: BenchRow) => string][] = [
  ['', (result) => result.id],
  ['what', (_result, row) => row.label],
  ['unit', (_result, row) => row.unit],
  ['ours p50', (_result, row) => figure(row.ours.p50)],
  ['ours p99', (_result, row) => figure(row.ours.p99)],
  ['peer p50', (_result, row) => figure(row.peer.p50)],
  ['peer p99', (_result, row) => figure(row.peer.p99)],
  ['ours/peer', (_result, row) => (Number.isFinite(row.ratio) ? row.ratio.toFixed(2) : '–')],
];

interface Bench {
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
  readonly onlyWhenNamed?: boolean;
}

const LEGEND =
  'Rates are of each camera; ceiling: what the same bytes reach beside the same publisher where nothing is done with them; times in ms; copies: out of the mapping for ' +
  'each frame that was shown (! = the account did not add up); processes in percent of one core.';
const file = join(folder, 'results.json');
const { names, ...options } = readOptions(process.argv.slice(2));
ensureBuilt();
const results: BenchResult[] = [];
for (const name of readdirSync(folder).toSorted()) {
  const path = join(folder, name, 'index.ts');
  if (!existsSync(path) || (names.length > 0 && !names.includes(name))) continue;
  const { run, onlyWhenNamed = false } = (await import(pathToFileURL(path).href)) as Bench;
  if (onlyWhenNamed && names.length === 0) continue;
  console.error(`${name} …`);
  try {
    results.push(await run(options));
  } catch (error) {
    console.error(`${name} was not measured: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
    killLeftovers();
  }
}
results.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));

for (const { id, title, peer, note } of results)
  console.log(`${id}  ${title}\n    against: ${peer}${note ? `\n    ${note}` : ''}`);
console.log(`\n${table(results)}\n`);
const host = machine();
const hostText = `${host.cpu}, ${host.cores} cores, ${host.memoryGiB} GiB, ${host.os}, Node ${host.node}`;
console.log(hostText);
const kept = names.length > 0 ? recorded().filter(({ id }) => results.every((result) => result.id !== id)) : [];
const all = [...kept, ...results].toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
// Some cases of a benchmark are not its results.
if (options.only === undefined) {
  writeFileSync(file, `${JSON.stringify({ measuredAt: new Date().toISOString(), machine: host, results: all }, undefined, 2)}\n`);

  putIntoReadme(all);
}

/** The tables of the README are those of the results. */
function putIntoReadme(from: readonly BenchResult[]): void {
  const readme = join(folder, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const details = from.flatMap(({ id, title, note, paths }) =>
    paths ? [`${id}, ${title}${note ? ` (${note})` : ''}:`, fenced(pathTable(paths)), LEGEND] : [],
  );
  const tables = [`${hostText}.`, fenced(table(from)), ...details].join('\n\n');
  const replaced = text.replace(/(?<=<!-- results -->\n).*(?=\n<!-- end of results -->)/su, () => tables);
  writeFileSync(readme, replaced);
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

/** What earlier runs found out about benchmarks that were not named this time. */
function recorded(): readonly BenchResult[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { results: BenchResult[] }).results : [];
}

function table(from: readonly BenchResult[]): string {
  const cells = from.flatMap((result) => result.rows.map((row) => columns.map(([, cell]) => cell(result, row))));
  return alignedTable([columns.map(([title]) => title), ...cells], 3);
}

function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
