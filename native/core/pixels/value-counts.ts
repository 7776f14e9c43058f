import type { Levels } from './display.ts';

/** How many of the values lie in each of `bins` equal parts from the lowest to the highest; both ends belong to it. */
export function countValues(values: Float64Array, { low, high }: Levels, bins: number, whole: boolean): Uint32Array {
  const counts = new Uint32Array(bins);
  // A whole number takes the room up to the next one, the highest as well.
  const scale = bins / (whole ? high - low + 1 : high - low);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - low) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
