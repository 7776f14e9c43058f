import type { PixelFormat } from '../../../native/core/formats.ts';
import type { ValueSummary } from '../../../native/core/pixels/auto-levels.ts';
import { hasWholeValues, type Levels, nativeLimits } from '../../../native/core/pixels/display.ts';

/** How many bits cameras really use of 16. */
const USED_BITS = [8, 10, 12, 14, 16];
/** Empty space beside the values of floats, which know no ends. */
const MARGIN = 0.05;
/** Steps of a handle over the whole scale. */
const STEPS = 256;

/** What the scale of the histogram reaches over: all of a byte, as many bits as there are in use, or the values of floats and their levels. */
export function scaleOf(format: PixelFormat, values: ValueSummary | undefined, levels: Levels): Levels {
  const limits = nativeLimits(format);
  const low = Math.min(levels.low, values?.extremes.low ?? levels.low);
  const high = Math.max(levels.high, values?.extremes.high ?? levels.high);
  if (!hasWholeValues(format)) {
    const margin = (high - low) * MARGIN;
    return { low: low - margin, high: high + margin };
  }
  const bits = USED_BITS.find((each) => 2 ** each - 1 >= high) ?? 16;
  return { low: 0, high: Math.min(limits.high, 2 ** bits - 1) };
}

/** 0 at the left end, 1 at the right one. */
export function placeOf(value: number, scale: Levels): number {
  return Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
}

export function valueAt(place: number, scale: Levels, format: PixelFormat): number {
  return rounded(scale.low + place * (scale.high - scale.low), format);
}

/** What one arrow key moves a level by. */
export function levelStep(scale: Levels, format: PixelFormat): number {
  const step = (scale.high - scale.low) / STEPS;
  return hasWholeValues(format) ? Math.max(1, Math.round(step)) : step;
}

/** Integers for integers, floats with as many digits as matter. */
export function levelText(value: number, format: PixelFormat): string {
  if (hasWholeValues(format)) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

export function rounded(value: number, format: PixelFormat): number {
  return hasWholeValues(format) ? Math.round(value) : Number(value.toPrecision(6));
}

/** The levels after one of them was moved: the other one stays, and they never meet. */
export function withLevel(levels: Levels, end: 'low' | 'high', value: number, format: PixelFormat): Levels {
  const limits = nativeLimits(format);
  const gap = hasWholeValues(format) ? 1 : Math.max(1e-6, Math.abs(levels[end]) * 1e-6);
  if (end === 'low') return { ...levels, low: Math.max(limits.low, Math.min(value, levels.high - gap)) };
  return { ...levels, high: Math.min(limits.high, Math.max(value, levels.low + gap)) };
}
