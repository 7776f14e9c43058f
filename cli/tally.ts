import { type Percentiles, percentiles, type Spread } from '../native/camera/rate-window.ts';

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
  /** False for a frame that was there already: when it came is not known, so it has no rate and no age. */
  readonly arrived: boolean;
}

export interface WatchSummary {
  readonly summary: true;
  readonly frames: number;
  readonly seconds: number;
  /** Over the whole time; 0 before two frames arrived. */
  readonly meanFps: number;
  /** Extremes and deviation are frame by frame, from the time between each two; null before two arrived. */
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
  private arrivals = 0;
  private firstMs = 0;
  private lastMs = 0;
  private lastNumber: number | undefined;
  private numbered = false;
  private dropped = 0;
  private readonly intervals = new SpreadCounter();
  private readonly lockWaits = new Samples();
  private readonly copies = new Samples();
  private readonly ages = new Samples();

  /** Counts a frame; answers with the milliseconds since the one that arrived before, and the frames lost between the two. */
  add(frame: SeenFrame): { readonly intervalMs: number | undefined; readonly lost: number } {
    this.frames++;
    this.lockWaits.add(frame.lockWaitUs);
    this.copies.add(frame.copyUs);
    const intervalMs = frame.arrived ? this.arrive(frame) : undefined;
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
    const meanFps = seconds > 0 ? round((this.arrivals - 1) / seconds, 3) : 0;
    return {
      summary: true,
      frames: this.frames,
      seconds: round(seconds, 3),
      meanFps,
      fps: this.intervals.asRates(meanFps),
      lockWaitUs: this.lockWaits.percentiles(1),
      copyUs: this.copies.percentiles(1),
      ageMs: this.ages.empty ? null : this.ages.percentiles(3),
      torn: this.torn,
      dropped: this.numbered ? this.dropped : null,
    };
  }

  private arrive({ finishedMs, ageMs }: SeenFrame): number | undefined {
    const intervalMs = this.arrivals === 0 ? undefined : finishedMs - this.lastMs;
    if (intervalMs === undefined) this.firstMs = finishedMs;
    else this.intervals.add(intervalMs);
    this.lastMs = finishedMs;
    this.arrivals++;
    if (ageMs !== undefined) this.ages.add(ageMs);
    return intervalMs;
  }

  private lostBefore(number: number | undefined): number {
    const last = this.lastNumber;
    this.lastNumber = number;
    if (number !== undefined) this.numbered = true;
    return number === undefined || last === undefined ? 0 : Math.max(0, number - last - 1);
  }
}

/** Extremes and standard deviation of rates (1000 / interval), by Welford's method. */
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

  asRates(mean: number): Spread | null {
    if (this.count === 0) return null;
    const sd = Math.sqrt(this.squares / this.count);
    return { mean, min: round(this.min, 3), max: round(this.max, 3), sd: round(sd, 3) };
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
    const { p50, p95 } = percentiles(this.values);
    return { p50: round(p50, digits), p95: round(p95, digits) };
  }
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
