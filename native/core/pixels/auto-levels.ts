/** Levels that follow the picture. */

import type { PixelFormat } from '../formats.ts';
import type { FrameLayout } from '../layout.ts';
import {
  type AutoLevels,
  type Display,
  hasWholeValues,
  type Levels,
  nativeLimits,
  type Rendering,
  resolveRendering,
} from './display.ts';
import { countValues } from './value-counts.ts';
import { sampleValues } from './value-sample.ts';

/** Left out at each end by `auto`: a few dead or dazzled pixels must not decide. */
const LEFT_OUT = 0.005;
/** Levels go two thirds of their way in that time, so that noise does not make the picture flicker. */
const SETTLING_MS = 300;
/** As share of the distance between the levels. */
const SETTLED = 0.004;
const HISTOGRAM_BARS = 64;
/** Integer levels closer than that would show nothing but noise. */
const LEAST_DISTANCE = 4;

/** The values of a sample: how they are spread. */
export interface ValueSummary {
  readonly format: PixelFormat;
  readonly extremes: Levels;
  readonly auto: Levels;
  /** From the least to the largest value, equally wide; empty where all values are the same. */
  readonly counts: Uint32Array;
}

/** Undefined where there is no number at all. */
export function summariseValues(format: PixelFormat, values: Float64Array): ValueSummary | undefined {
  const sorted = values.filter(Number.isFinite).sort();
  const least = sorted[0];
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return undefined;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? least;
  const extremes = { low: least, high: most };
  return {
    format,
    extremes,
    auto: { low: at(LEFT_OUT), high: at(1 - LEFT_OUT) },
    counts: barsOf(sorted, extremes, hasWholeValues(format)),
  };
}

function barsOf(values: Float64Array, extremes: Levels, whole: boolean): Uint32Array {
  const { low, high } = extremes;
  if (low === high) return new Uint32Array();
  // As many bars as there are different integers, or else some bars hold two and stick out.
  const bars = whole ? Math.min(HISTOGRAM_BARS, high - low + 1) : HISTOGRAM_BARS;
  return countValues(values, extremes, bars, whole);
}

/** The levels of one picture, never closer together than can be told apart. */
export function measuredLevels(summary: ValueSummary, mode: AutoLevels): Levels {
  const { low, high } = mode === 'auto' ? summary.auto : summary.extremes;
  const limits = nativeLimits(summary.format);
  const least = hasWholeValues(summary.format) ? LEAST_DISTANCE : Math.max(1e-6, Math.abs(high) * 1e-6);
  if (high - low >= least) return { low, high };
  const middle = (low + high) / 2;
  const from = Math.min(Math.max(middle - least / 2, limits.low), limits.high - least);
  return { low: from, high: from + least };
}

/** One step from the levels that are shown to those that were measured, `elapsedMs` after the step before. */
export function approachLevels(shown: Levels, measured: Levels, elapsedMs: number): Levels {
  if (areSettled(shown, measured)) return measured;
  const share = 1 - Math.exp(-elapsedMs / SETTLING_MS);
  const towards = (from: number, to: number) => from + (to - from) * share;
  return { low: towards(shown.low, measured.low), high: towards(shown.high, measured.high) };
}

export function areSettled(shown: Levels, measured: Levels): boolean {
  const distance = measured.high - measured.low;
  return Math.max(Math.abs(shown.low - measured.low), Math.abs(shown.high - measured.high)) <= distance * SETTLED;
}

/** For a picture by itself: levels that follow the picture are those of this one. `pictureHeight`: of the whole one, where this was made smaller. */
export function renderingOfPicture(
  display: Display,
  layout: FrameLayout,
  pixels: Uint8Array,
  pictureHeight = layout.height,
): Rendering {
  const { levels } = display;
  const automatic = levels === 'auto' || levels === 'extremes';
  const summary = automatic ? summariseValues(layout.format, sampleValues(layout, pixels)) : undefined;
  const measured = automatic && summary ? measuredLevels(summary, levels) : undefined;
  return resolveRendering(display, layout.format, pictureHeight, measured);
}
