import { expect, test } from 'vitest';
import { HISTORY_MS } from '../../../../backend/contract-health.ts';
import { FigureHistory, figuresOf, MOST_CAMERAS } from '../../../../backend/health/history.ts';
import { second } from './samples.ts';

test('a window is one figure from all its seconds', () => {
  const figures = figuresOf([second(1000, 10), second(2000, 30, { dropped: 2, torn: 1 })]);
  expect(figures).toMatchObject({ at: 2000, seconds: 2, frames: 40, published: 40, dropped: 2, torn: 1, bytesPerSecond: 20_000 });
  expect(figures?.rate).toMatchObject({ mean: 20, min: 10, max: 30 });
  expect(figures?.rate?.sd).toBeCloseTo(8.66, 2);
  expect(figures?.ageMs).toEqual({ p50: 8, p95: 8 });
});

test('without a trailer nothing is said of numbers and age', () => {
  const blind = { published: null, dropped: null, skipped: null, ageMs: [] };
  expect(figuresOf([second(1000, 5, blind)])).toMatchObject({ ...blind, ageMs: null, frames: 5 });
  expect(figuresOf([])).toBeUndefined();
});

test('seconds are told from a moment on, and each page says what it has', () => {
  const history = new FigureHistory();
  for (let at = 1000; at <= 20_000; at += 1000) history.add('local:door', second(at));
  const told = history.tell('local:door', 10_000, 18_000, 20_500);
  expect(told.whole).toMatchObject({ seconds: 10, frames: 100 });
  expect(told.seconds.map(({ at }) => at)).toEqual([19_000, 20_000]);
  expect(history.tell('local:other', 0, 0, 20_500)).toEqual({ now: 20_500, whole: null, seconds: [] });
});

test('time and cameras are bounded; who was measured last stays', () => {
  const history = new FigureHistory();
  for (let at = 1000; at <= 2 * HISTORY_MS; at += 1000) history.add('local:door', second(at, 1));
  const { seconds } = history.tell('local:door', 0, 0, 2 * HISTORY_MS);
  expect(seconds).toHaveLength(HISTORY_MS / 1000);
  for (let i = 0; i < MOST_CAMERAS - 1; i++) history.add(`local:${i}`, second(2 * HISTORY_MS, 1));
  history.add('local:door', second(2 * HISTORY_MS, 1));
  history.add('local:new', second(2 * HISTORY_MS, 1));
  const whole = (id: string) => history.tell(id, 0, 0, 2 * HISTORY_MS).whole;
  expect(whole('local:door')).not.toBeNull();
  expect(whole('local:0')).toBeNull();
});
