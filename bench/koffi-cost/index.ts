import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
// The one place outside native/os that knows koffi: its cost is what is measured here.
import koffi from 'koffi';
import { wholePlan } from '../../native/core/copy-plan.ts';
import { addressOf, loadFramelock, type NativeView } from '../../native/os/framelock.ts';
import { encodePlan, encodeView, PLAN_BYTES, VIEW_BYTES } from '../../native/os/framelock-structs.ts';
import { framelockSources } from '../framelock-sources.ts';
import { type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

const FRAMES = [
  ['4 KB', 4096, 20_000],
  ['1.77 MB', 1_769_472, 200],
  ['6.2 MB', 6_220_800, 50],
] as const;
const ROUNDS = 100;
const PAGE = 4096;

/** B5: what a frame costs more when it is fetched from TypeScript. Both sides run in this process, on the same memory. */
export async function run(): Promise<BenchResult> {
  const framelock = loadFramelock();
  const nativeLoop = koffi.load(buildLoop()).func('uint64_t native_loop(void *view, void *plan, void *dst, uint32_t rounds)');
  const rows: BenchRow[] = [];
  for (const [label, bytes, count] of FRAMES) {
    const memory = new Uint8Array(bytes + 2 * PAGE);
    const start = addressOf(memory) + (BigInt(PAGE) - (addressOf(memory) % BigInt(PAGE)));
    const view: NativeView = { word: start, payload: start + 4n, payloadBytes: bytes, trailer: 0n };
    const viewBytes = new Uint8Array(VIEW_BYTES);
    encodeView(view, new DataView(viewBytes.buffer));
    const target = new Uint8Array(bytes).fill(1);
    const plan = wholePlan(bytes);
    const planBytes = new Uint8Array(PLAN_BYTES);
    encodePlan(plan, new DataView(planBytes.buffer));
    const ours = () => {
      const started = performance.now();
      for (let i = 0; i < count; i++)
        if (framelock.read(view, plan, target, undefined, 1000).code !== 'OK') throw new Error('the read failed');
      return ((performance.now() - started) * 1000) / count;
    };
    const peer = () => {
      const nanoseconds = Number(nativeLoop(viewBytes, planBytes, target, count));
      if (nanoseconds === 0) throw new Error('the read failed in C');
      return nanoseconds / 1000 / count;
    };
    rows.push(await contest({ label: `frame of ${label}`, unit: 'us', rounds: ROUNDS, ours, peer }));
  }
  const added = rows.map(({ ours, peer }) => (ours.p50 - peer.p50).toFixed(2));
  return {
    id: 'B5',
    title: 'One frame through koffi, result object included',
    peer: 'the same loop in C on the same memory',
    rows,
    note: `Added per frame at the median: ${added.join(', ')} us; a large copy leaves cold caches to the code that runs after it.`,
  };
}

function buildLoop(): string {
  const folder = resolve(import.meta.dirname, '../../.cache/bench');
  mkdirSync(folder, { recursive: true });
  const library = join(folder, 'native-loop.so');
  const source = resolve(import.meta.dirname, 'native-loop.c');
  const flags = ['-O3', '-std=c11', '-shared', '-fPIC', '-fvisibility=hidden', '-pthread', '-Wl,-z,nodelete'];
  execFileSync('cc', [...flags, '-o', library, source, ...framelockSources()], { stdio: ['ignore', 'inherit', 'inherit'] });
  return library;
}

await printWhenMain(import.meta.url, run);
