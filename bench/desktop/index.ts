import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { findElectron } from '../../bin/electron-runtime.mjs';
import { CAMERAS, FPS, type Picture, picturesOf } from '../frame-path/cases.ts';
import { buildDesktop } from '../frame-path/desktop-build.ts';
import { measure, type Stage, TIMING, type Timing } from '../frame-path/measure.ts';
import { usageBelow } from '../frame-path/processes.ts';
import { type PathRow, pathRow, pathTable } from '../frame-path/table.ts';
import { type BenchOptions, type BenchResult, type BenchRow, printWhenMain } from '../support.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DOUBLE = join(ROOT, 'test/electron-double/electron');
/** P0: each stream's message port · P1: `webContents.send`, and the page hands frames on to its worker. */
const PATHS = [
  ['P0', 'port'],
  ['P1', 'send'],
] as const;

/** Without Electron's runtime, what is measured is the double. */
export const onlyWhenNamed = findElectron(ROOT) === undefined;

/** B9 on the desktop: both ways of a frame from the main process to the page's worker, case by case in turn. */
export async function run({ long, only }: BenchOptions): Promise<BenchResult> {
  const electron = findElectron(ROOT);
  const program = electron ?? DOUBLE;
  if (electron && process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new Error('There is no display: `xvfb-run -a npm run bench -- desktop` brings one.');
  const runtime = electron ? 'on real Electron' : 'ON THE DOUBLE, whose speed is not Electron’s';
  console.error(
    `Electron's runtime ${electron ? `is ${electron}` : 'is not installed: this runs on the double, whose speed is not its'}.`,
  );
  const main = await buildDesktop();
  const home = mkdtempSync(join(tmpdir(), 'sharedcam-bench-'));
  const opened: Opened[] = [];
  const rows: PathRow[] = [];
  const table: BenchRow[] = [];
  try {
    for (const [index, [, path]] of PATHS.entries()) opened.push(await open(program, main, path, join(home, path), index));
    for (const picture of picturesOf(only))
      for (const cameras of CAMERAS) {
        const pair = await measurePair(opened, picture, cameras, TIMING[long ? 'long' : 'short']);
        console.error(pathTable(pair));
        rows.push(...pair);
        table.push(...benchRows(pair));
      }
    console.error(pathTable(rows));
    return {
      id: 'B9d',
      title: `Desktop shell ${runtime}: ${FPS} fps cameras, published to presented in a page, every pixel sent`,
      peer: 'P1, webContents.send and a transfer to the worker; ours is P0, a message port to the worker',
      rows: table,
      paths: rows,
      note: electron
        ? 'Both ways in turn, each in an app of its own.'
        : 'NOT ELECTRON: its runtime is not installed on this machine.',
    };
  } finally {
    for (const { app } of opened) await app.close();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Opened {
  readonly app: ElectronApplication;
  readonly stage: Stage;
}

async function open(program: string, main: string, path: string, home: string, index: number): Promise<Opened> {
  if (!existsSync(program)) throw new Error(`${program} is not there.`);
  const app = await _electron.launch({
    executablePath: program,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), main],
    env: {
      ...(process.env as Record<string, string>),
      SHAREDCAM_HOME: home,
      SHAREDCAM_FRAME_PATH: path,
      SHAREDCAM_BENCH_LEFT: String(index * 1000),
    },
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => window.bench !== undefined);
  const pid = app.process().pid ?? 0;
  return { app, stage: { page, usage: () => usageBelow(pid, (command, own) => (own === pid ? 'main' : roleOf(command))) } };
}

async function measurePair(opened: readonly Opened[], picture: Picture, cameras: number, timing: Timing): Promise<PathRow[]> {
  const pair: PathRow[] = [];
  for (const [index, [name]] of PATHS.entries()) {
    const stage = opened[index]?.stage;
    if (!stage) continue;
    const measured = await measure(stage, picture, cameras, FPS, timing);
    pair.push(pathRow(`${name} ${picture.title}`, cameras, measured, measured.publishedFps * cameras));
  }
  return pair;
}

function benchRows([ours, peer]: readonly PathRow[]): readonly BenchRow[] {
  if (!ours || !peer) return [];
  const label = `${ours.case.slice(3)} x ${ours.cameras}`;
  const row = (what: string, unit: string, of: (path: PathRow) => number): BenchRow => ({
    ...{ label: `${label}: ${what}`, unit },
    ours: { p50: of(ours), p99: of(ours) },
    peer: { p50: of(peer), p99: of(peer) },
    ratio: of(ours) / of(peer),
  });
  return [
    row('rate', 'fps', ({ fps }) => fps),
    row('age p50', 'ms', ({ ageMs }) => ageMs.p50),
    row('age p95', 'ms', ({ ageMs }) => ageMs.p95),
  ];
}

function roleOf(commandLine: string): string {
  const [, type = ''] = /--type=([\w-]+)/u.exec(commandLine) ?? [];
  if (type === 'renderer') return 'renderer';
  return type === 'gpu-process' ? 'gpu' : 'rest';
}

await printWhenMain(import.meta.url, run);
