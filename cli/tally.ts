/** Figures over the frames that `watch` saw. Memory is bounded: percentiles are taken over the last `WINDOW` values. */

export const WINDOW = 65_536;

export interface SeenFrame {
  /** Monotonic time at which the copy was complete. */
  readonly finishedMs: number;
  readonly lockWaitUs: number;
  readonly copyUs: number;
  /** Publish to copied; undefined without a trailer. */
  readonly ageMs: number | undefined;
  /** Of the trailer; undefined without one. */
  readonly frameNumber: number | undefined;
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

export interface WatchSummary {
  readonly summary: true;
  readonly frames: number;
  readonly seconds: number;
  /** Over the whole time; 0 with fewer than two frames. */
  readonly meanFps: number;
  /** Frame by frame, from the time between each two; null with fewer than two frames. */
  readonly fps: Spread | null;
  readonly lockWaitUs: Percentiles;
  readonly copyUs: Percentiles;
  /** Null without a trailer. */
  readonly ageMs: Percentiles | null;
  /** Copies that were thrown away because somebody wrote during them. */
  readonly torn: number;
  /** Frames that were published and not seen, by the trailer's numbers; null without one, where only changes can be seen. */
  readonly dropped: number | null;
}

export class Tally {
  torn = 0;
  private frames = 0;
  private firstMs = 0;
  private lastMs = 0;
  private lastNumber: number | undefined;
  private numbered = false;
  private dropped = 0;
  private readonly intervals = new SpreadCounter();
  private readonly lockWaits = new Samples();
  private readonly copies = new Samples();
  private readonly ages = new Samples();

  /** Counts a frame; answers with the milliseconds since the one before and the frames lost between the two. */
  add(frame: SeenFrame): { readonly intervalMs: number | undefined; readonly lost: number } {
    const intervalMs = this.frames === 0 ? undefined : frame.finishedMs - this.lastMs;
    if (intervalMs === undefined) this.firstMs = frame.finishedMs;
    else this.intervals.add(intervalMs);
    this.lastMs = frame.finishedMs;
    this.frames++;
    this.lockWaits.add(frame.lockWaitUs);
    this.copies.add(frame.copyUs);
    if (frame.ageMs !== undefined) this.ages.add(frame.ageMs);
    const lost = this.lostBefore(frame.frameNumber);
    this.dropped += lost;
    return { intervalMs, lost };
  }

  /** The next frame number counts anew: the producer was restarted. */
  restart(): void {
    this.lastNumber = undefined;
  }

  get count(): number {
    return this.frames;
  }

  summary(): WatchSummary {
    const seconds = (this.lastMs - this.firstMs) / 1000;
    return {
      summary: true,
      frames: this.frames,
      seconds: round(seconds, 3),
      meanFps: seconds > 0 ? round((this.frames - 1) / seconds, 3) : 0,
      fps: this.intervals.asRates(),
      lockWaitUs: this.lockWaits.percentiles(1),
      copyUs: this.copies.percentiles(1),
      ageMs: this.ages.empty ? null : this.ages.percentiles(3),
      torn: this.torn,
      dropped: this.numbered ? this.dropped : null,
    };
  }

  private lostBefore(number: number | undefined): number {
    const last = this.lastNumber;
    this.lastNumber = number;
    if (number !== undefined) this.numbered = true;
    return number === undefined || last === undefined ? 0 : Math.max(0, number - last - 1);
  }
}

/** Mean, extremes and standard deviation of rates (1000 / interval), by Welford's method. */
class SpreadCounter {
  private count = 0;
  private mean = 0;
  private squares = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = 0;

  add(intervalMs: number): void {
    const rate = 1000 / Math.max(intervalMs, 1e-3);
    this.count++;
    const difference = rate - this.mean;
    this.mean += difference / this.count;
    this.squares += difference * (rate - this.mean);
    this.min = Math.min(this.min, rate);
    this.max = Math.max(this.max, rate);
  }

  asRates(): Spread | null {
    if (this.count === 0) return null;
    const sd = Math.sqrt(this.squares / this.count);
    return { mean: round(this.mean, 3), min: round(this.min, 3), max: round(this.max, 3), sd: round(sd, 3) };
  }
}

/** The last `WINDOW` values. */
class Samples {
  private readonly values: number[] = [];
  private next = 0;

  add(value: number): void {
    this.values[this.next] = value;
    this.next = (this.next + 1) % WINDOW;
  }

  get empty(): boolean {
    return this.values.length === 0;
  }

  percentiles(digits: number): Percentiles {
    const sorted = Float64Array.from(this.values).sort();
    return { p50: round(percentile(sorted, 0.5), digits), p95: round(percentile(sorted, 0.95), digits) };
  }
}

/** Nearest rank: always a value that really occurred; 0 for none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
