/** Figures of each camera second by second, for as long as HISTORY_MS; of any stretch of that, one figure from all its seconds. Pure. */

import type { LedgerSecond } from '../../native/camera/frame-ledger.ts';
import { addMoments, type Moments, NO_MOMENTS } from '../../native/camera/second-meter.ts';
import { type LogCounts, mergeLog, percentileLog } from '../../native/core/log-counts.ts';
import type { CameraHistory, CameraId, Figures, Percentiles, Spread } from '../contract.ts';
import { HISTORY_MS } from '../contract-health.ts';

/** Beyond that, the camera that was measured longest ago is forgotten. */
export const MOST_CAMERAS = 32;
/** Seconds are not always so long, but never much shorter. */
const MOST_SECONDS = HISTORY_MS / 1000;

export interface Second extends LedgerSecond {
  /** Its end, in milliseconds since the Unix epoch. */
  readonly at: number;
}

export class FigureHistory {
  readonly #cameras = new Map<CameraId, Second[]>();

  add(id: CameraId, second: Second): void {
    const seconds = this.#cameras.get(id) ?? [];
    seconds.push(second);
    // Cut in lots: shifting a long array each second would be wasted work.
    if (seconds.length > MOST_SECONDS * 1.1) seconds.splice(0, seconds.length - MOST_SECONDS);
    // The map keeps its cameras in the order in which they were last measured.
    this.#cameras.delete(id);
    this.#cameras.set(id, seconds);
    const [oldest] = this.#cameras.keys();
    if (this.#cameras.size > MOST_CAMERAS && oldest !== undefined) this.#cameras.delete(oldest);
  }

  /** Seconds that ended after `from`, oldest first. */
  since(id: CameraId, from: number, now: number): readonly Second[] {
    const seconds = this.#cameras.get(id) ?? [];
    const first = Math.max(from, now - HISTORY_MS);
    const begin = seconds.findIndex(({ at }) => at > first);
    return begin < 0 ? [] : seconds.slice(begin);
  }

  tell(id: CameraId, from: number, since: number, now: number): CameraHistory {
    const seconds = this.since(id, from, now);
    return {
      now,
      whole: figuresOf(seconds) ?? null,
      seconds: seconds.filter(({ at }) => at > since).flatMap((second) => figuresOf([second]) ?? []),
    };
  }
}

/** What several seconds were together; undefined for none. */
export function figuresOf(seconds: readonly Second[]): Figures | undefined {
  const last = seconds.at(-1);
  if (!last) return undefined;
  const sum = (pick: (second: Second) => number) => seconds.reduce((total, second) => total + pick(second), 0);
  const total = (key: 'published' | 'dropped' | 'skipped') => {
    const known = seconds.flatMap((second) => second[key] ?? []);
    return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
  };
  const duration = sum((second) => second.seconds);
  const frames = sum((second) => second.frames);
  const rates = seconds.map((second) => second.rates).reduce(addMoments, NO_MOMENTS);
  return {
    at: last.at,
    seconds: duration,
    frames,
    rate: spreadOf(rates, frames / duration),
    published: total('published'),
    dropped: total('dropped'),
    skipped: total('skipped'),
    torn: sum((second) => second.torn),
    ageMs: percentilesOf(seconds.map((second) => second.ageMs)),
    lockWaitUs: percentilesOf(seconds.map((second) => second.lockWaitUs)),
    copyUs: percentilesOf(seconds.map((second) => second.copyUs)),
    bytesPerSecond: sum((second) => second.bytes) / duration,
  };
}

/** The mean is of frames by time; what deviates are the rates between frames, whose mean is another one. */
function spreadOf({ count, sum, squares, min, max }: Moments, mean: number): Spread | null {
  if (count === 0) return null;
  const average = sum / count;
  return { mean, min, max, sd: Math.sqrt(Math.max(0, squares / count - average * average)) };
}

function percentilesOf(parts: readonly LogCounts[]): Percentiles | null {
  const [only] = parts;
  const counts = parts.length === 1 && only ? only : mergeLog(parts);
  const p50 = percentileLog(counts, 0.5);
  const p95 = percentileLog(counts, 0.95);
  return p50 === undefined || p95 === undefined ? null : { p50, p95 };
}
