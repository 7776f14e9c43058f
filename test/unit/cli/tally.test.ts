import { describe, expect, it } from 'vitest';
import { type SeenFrame, Tally, WINDOW } from '../../../cli/tally.ts';

const frame = (finishedMs: number, more: Partial<SeenFrame> = {}): SeenFrame => ({
  finishedMs,
  lockWaitUs: 1,
  copyUs: 100,
  ageMs: undefined,
  frameNumber: undefined,
  arrived: true,
  ...more,
});

describe('Tally', () => {
  it('has a summary before any frame came', () =>
    expect(new Tally().summary()).toEqual({
      summary: true,
      frames: 0,
      seconds: 0,
      meanFps: 0,
      fps: null,
      lockWaitUs: { p50: 0, p95: 0 },
      copyUs: { p50: 0, p95: 0 },
      ageMs: null,
      torn: 0,
      dropped: null,
    }));

  it('measures the rate over the whole time and frame by frame', () => {
    const tally = new Tally();
    for (const at of [0, 20, 60]) tally.add(frame(at));
    const { meanFps, fps, seconds } = tally.summary();
    expect({ meanFps, seconds }).toEqual({ meanFps: 33.333, seconds: 0.06 });
    expect(fps).toEqual({ mean: 33.333, min: 25, max: 50, sd: 12.5 });
  });

  it('answers with the time and the loss since the frame before', () => {
    const tally = new Tally();
    expect(tally.add(frame(5, { frameNumber: 7 }))).toEqual({ intervalMs: undefined, lost: 0 });
    expect(tally.add(frame(15, { frameNumber: 10 }))).toEqual({ intervalMs: 10, lost: 2 });
  });

  it('counts the frame that was there already, but not its rate and its age', () => {
    const tally = new Tally();
    tally.add(frame(0, { arrived: false, ageMs: 5000 }));
    expect(tally.summary()).toMatchObject({ frames: 1, meanFps: 0, fps: null, ageMs: null });
    for (const at of [7, 17, 27]) tally.add(frame(at, { ageMs: 1 }));
    expect(tally.summary()).toMatchObject({ frames: 4, meanFps: 100, fps: { min: 100, max: 100 }, ageMs: { p50: 1, p95: 1 } });
  });

  it('counts drops by the trailer, not over a restart, and never below zero', () => {
    const tally = new Tally();
    for (const frameNumber of [5, 6, 9, 3]) tally.add(frame(frameNumber, { frameNumber }));
    tally.restart();
    tally.add(frame(100, { frameNumber: 50 }));
    expect(tally.summary().dropped).toBe(2);
  });

  it('knows no drops without a trailer', () => {
    const tally = new Tally();
    tally.add(frame(1));
    tally.add(frame(2));
    expect(tally.summary().dropped).toBeNull();
  });

  it('takes percentiles over the last values only', () => {
    const tally = new Tally();
    tally.add(frame(0, { lockWaitUs: 1e9 }));
    for (let i = 1; i <= WINDOW; i++) tally.add(frame(i, { lockWaitUs: 3 }));
    expect(tally.summary().lockWaitUs).toEqual({ p50: 3, p95: 3 });
  });
});
