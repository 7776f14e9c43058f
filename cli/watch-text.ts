import type { Output } from './output.ts';
import type { WatchSummary } from './tally.ts';
import { alignedFields, type Field, microseconds, plural } from './words.ts';

/** One new frame as `watch --json` prints it. */
export interface SeenLine {
  /** Counts from 1. */
  readonly frame: number;
  /** Of the trailer; null without one. */
  readonly frameNumber: number | null;
  /** Since the frame before; null for the first. */
  readonly intervalMs: number | null;
  readonly lockWaitUs: number;
  readonly copyUs: number;
  /** Publish to copied; null without a trailer. */
  readonly ageMs: number | null;
  /** Frames that were published and not seen just before this one. */
  readonly lost: number;
}

export function frameLine(line: SeenLine, output: Output): string {
  const number = `#${line.frameNumber ?? line.frame}`.padStart(8);
  const interval = (line.intervalMs === null ? '' : `+${line.intervalMs.toFixed(1)} ms`).padStart(11);
  const lock = `lock ${microseconds(line.lockWaitUs).padStart(9)}`;
  const copy = `copy ${microseconds(line.copyUs).padStart(9)}`;
  const age = line.ageMs === null ? '' : `  age ${microseconds(line.ageMs * 1000).padStart(9)}`;
  const lost = line.lost === 0 ? '' : `  ${output.paint('yellow', `${line.lost} lost before`)}`;
  return `${number}${interval}  ${output.dim(`${lock}  ${copy}${age}`)}${lost}`;
}

export function summaryText(summary: WatchSummary, output: Output): string {
  const { frames, seconds, fps, lockWaitUs, copyUs, ageMs, torn, dropped } = summary;
  const pair = ({ p50, p95 }: { p50: number; p95: number }, scale = 1): string =>
    `p50 ${microseconds(p50 * scale)}, p95 ${microseconds(p95 * scale)}`;
  const count = (value: number): string => (value === 0 ? '0' : output.paint('yellow', String(value)));
  const spread = fps && `min ${fps.min.toFixed(2)}, max ${fps.max.toFixed(2)}, sd ${fps.sd.toFixed(2)}`;
  const fields: Field[] = [
    ['frames', `${plural(frames, 'frame')} in ${seconds.toFixed(2)} s`],
    ['rate', spread ? `${output.bold(summary.meanFps.toFixed(2))} per second (${spread})` : undefined],
    ['lock wait', frames > 0 ? pair(lockWaitUs) : undefined],
    ['copy', frames > 0 ? pair(copyUs) : undefined],
    ['age', ageMs ? pair(ageMs, 1000) : undefined],
    ['dropped', dropped === null ? 'unknown without a trailer; only changes are seen' : count(dropped)],
    ['torn', count(torn)],
  ];
  return `\n${alignedFields(fields, output.dim)}`;
}
