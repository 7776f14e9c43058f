import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { compile, LineChild } from '../child.ts';
import { type BenchResult, type BenchRow, printWhenMain, row } from '../support.ts';

const CLI = resolve(import.meta.dirname, '../../bin/sharedcam.mjs');
const PAYLOAD = 1_769_472;
const FPS = 60;
const SECONDS = 4;
const READERS = [1, 2, 4];
const SPARE_SECONDS = 3;

/** B6: how many frames a 60 fps writer that follows the crate's rules gets through under our readers, and under readers like itself. */
export async function run(): Promise<BenchResult> {
  const crate = compile('crate', ['bench/reader-politeness/crate.c']);
  const rows: BenchRow[] = [];
  for (const readers of READERS) {
    const ours = await framesWritten(crate, readers, (name) => {
      const args = ['watch', name, '--namespace', 'custom', '--json', '--timeout', '10000'];
      return new LineChild(process.execPath, [CLI, ...args]);
    });
    const theirs = await framesWritten(crate, readers, (name) => {
      return new LineChild(crate, ['reader', `/${name}`, String(PAYLOAD), String(SECONDS + SPARE_SECONDS)]);
    });
    rows.push(row(`${readers} ${readers === 1 ? 'reader' : 'readers'}`, `frames of ${FPS * SECONDS}`, [ours], [theirs]));
  }
  const watched = await framesWritten(crate, 1, (name) => {
    const onlooker = resolve(import.meta.dirname, 'onlooker.ts');
    return new LineChild(process.execPath, ['--import', 'tsx', onlooker, name]);
  });
  rows.push(row('the overview and the inspector open', `frames of ${FPS * SECONDS}`, [watched], []));
  return {
    id: 'B6',
    title: `Frames written at ${FPS} fps, 1.77 MB, ${SECONDS} s, while others read at full rate`,
    peer: "readers by the crate's rules: lock, copy, unlock without a pause",
    rows,
    note: 'The writer follows the crate too: it tries without a pause until the next frame is due. Our readers are `sharedcam watch` processes; the overview looks at all mappings at its own pace, the inspector at the lock of this one.',
  };
}

async function framesWritten(crate: string, readers: number, startReader: (name: string) => LineChild): Promise<number> {
  const name = `bench-${randomUUID()}`;
  const writer = new LineChild(crate, ['writer', `/${name}`, String(PAYLOAD), String(FPS), String(SECONDS)]);
  await writer.heard();
  const children = Array.from({ length: readers }, () => startReader(name));
  // Each says a line once it reads: the first frame of ours, `ready` of the crate's.
  await Promise.all(children.map((child) => child.heard()));
  writer.say('go');
  const written = /^written (\d+)/u.exec(await writer.heard());
  for (const child of children) child.end('SIGINT');
  writer.end();
  return Number(written?.[1]);
}

await printWhenMain(import.meta.url, run);
