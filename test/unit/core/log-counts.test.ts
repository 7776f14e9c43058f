import { expect, test } from 'vitest';
import { countLog, mergeLog, percentileLog } from '../../../native/core/log-counts.ts';

test('percentiles of merged parts are those of all values, to 2.2 %', () => {
  const values = Array.from({ length: 500 }, (_, i) => 0.01 * 1.03 ** i);
  const whole = mergeLog([countLog(values.slice(0, 100)), countLog(values.slice(100, 130)), countLog(values.slice(130))]);
  expect(whole).toEqual(countLog(values));
  for (const share of [0.05, 0.5, 0.95, 1]) {
    const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
    expect(Math.abs((percentileLog(whole, share) ?? 0) / exact - 1)).toBeLessThan(0.022);
  }
});

test('nothing has no percentile, and zero stays zero', () => {
  expect(percentileLog([], 0.5)).toBeUndefined();
  expect(percentileLog(countLog([0, 0, 5]), 0.5)).toBe(0);
});
