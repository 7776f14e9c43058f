/** The p-quantile (0 to 1) of sorted values, the nearest one that is really there. */
export function quantile(sorted: readonly number[], p: number): number {
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile([...values].sort(ascending), 0.5);
}

/** p50 and p95, or null without values. */
export function spread(values: readonly number[]): { readonly p50: number; readonly p95: number } | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort(ascending);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function ascending(a: number, b: number): number {
  return a - b;
}
