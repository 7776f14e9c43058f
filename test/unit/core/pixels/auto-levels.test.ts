import { describe, expect, it } from 'vitest';
import { isRawFormat, PIXEL_FORMAT_NAMES, pixelFormat } from '../../../../native/core/formats.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import {
  approachLevels,
  areSettled,
  measuredLevels,
  summariseValues,
  type ValueSummary,
} from '../../../../native/core/pixels/auto-levels.ts';
import { encodeFromRgba } from '../../../../native/core/pixels/convert.ts';
import { sampleValues } from '../../../../native/core/pixels/value-sample.ts';

function summary(values: readonly number[], format: 'GRAY8' | 'GRAY16' | 'FLOAT32' = 'GRAY8'): ValueSummary {
  const summarised = summariseValues(format, Float64Array.from(values));
  if (!summarised) throw new Error('nothing to summarise');
  return summarised;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('sampleValues', () => {
  it.each(PIXEL_FORMAT_NAMES.filter(isRawFormat))('finds black, grey and white of %s in its own values', (format) => {
    const layout = tightLayout(format, 101, 67);
    const rgba = new Uint8Array(101 * 67 * 4).fill(255);
    const bytes = new Uint8Array(layout.strideBytes * 67 * 3);
    const sampled = (shade: number) => {
      rgba.fill(shade);
      encodeFromRgba(rgba, layout, bytes);
      return summariseValues(format, sampleValues(layout, bytes))?.extremes;
    };
    const { family, bits } = pixelFormat(format);
    const most = family === 'yuv' ? 235 : family === 'float' ? 1 : bits === 16 ? 65_535 : 255;
    const least = family === 'yuv' ? 16 : 0;
    expect(sampled(255)?.low).toBeCloseTo(most, 5);
    expect(sampled(255)?.high).toBeCloseTo(most, 5);
    expect(sampled(0)).toEqual({ low: least, high: least });
  });

  it('takes thousands of pixels of a large picture and all of a small one', () => {
    const large = sampleValues(tightLayout('GRAY8', 1920, 1080), new Uint8Array(1920 * 1080));
    expect(large.length).toBeGreaterThan(5_000);
    expect(large.length).toBeLessThan(20_000);
    expect(sampleValues(tightLayout('GRAY8', 7, 3), new Uint8Array(21))).toHaveLength(21);
  });

  it('sees stripes of any period', () => {
    const layout = tightLayout('GRAY8', 1920, 1080);
    for (const period of [2, 3, 5, 8, 15, 16]) {
      const bytes = Uint8Array.from({ length: 1920 * 1080 }, (_, i) => ((i % 1920) % period === 0 ? 200 : 10));
      expect(summary([...sampleValues(layout, bytes)]).extremes, String(period)).toEqual({ low: 10, high: 200 });
    }
  });
});

describe('measured levels', () => {
  it('leave out half a per cent at each end, or nothing', () => {
    const values = [
      ...Array<number>(4).fill(0),
      ...Array<number>(1992)
        .fill(0)
        .map((_, i) => 50 + (i % 101)),
      ...Array<number>(4).fill(255),
    ];
    expect(measuredLevels(summary(values), 'auto')).toEqual({ low: 50, high: 150 });
    expect(measuredLevels(summary(values), 'extremes')).toEqual({ low: 0, high: 255 });
  });

  it('have a distance in a picture of one value', () => {
    for (const value of [0, 7, 255]) {
      const { low, high } = measuredLevels(summary([value, value]), 'auto');
      expect(high - low).toBe(4);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(255);
    }
    const { low, high } = measuredLevels(summary([0.25, 0.25], 'FLOAT32'), 'extremes');
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(0.25);
  });

  it('pass over what is no number', () => {
    expect(summary([Number.NaN, 3, Number.POSITIVE_INFINITY, 1], 'FLOAT32').extremes).toEqual({ low: 1, high: 3 });
    expect(summariseValues('FLOAT32', Float64Array.from([Number.NaN]))).toBeUndefined();
    expect(summariseValues('GRAY8', new Float64Array())).toBeUndefined();
  });

  it('come with a histogram that counts every value once', () => {
    const even = summary(range(10, 41));
    expect([...even.counts]).toEqual(Array<number>(32).fill(1));
    expect([...summary(range(0, 65_535), 'GRAY16').counts]).toEqual(Array<number>(64).fill(1024));
    expect(summary([5, 5]).counts).toHaveLength(0);
  });
});

describe('approachLevels', () => {
  it('goes two thirds of the way in 300 ms, smoothly, and arrives', () => {
    const target = { low: 100, high: 200 };
    let levels = { low: 0, high: 255 };
    let before = levels;
    for (let i = 0; i < 3; i++) {
      levels = approachLevels(levels, target, 100);
      expect(levels.low).toBeGreaterThan(before.low);
      expect(levels.high).toBeLessThan(before.high);
      before = levels;
    }
    expect(levels.low).toBeCloseTo(63.2, 1);
    expect(areSettled(levels, target)).toBe(false);
    for (let i = 0; i < 30; i++) levels = approachLevels(levels, target, 100);
    expect(levels).toEqual(target);
  });
});
