import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainGap, percentiles, RateWindow, rateSpread } from '../../../native/camera/rate-window.ts';

const sample = (atMs: number, more: object = {}) => ({ atMs, lockWaitNs: 1000, copyNs: 200_000, bytes: 100, ...more });

describe('rate', () => {
  test('is null before two frames', () => {
    expect(rateSpread([])).toBeNull();
    expect(rateSpread([5])).toBeNull();
    expect(rateSpread([5, 5])).toBeNull();
  });

  test('of a steady stream has no spread', () => {
    const spread = rateSpread([0, 20, 40, 60]);
    expect(spread?.mean).toBeCloseTo(50);
    expect(spread?.min).toBeCloseTo(50);
    expect(spread?.max).toBeCloseTo(50);
    expect(spread?.sd).toBeCloseTo(0);
  });

  test('min and max are of single intervals', () => {
    const spread = rateSpread([0, 10, 30]);
    expect(spread?.mean).toBeCloseTo(2000 / 30);
    expect(spread?.min).toBeCloseTo(50);
    expect(spread?.max).toBeCloseTo(100);
    expect(spread?.sd).toBeCloseTo(25);
  });

  test('lies between min and max', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 50 }), (intervals) => {
        let at = 0;
        const times = [0, ...intervals.map((interval) => (at += interval))];
        const spread = rateSpread(times);
        expect(spread).not.toBeNull();
        if (!spread) return;
        expect(spread.mean).toBeGreaterThanOrEqual(spread.min - 1e-9);
        expect(spread.mean).toBeLessThanOrEqual(spread.max + 1e-9);
        expect(spread.sd).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('percentiles', () => {
  test('are values that occurred', () => {
    expect(percentiles([])).toEqual({ p50: 0, p95: 0 });
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7 });
    expect(percentiles([3, 1, 2])).toEqual({ p50: 2, p95: 3 });
    expect(percentiles(Array.from({ length: 100 }, (_, i) => 100 - i))).toEqual({ p50: 50, p95: 95 });
  });
});

describe('window', () => {
  test('forgets what is older', () => {
    const window = new RateWindow(1000);
    for (let at = 0; at <= 3000; at += 100) window.add(sample(at, { ageMs: at }));
    const figures = window.figures(3000);
    expect(figures.fps?.mean).toBeCloseTo(10);
    expect(figures.ageMs).toEqual({ p50: 2500, p95: 3000 });
    expect(figures.lockWaitUs).toEqual({ p50: 1, p95: 1 });
    expect(figures.copyUs).toEqual({ p50: 200, p95: 200 });
    expect(figures.bytesPerSecond).toBeCloseTo(1100);
    expect(window.figures(10_000)).toMatchObject({ fps: null, ageMs: null, bytesPerSecond: 0 });
  });

  test('tells the rate of what was published from that of what was taken, where frames have numbers', () => {
    const window = new RateWindow();
    for (let at = 0; at <= 1000; at += 100) window.add(sample(at, { produced: (3 * at) / 100 }));
    expect(window.figures(1000)).toMatchObject({ publishedFps: 30, fps: { mean: expect.closeTo(10) } });
    window.add(sample(1100));
    expect(window.figures(1100).publishedFps).toBeNull();
  });

  test('counts the first moments as a whole second', () => {
    const window = new RateWindow();
    window.add(sample(0));
    expect(window.figures(10).bytesPerSecond).toBe(100);
  });

  test('is bounded whatever the rate', () => {
    const window = new RateWindow(1e9);
    for (let at = 0; at < 20_000; at++) window.add(sample(at));
    expect(window.figures(20_000).bytesPerSecond).toBeLessThanOrEqual((4000 * 100 * 1000) / 4000);
  });
});

describe('who is to blame for missing frames', () => {
  test.each([
    { title: 'none missing', missing: 0, idle: 0.5, dropped: 0, skipped: 0 },
    { title: 'we were looking all the time', missing: 3, idle: 0, dropped: 3, skipped: 0 },
    { title: 'nobody wanted any', missing: 3, idle: 1, dropped: 0, skipped: 3 },
    { title: 'half of the time', missing: 3, idle: 0.5, dropped: 1, skipped: 2 },
    { title: 'clocks that disagree', missing: 2, idle: 7, dropped: 0, skipped: 2 },
  ])('$title', ({ missing, idle, dropped, skipped }) => {
    expect(explainGap(missing, idle)).toEqual({ dropped, skipped });
  });
});
