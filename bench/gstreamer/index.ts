import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';
import { compileHandOver, handOver, POLL_INTERVAL_NS, SIZES, throughMapping } from '../hand-over/hand-over.ts';
import { type BenchResult, type BenchRow, contest, MIN_ROUNDS, printWhenMain, row } from '../support.ts';

const FPS = 60;
const FRAMES = 4 * FPS;
/** So long the last frame may take. */
const LAST_FRAME_MS = 1000;

/** B4: one frame after the other, and a camera of 60 fps, through a mapping and through GStreamer's shared memory. */
export async function run(): Promise<BenchResult> {
  const gstreamer = compile('gstreamer', ['bench/gstreamer/gstreamer.c', ...framelockSources()], gstreamerFlags());
  const handOverProgram = compileHandOver();
  const rows: BenchRow[] = [];
  for (const { label, bytes } of SIZES) {
    const ours = throughMapping(handOverProgram, bytes);
    const theirs = new LineChild(gstreamer, [String(bytes)]);
    await Promise.all([ours.heard(), theirs.heard()]);
    const sides = { ours: () => handOver(ours), peer: () => handOver(theirs) };
    rows.push(await contest({ label: `${label}, one at a time`, unit: 'us', rounds: 2 * MIN_ROUNDS, ...sides }));
    const camera = { ours: await atFullRate(ours), peer: await atFullRate(theirs) };
    rows.push(row(`${label}, ${FPS} fps`, 'us', camera.ours, camera.peer));
    rows.push(row(`${label}, ${FPS} fps`, `frames of ${FRAMES}`, [camera.ours.length], [camera.peer.length]));
  }
  return {
    id: 'B4',
    title: 'Hand-over between two processes, copy out included',
    peer: `GStreamer ${gstreamerVersion()}: appsrc ! shmsink, shmsrc ! appsink and a copy`,
    rows,
    note: `Both ends in C. Our receiver finds the frame by polling every ${POLL_INTERVAL_NS / 1000} us.`,
  };
}

/** Microseconds of each frame that came; ends the child. */
async function atFullRate(child: LineChild): Promise<number[]> {
  const begun = performance.now();
  const came: number[] = [];
  const listening = (async () => {
    for (;;) came.push(Number(await child.heard()) / 1000);
  })().catch(() => undefined); // it has ended
  for (let frame = 0; frame < FRAMES; frame++) {
    await delay(Math.max(0, begun + (frame * 1000) / FPS - performance.now()));
    child.say('');
  }
  await delay(LAST_FRAME_MS);
  child.end();
  await listening;
  return came;
}

const PACKAGE = 'gstreamer-app-1.0';

function gstreamerFlags(): string[] {
  try {
    return pkgConfig('--cflags', '--libs').split(/\s+/u);
  } catch {
    throw new Error(
      'GStreamer was not found (Debian: apt install libgstreamer-plugins-base1.0-dev gstreamer1.0-plugins-base gstreamer1.0-plugins-bad).',
    );
  }
}

function gstreamerVersion(): string {
  return pkgConfig('--modversion');
}

function pkgConfig(...options: readonly string[]): string {
  return execFileSync('pkg-config', [...options, PACKAGE], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

await printWhenMain(import.meta.url, run);
