/**
 * Counts of positive values in classes that are 4.4 % wide, so that percentiles over any stretch of time can be told from the counts of its
 * parts, to 2.2 %, without keeping each value.
 */

/** Class, count, class, count, …; ascending classes. */
export type LogCounts = readonly number[];

const CLASSES_PER_OCTAVE = 16;
/** The class of zero, and of all that is too small to be told from it. */
const ZERO = -512;
const SMALLEST = 2 ** ((ZERO + 1) / CLASSES_PER_OCTAVE);

export function countLog(values: readonly number[]): LogCounts {
  const counts = new Map<number, number>();
  for (const value of values) {
    const key = value < SMALLEST ? ZERO : Math.round(Math.log2(value) * CLASSES_PER_OCTAVE);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return flat(counts);
}

export function mergeLog(parts: readonly LogCounts[]): LogCounts {
  const counts = new Map<number, number>();
  for (const part of parts)
    for (let at = 0; at < part.length; at += 2) counts.set(part[at] ?? 0, (counts.get(part[at] ?? 0) ?? 0) + (part[at + 1] ?? 0));
  return flat(counts);
}

/** Nearest-rank percentile; undefined without values. */
export function percentileLog(counts: LogCounts, share: number): number | undefined {
  let total = 0;
  for (let at = 1; at < counts.length; at += 2) total += counts[at] ?? 0;
  let left = Math.max(1, Math.ceil(share * total));
  for (let at = 0; at < counts.length; at += 2) {
    left -= counts[at + 1] ?? 0;
    if (left <= 0) return middleOf(counts[at] ?? ZERO);
  }
  return undefined;
}

function middleOf(key: number): number {
  return key === ZERO ? 0 : 2 ** (key / CLASSES_PER_OCTAVE);
}

function flat(counts: ReadonlyMap<number, number>): LogCounts {
  return [...counts].sort(([a], [b]) => a - b).flat();
}
