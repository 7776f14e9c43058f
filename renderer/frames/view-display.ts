import {
  approachLevels,
  areSettled,
  measuredLevels,
  summariseValues,
  type ValueSummary,
} from '../../native/core/pixels/auto-levels.ts';
import {
  type AutoLevels,
  DEFAULT_DISPLAY,
  type Display,
  type Levels,
  type Rendering,
  resolveRendering,
} from '../../native/core/pixels/display.ts';
import { sampleValues } from '../../native/core/pixels/value-sample.ts';
import { type Frame, frameLayout } from './frame.ts';

/** Measured so often at most; what lies between two measurements is seen by nobody. */
const MEASURE_INTERVAL_MS = 100;

/** How one view shows its frames: what was chosen, and the levels of now where they follow the picture. */
export class ViewDisplay {
  #display: Display = DEFAULT_DISPLAY;
  #format = '';
  #target: Levels | undefined;
  #levels: Levels | undefined;
  #measuredAt = 0;
  #known: { readonly key: string; readonly levels: Levels | undefined; readonly rendering: Rendering } | undefined;

  set display(display: Display) {
    this.#display = display;
    this.forget();
  }

  /** Another picture: its levels have nothing to do with those before. */
  forget(): void {
    this.#known = undefined;
    this.#levels = undefined;
  }

  /** The picture does not yet have the levels that were measured, and needs another frame, or the same once more. */
  get isUnsettled(): boolean {
    return this.#levels !== undefined && this.#target !== undefined && !areSettled(this.#levels, this.#target);
  }

  /** The same object as long as nothing changes. `now` in milliseconds of any clock. */
  renderingOf(frame: Frame, now: number): Rendering {
    const { format, sourceHeight } = frame.header;
    const { levels } = this.#display;
    if (format !== this.#format) this.#levels = undefined;
    this.#format = format;
    if (levels === 'auto' || levels === 'extremes') this.#follow(frame, levels, now);
    const key = `${format}/${sourceHeight}`;
    if (this.#known?.key === key && this.#known.levels === this.#levels) return this.#known.rendering;
    const rendering = resolveRendering(this.#display, format, sourceHeight, this.#levels);
    this.#known = { key, levels: this.#levels, rendering };
    return rendering;
  }

  #follow(frame: Frame, mode: AutoLevels, now: number): void {
    const elapsed = now - this.#measuredAt;
    if (this.#levels && elapsed < MEASURE_INTERVAL_MS) return;
    const summary = summaryOf(frame);
    if (!summary) return;
    this.#measuredAt = now;
    this.#target = measuredLevels(summary, mode);
    // The same object while nothing moves, so that nothing is made anew.
    if (this.#levels && isSame(this.#levels, this.#target)) return;
    this.#levels = this.#levels ? approachLevels(this.#levels, this.#target, elapsed) : this.#target;
  }
}

export function summaryOf(frame: Frame): ValueSummary | undefined {
  return summariseValues(frame.header.format, sampleValues(frameLayout(frame.header), frame.pixels));
}

function isSame(a: Levels, b: Levels): boolean {
  return a.low === b.low && a.high === b.high;
}
