import { expect, test } from 'vitest';
import { addMoments, SecondMeter } from '../../../native/camera/second-meter.ts';

const frame = (atMs: number, ageMs?: number) => ({
  atMs,
  lockWaitNs: 2000,
  copyNs: 500_000,
  bytes: 100,
  ...(ageMs !== undefined && { ageMs }),
});

test('a second is what came between two looks; the first look only begins', () => {
  const meter = new SecondMeter();
  expect(meter.take(1000)).toBeUndefined();
  for (const at of [1020, 1060, 1110]) meter.add(frame(at, 3));
  const first = meter.take(2000);
  expect(first).toMatchObject({ seconds: 1, frames: 3, bytes: 300, rates: { count: 2, min: 20, max: 25 } });
  meter.add(frame(2110));
  const second = meter.take(2500);
  // The step from the last frame of the second before counts, too.
  expect(second).toMatchObject({ seconds: 0.5, frames: 1, ageMs: [], rates: { count: 1, min: 1, max: 1 } });
  if (first && second) expect(addMoments(first.rates, second.rates)).toMatchObject({ count: 3, min: 1, max: 25 });
});

test('a rest is neither measured nor a slow rate', () => {
  const meter = new SecondMeter();
  meter.take(0);
  meter.add(frame(500));
  meter.rest();
  expect(meter.take(60_000)).toBeUndefined();
  meter.add(frame(60_500));
  expect(meter.take(61_000)).toMatchObject({ seconds: 1, frames: 1, rates: { count: 0 } });
});

test('where nobody takes the seconds, nothing is kept', () => {
  const meter = new SecondMeter();
  for (let at = 0; at < 1000; at++) meter.add(frame(at));
  expect(meter.take(1000)).toBeUndefined();
  expect(meter.take(2000)).toMatchObject({ frames: 0, bytes: 0 });
});
