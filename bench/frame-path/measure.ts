import { setTimeout as delay } from 'node:timers/promises';
import type { PublishSummary } from '../../native/camera/publisher.ts';
import { LineChild } from '../child.ts';
import type { Picture } from './cases.ts';
import type { ViewFigures } from './page/main.ts';
import { type Usage, usageBelow } from './processes.ts';

/** What one case came to, for one camera on average. */
export interface Measured {
  readonly publishedFps: number;
  readonly fps: number;
  readonly ageP50: number;
  readonly ageP95: number;
  readonly deliveryP50: number;
  readonly paintP50: number;
  /** Copies out of the mapping for each presented frame. */
  readonly copies: number;
  /** Whether produced = presented + skipped + torn + superseded held for every stream. */
  readonly addsUp: boolean;
  /** Share of one core in percent, by process. */
  readonly cpu: ReadonlyMap<string, number>;
  readonly painter: string;
  /** What the transport alone carries in frames a second, beside the same publisher; NaN where the stage does not tell. */
  readonly ceilingFps: number;
}

export interface EvaluatingPage {
  evaluate<Answer>(run: () => Answer): Promise<Awaited<Answer>>;
  evaluate<Answer, Argument>(run: (argument: Argument) => Answer, argument: Argument): Promise<Awaited<Answer>>;
}

/** The shell with the bench page in it. */
export interface Stage {
  readonly page: EvaluatingPage;
  /** CPU and memory of everything that takes part, by process; the publisher's aside. */
  usage(): ReadonlyMap<string, Usage>;
  /** Frames of so many bytes a second that the transport alone carries. */
  ceiling?(bytes: number): Promise<number>;
}

export interface Timing {
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export const TIMING = {
  short: { warmUpMs: 4000, measureMs: 8000, ceilingMs: 3000 },
  long: { warmUpMs: 6000, measureMs: 15_000, ceilingMs: 6000 },
} as const;

const TSX = [process.execPath, '--import', 'tsx'] as const;
const VIEW = { width: 480, height: 270 };
let named = 0;

export function script(name: string, ...args: (string | number)[]): LineChild {
  const [program, ...options] = TSX;
  return new LineChild(program, [...options, `${import.meta.dirname}/${name}`, ...args.map(String)]);
}

export async function measure(stage: Stage, picture: Picture, cameras: number, fps: number, timing: Timing): Promise<Measured> {
  const names = Array.from({ length: cameras }, () => `bench-path-${process.pid}-${++named}`);
  const publisher = script('cameras.ts', fps, picture.width, picture.height, picture.format, ...names);
  await publisher.heard();
  try {
    // While the cameras publish, who take their share of processors and memory from both sides.
    const ceilingFps = (await stage.ceiling?.(picture.bytes)) ?? Number.NaN;
    await stage.page.evaluate(([all, size]) => window.bench?.show(all, size, false, 'auto'), [names, VIEW] as const);
    await untilPresented(stage.page, cameras);
    await delay(timing.warmUpMs);
    const before = await sample(stage, publisher);
    await delay(timing.measureMs);
    const after = await sample(stage, publisher);
    return { ...compare(before, after, cameras), ceilingFps };
  } finally {
    await stage.page.evaluate(() => window.bench?.clear());
    publisher.end();
    await publisher.ended();
  }
}

interface Sample {
  readonly at: number;
  readonly views: readonly ViewFigures[];
  readonly published: readonly PublishSummary[];
  readonly usage: ReadonlyMap<string, Usage>;
}

async function sample({ page, usage }: Stage, publisher: LineChild): Promise<Sample> {
  publisher.say('count');
  const published = JSON.parse(await publisher.heard()) as PublishSummary[];
  const views = await page.evaluate(() => window.bench?.figures() ?? []);
  const publishing = usageBelow(publisher.pid, () => 'publisher');
  return { at: performance.now(), views, published, usage: new Map([...publishing, ...usage()]) };
}

function compare(before: Sample, after: Sample, cameras: number): Omit<Measured, 'ceilingFps'> {
  const seconds = (after.at - before.at) / 1000;
  const mean = (of: (view: ViewFigures) => number | undefined) =>
    after.views.reduce((sum, view) => sum + (of(view) ?? Number.NaN), 0) / cameras;
  const grown = (of: (view: ViewFigures) => number | undefined) =>
    after.views.reduce((sum, view, index) => sum + (of(view) ?? 0) - (of(before.views[index] ?? view) ?? 0), 0);
  const frames = (published: readonly PublishSummary[]) => published.reduce((sum, each) => sum + each.frames, 0);
  // Told by the worker twice a second, together with the time of its last frame.
  const shown = after.views.map(({ presentation }, index) => {
    const first = before.views[index]?.presentation;
    if (!presentation || !first) return 0;
    return ((presentation.presented - first.presented) * 1000) / (presentation.lastFrameAt - first.lastFrameAt);
  });
  return {
    publishedFps: (frames(after.published) - frames(before.published)) / seconds / cameras,
    fps: shown.reduce((sum, rate) => sum + rate, 0) / cameras,
    ageP50: mean(({ presentation }) => presentation?.ageMs?.p50),
    ageP95: mean(({ presentation }) => presentation?.ageMs?.p95),
    deliveryP50: mean(({ presentation }) => presentation?.deliveryMs?.p50),
    paintP50: mean(({ presentation }) => presentation?.paintMs?.p50),
    copies: grown(({ reading }) => reading?.frames) / grown(({ presentation }) => presentation?.presented),
    addsUp: after.views.every(({ presentation }) => {
      if (!presentation) return false;
      const { produced, presented, skipped, torn, superseded } = presentation.account;
      return produced === presented + skipped + torn + superseded;
    }),
    cpu: new Map(
      [...after.usage].map(([name, { cpuMs }]) => [name, (cpuMs - (before.usage.get(name)?.cpuMs ?? 0)) / seconds / 10] as const),
    ),
    painter: after.views[0]?.painter ?? 'none',
  };
}

async function untilPresented(page: Stage['page'], cameras: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  const shown = () =>
    page.evaluate(() => window.bench?.figures().filter(({ presentation }) => (presentation?.presented ?? 0) > 1).length ?? 0);
  while ((await shown()) < cameras) {
    if (performance.now() > deadline) throw new Error(`Only ${await shown()} of ${cameras} cameras were shown within 20 s.`);
    await delay(100);
  }
}
