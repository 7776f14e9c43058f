import type { Histogram } from '../../../../backend/contract.ts';

export interface HistogramBar {
  readonly fromUs: number;
  /** Undefined for the last class, which is open. */
  readonly toUs: number | undefined;
  readonly count: number;
  /** Against the highest bar, 0 to 1. */
  readonly share: number;
}

const FEWEST_BARS = 8;

/** The bars from the first class that counts something to the last. */
export function histogramBars({ limitsUs, counts }: Histogram): readonly HistogramBar[] {
  const first = counts.findIndex((count) => count > 0);
  // A few classes at least, so that one bar is not taken for a spread.
  const last = Math.max(
    counts.findLastIndex((count) => count > 0),
    Math.min(first + FEWEST_BARS, counts.length) - 1,
  );
  const highest = Math.max(1, ...counts);
  if (first < 0) return [];
  return counts.slice(first, last + 1).map((count, offset) => {
    const index = first + offset;
    return { fromUs: limitsUs[index - 1] ?? 0, toUs: limitsUs[index], count, share: count / highest };
  });
}

/** At most this many microseconds for `share` of all; the class is all that is known, so it is its upper border or the maximum. */
export function quantileUs({ limitsUs, counts, total, maxUs }: Histogram, share: number): number {
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (seen >= share * total) return Math.min(maxUs, limitsUs[index] ?? maxUs);
  }
  return maxUs;
}
