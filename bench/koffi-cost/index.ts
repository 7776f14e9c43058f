import { wholePlan } from '../../native/core/copy-plan.ts';
import { addressOf, loadFramelock, type NativeView } from '../../native/os/framelock.ts';
import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';
import { type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

const FRAMES = [
  ['4 KB', 4096, 20_000],
  ['1.77 MB', 1_769_472, 100],
] as const;
const PAGE = 4096;

/** B5: what a frame costs more when it is fetched from TypeScript. */
export async function run(): Promise<BenchResult> {
  const framelock = loadFramelock();
  const child = new LineChild(compile('native-loop', ['bench/koffi-cost/native-loop.c', ...framelockSources()]), []);
  const rows: BenchRow[] = [];
  for (const [label, bytes, count] of FRAMES) {
    const memory = new Uint8Array(bytes + 2 * PAGE);
    const start = addressOf(memory) + (BigInt(PAGE) - (addressOf(memory) % BigInt(PAGE)));
    const view: NativeView = { word: start, payload: start + 4n, payloadBytes: bytes, trailer: 0n };
    const target = new Uint8Array(bytes).fill(1);
    const plan = wholePlan(bytes);
    const ours = () => {
      const started = performance.now();
      for (let i = 0; i < count; i++)
        if (framelock.read(view, plan, target, undefined, 1000).code !== 'OK') throw new Error('the read failed');
      return ((performance.now() - started) * 1000) / count;
    };
    const peer = async () => {
      child.say(`${bytes} ${count}`);
      return Number(await child.heard());
    };
    rows.push(await contest({ label: `frame of ${label}`, unit: 'us', ours, peer }));
  }
  child.end();
  const [small] = rows;
  const added = small ? (small.ours.p50 - small.peer.p50).toFixed(2) : '?';
  return {
    id: 'B5',
    title: 'One frame through koffi, result object included',
    peer: 'the same loop in C',
    rows,
    note: `Added per frame: ${added} us (from the small frame, where the copy does not hide it).`,
  };
}

await printWhenMain(import.meta.url, run);
