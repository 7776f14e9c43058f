import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAMERAS, FPS, picturesOf } from '../frame-path/cases.ts';
import { Ceiling } from '../frame-path/ceiling.ts';
import { Chromium } from '../frame-path/chromium.ts';
import { measure, type Stage, script, TIMING } from '../frame-path/measure.ts';
import { flatMemory } from '../frame-path/memory.ts';
import { buildPage } from '../frame-path/page-build.ts';
import { usageBelow } from '../frame-path/processes.ts';
import { benchRow, type PathRow, pathRow, pathTable } from '../frame-path/table.ts';
import { type BenchOptions, type BenchResult, printWhenMain } from '../support.ts';

/** B9: published to presented in a page of the browser shell, beside what a streaming response alone carries in the same run. */
export async function run({ long, only }: BenchOptions): Promise<BenchResult> {
  const home = mkdtempSync(join(tmpdir(), 'sharedcam-bench-'));
  process.env['SHAREDCAM_HOME'] = home;
  const server = script('serve.ts', await buildPage());
  const url = await server.heard();
  const browser = await Chromium.start();
  const timing = TIMING[long ? 'long' : 'short'];
  const rows: PathRow[] = [];
  try {
    const ceiling = await Ceiling.open(browser);
    const page = await browser.open(url);
    await page.until(() => window.bench !== undefined, 'the page of the benchmark');
    const stage: Stage = {
      page,
      usage: () => new Map([...usageBelow(server.pid, () => 'server'), ...usageBelow(browser.pid, roleOf)]),
      ceiling: (bytes) => ceiling.measure(bytes, timing.ceilingMs),
    };
    for (const picture of picturesOf(only))
      for (const cameras of CAMERAS) {
        const measured = await measure(stage, picture, cameras, FPS, timing);
        const row = pathRow(picture.title, cameras, measured, measured.ceilingFps);
        console.error(pathTable([row]));
        rows.push(row);
      }
    await ceiling.close();
    console.error(pathTable(rows));
    return {
      id: 'B9',
      title: `Browser shell: ${FPS} fps cameras, published to presented in a page, every pixel sent`,
      peer: 'the published rate, or what a streaming response alone carries where that is less',
      rows: rows.map(benchRow),
      paths: rows,
      ...(long && { memory: await flatMemory(stage) }),
      note: 'Headless Chromium, drawing without a graphics card; publisher, server and browser share the cores of this machine.',
    };
  } finally {
    await browser.close();
    server.end();
    await server.ended();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Chromium's processes. */
function roleOf(commandLine: string): string {
  const [, type = ''] = /--type=([\w-]+)/u.exec(commandLine) ?? [];
  if (type === 'renderer') return 'renderer';
  if (type === 'gpu-process') return 'gpu';
  if (type === 'utility' && commandLine.includes('network')) return 'network';
  return 'rest';
}

await printWhenMain(import.meta.url, run);
