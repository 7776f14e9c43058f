/**
 * Figures over the last seconds of one camera. Pure: the caller brings the clock. Times are milliseconds of any steady clock unless a name
 * says otherwise.
 */
export interface FrameSample {
  readonly atMs: number;
  readonly lockWaitNs: number;
  readonly copyNs: number;
  readonly bytes: number;
  /** Publish to copied; undefined where nothing tells. */
  readonly ageMs?: number;
  /** How many frames had been published by then, from any beginning on; undefined where nothing tells. */
  readonly produced?: number;
}

export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly sd: number;
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export interface RateFigures {
  /** Null before two frames came. Min, max and sd are of the rate between one frame and the next. */
  readonly fps: Spread | null;
  /** By the numbers of the frames, whoever took them; null where there are none. */
  readonly publishedFps: number | null;
  readonly lockWaitUs: Percentiles;
  readonly copyUs: Percentiles;
  readonly ageMs: Percentiles | null;
  readonly bytesPerSecond: number;
}

export const DEFAULT_WINDOW_MS = 5000;
/** Bounds the memory whatever the rate: 5 s at 800 frames per second. */
const MAX_SAMPLES = 4000;

export class RateWindow {
  readonly #windowMs: number;
  #samples: FrameSample[] = [];

  constructor(windowMs = DEFAULT_WINDOW_MS) {
    this.#windowMs = windowMs;
  }

  add(sample: FrameSample): void {
    this.#samples.push(sample);
    if (this.#samples.length > 2 * MAX_SAMPLES) this.#prune(sample.atMs);
  }

  figures(nowMs: number): RateFigures {
    this.#prune(nowMs);
    const samples = this.#samples;
    const ages = samples.flatMap(({ ageMs }) => (ageMs === undefined ? [] : [ageMs]));
    const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
    const first = samples[0];
    return {
      fps: rateSpread(samples.map(({ atMs }) => atMs)),
      publishedFps: publishedRate(samples),
      lockWaitUs: percentiles(samples.map(({ lockWaitNs }) => lockWaitNs / 1000)),
      copyUs: percentiles(samples.map(({ copyNs }) => copyNs / 1000)),
      ageMs: ages.length === 0 ? null : percentiles(ages),
      bytesPerSecond: first ? (bytes * 1000) / Math.max(1000, Math.min(this.#windowMs, nowMs - first.atMs)) : 0,
    };
  }

  #prune(nowMs: number): void {
    const from = nowMs - this.#windowMs;
    this.#samples = this.#samples.filter(({ atMs }) => atMs >= from).slice(-MAX_SAMPLES);
  }
}

function publishedRate(samples: readonly FrameSample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first?.produced === undefined || last?.produced === undefined || last.atMs <= first.atMs) return null;
  return ((last.produced - first.produced) * 1000) / (last.atMs - first.atMs);
}

/** Frames per second of ascending times; two frames in the same instant have no rate and are left out of min, max and sd. */
export function rateSpread(timesMs: readonly number[]): Spread | null {
  const first = timesMs[0];
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined || last <= first) return null;
  const rates = timesMs.slice(1).flatMap((time, i) => {
    const interval = time - (timesMs[i] ?? time);
    return interval > 0 ? [1000 / interval] : [];
  });
  const mean = ((timesMs.length - 1) * 1000) / (last - first);
  const average = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const variance = rates.reduce((sum, rate) => sum + (rate - average) ** 2, 0) / rates.length;
  return { mean, min: Math.min(...rates), max: Math.max(...rates), sd: Math.sqrt(variance) };
}

/** Nearest-rank percentiles; 0 without values. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: rank(0.5), p95: rank(0.95) };
}

export interface Gap {
  readonly dropped: number;
  readonly skipped: number;
}

/**
 * Who is to blame for the `missing` frames that were published between two copies: `skipped` those that came while nobody wanted one,
 * `dropped` those that came while we were looking. `idleShare` is the part of the time between the two copies during which nobody wanted
 * a frame (0 to 1).
 */
export function explainGap(missing: number, idleShare: number): Gap {
  if (missing <= 0) return { dropped: 0, skipped: 0 };
  const skipped = Math.min(missing, Math.floor((missing + 1) * Math.min(1, Math.max(0, idleShare))));
  return { dropped: missing - skipped, skipped };
}
