/** What one camera did in the last second, in a form that seconds can be added up in: sums, extremes and counts. Pure. */
import { countLog, type LogCounts } from '../core/log-counts.ts';
import type { FrameSample } from './rate-window.ts';

export interface SecondFigures {
  /** How long it really was. */
  readonly seconds: number;
  /** Frames taken, or changes seen where frames have no numbers. */
  readonly frames: number;
  /** Of the rates between one frame and the next, in frames per second. */
  readonly rates: Moments;
  readonly ageMs: LogCounts;
  readonly lockWaitUs: LogCounts;
  readonly copyUs: LogCounts;
  readonly bytes: number;
}

/** Enough to tell mean, extremes and standard deviation of values and of several such lots together. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly min: number;
  readonly max: number;
}

export const NO_MOMENTS: Moments = { count: 0, sum: 0, squares: 0, min: Number.POSITIVE_INFINITY, max: 0 };

export function addMoments(a: Moments, b: Moments): Moments {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

export class SecondMeter {
  #samples: FrameSample[] = [];
  #rates = NO_MOMENTS;
  #beganMs: number | undefined;
  #lastMs: number | undefined;

  add(sample: FrameSample): void {
    const interval = sample.atMs - (this.#lastMs ?? sample.atMs);
    this.#lastMs = sample.atMs;
    // Nothing is kept where nobody takes it.
    if (this.#beganMs === undefined) return;
    this.#samples.push(sample);
    if (interval > 0) {
      const rate = 1000 / interval;
      this.#rates = addMoments(this.#rates, { count: 1, sum: rate, squares: rate * rate, min: rate, max: rate });
    }
  }

  /** All since the last call; undefined for the first one, which only begins. */
  take(nowMs: number): SecondFigures | undefined {
    const began = this.#beganMs;
    const samples = this.#samples;
    const rates = this.#rates;
    this.#samples = [];
    this.#rates = NO_MOMENTS;
    this.#beganMs = nowMs;
    if (began === undefined || nowMs <= began) return undefined;
    return {
      seconds: (nowMs - began) / 1000,
      frames: samples.length,
      rates,
      ageMs: countLog(samples.flatMap(({ ageMs }) => (ageMs === undefined ? [] : [ageMs]))),
      lockWaitUs: countLog(samples.map(({ lockWaitNs }) => lockWaitNs / 1000)),
      copyUs: countLog(samples.map(({ copyNs }) => copyNs / 1000)),
      bytes: samples.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  /** Nobody looks for a while: the time until the next frame says nothing of the rate. */
  rest(): void {
    this.#samples = [];
    this.#rates = NO_MOMENTS;
    this.#beganMs = undefined;
    this.#lastMs = undefined;
  }
}
