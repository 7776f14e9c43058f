import { compile, LineChild } from '../child.ts';
import { framelockSources } from '../framelock-sources.ts';

export const SIZES = [
  { label: '1.77 MB', bytes: 1_769_472 },
  { label: '6.2 MB', bytes: 6_220_800 },
  { label: '24.9 MB', bytes: 24_883_200 },
] as const;

/** How often the receiver of ours looks for a new frame; half of it on average is part of every figure. */
export const POLL_INTERVAL_NS = 250_000;

export function compileHandOver(): string {
  return compile('hand-over', ['bench/hand-over/hand-over.c', ...framelockSources()]);
}

/** Frames through a mapping of ours. */
export function throughMapping(program: string, bytes: number): LineChild {
  return new LineChild(program, ['mapping', String(bytes), String(POLL_INTERVAL_NS)]);
}

/** One frame: microseconds from before its first byte was sent until its last one was copied out. */
export async function handOver(child: LineChild): Promise<number> {
  child.say('');
  return Number(await child.heard()) / 1000;
}
