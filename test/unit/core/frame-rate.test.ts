import { describe, expect, it } from 'vitest';
import { frameRate } from '../../../native/core/frame-rate.ts';

describe('frame rates', () => {
  it.each([
    [30, 30, 1],
    [1000, 1000, 1],
    [29.97, 30_000, 1001],
    [23.976, 24_000, 1001],
    [59.94, 60_000, 1001],
    [12.5, 12_500, 1000],
    [0.5, 500, 1000],
    [0.001, 1, 1000],
  ])('%d is %i/%i', (fps, numerator, denominator) => {
    expect(frameRate(fps)).toEqual({ numerator, denominator });
  });

  it.each([0, -1, 1001, 0.0001, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (fps) => {
    expect(() => frameRate(fps)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
