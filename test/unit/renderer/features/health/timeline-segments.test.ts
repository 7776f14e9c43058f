import { expect, test } from 'vitest';
import type { CameraState, HealthEvent } from '../../../../../backend/contract.ts';
import { marksOf, segmentsOf } from '../../../../../renderer/features/health/timeline-segments.ts';

const place = { camera: 'local:door' } as const;
const state = (number: number, at: number, now: CameraState): HealthEvent => ({
  ...place,
  ...{ number, at, kind: 'state', state: now, before: null },
});
const happened = (number: number, at: number, kind: 'gone' | 'still' | 'moving' | 'restarted'): HealthEvent => ({
  ...place,
  ...{ number, at, kind },
});

test('stretches follow each other without a gap, from the unknown to now', () => {
  const events = [state(1, 20, 'live'), happened(2, 40, 'still'), happened(3, 50, 'moving'), state(4, 70, 'stalled')];
  expect(segmentsOf(events, 0, 100)).toEqual([
    { state: 'unknown', from: 0, to: 20 },
    { state: 'live', from: 20, to: 40 },
    { state: 'still', from: 40, to: 50 },
    { state: 'live', from: 50, to: 70 },
    { state: 'stalled', from: 70, to: 100 },
  ]);
});

test('what began before the window fills it from its left end; what is no state changes nothing', () => {
  const events = [state(1, 5, 'live'), state(2, 10, 'stalled'), happened(3, 60, 'restarted'), happened(4, 90, 'gone')];
  expect(segmentsOf(events, 50, 100)).toEqual([
    { state: 'stalled', from: 50, to: 90 },
    { state: 'gone', from: 90, to: 100 },
  ]);
  expect(marksOf(events, 50, 100)).toEqual([events[2]]);
  expect(marksOf(events, 70, 100)).toEqual([]);
});

test('nothing known is one stretch, and times out of order make none with a negative length', () => {
  expect(segmentsOf([], 0, 10)).toEqual([{ state: 'unknown', from: 0, to: 10 }]);
  const mixed = segmentsOf([state(1, 8, 'live'), state(2, 4, 'locked'), state(3, 9, 'live')], 0, 10);
  expect(mixed.every(({ from, to }) => to > from)).toBe(true);
  expect(mixed.at(-1)).toEqual({ state: 'live', from: 9, to: 10 });
});
