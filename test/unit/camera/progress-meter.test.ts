import { beforeEach, expect, it } from 'vitest';
import { ProgressMeter } from '../../../native/camera/progress-meter.ts';

let now: number;
let meter: ProgressMeter;
beforeEach(() => {
  now = 5000;
  meter = new ProgressMeter(() => now);
  meter.begin(1000);
});

it('tells how long the rest takes once a second has shown the rate', () => {
  meter.reach(100);
  now += 500;
  expect(meter.report()).toEqual({ doneBytes: 100, totalBytes: 1000, secondsLeft: undefined });
  now += 500;
  expect(meter.report().secondsLeft).toBe(9);
  meter.reach(500);
  now += 1000;
  expect(meter.report().secondsLeft).toBe(2);
  meter.reach(1000);
  expect(meter.report().secondsLeft).toBe(0);
});

it('knows nothing of the rest while nothing is done', () => {
  now += 60_000;
  expect(meter.report()).toEqual({ doneBytes: 0, totalBytes: 1000, secondsLeft: undefined });
});

it('never goes back, and never beyond all of it', () => {
  meter.reach(600);
  meter.reach(200);
  expect(meter.report().doneBytes).toBe(600);
  meter.reach(5000);
  expect(meter.report().doneBytes).toBe(1000);
});

it('learns that there is more to do, or less', () => {
  meter.reach(600);
  meter.resize(2000);
  expect(meter.report()).toMatchObject({ doneBytes: 600, totalBytes: 2000 });
  meter.resize(100);
  expect(meter.report()).toMatchObject({ doneBytes: 600, totalBytes: 600 });
});
