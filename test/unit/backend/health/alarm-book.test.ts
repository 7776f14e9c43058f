import { describe, expect, test } from 'vitest';
import type { AlarmRule, Camera, Figures } from '../../../../backend/contract.ts';
import { AlarmBook } from '../../../../backend/health/alarm-book.ts';
import { DEFAULT_RULES } from '../../../../backend/health/default-rules.ts';
import { figuresOf } from '../../../../backend/health/history.ts';
import { camera, second } from './samples.ts';

const RULE: AlarmRule = {
  ...{ id: 'r', on: true, measure: 'rate', threshold: 20, camera: null },
  ...{ sound: false, notify: false, command: false },
};

/** One step is a second, with these figures at every look. */
function watch(rule: Partial<AlarmRule>) {
  const book = new AlarmBook();
  const rules = [{ ...RULE, ...rule }];
  let now = 0;
  const step = (cameras: readonly Camera[], figures?: Figures, seconds = 1) => {
    let raised = 0;
    for (let i = 0; i < seconds; i++) {
      now += 1000;
      book.observe(cameras, now);
      raised += book.judge(rules, () => figures, now).length;
    }
    return raised;
  };
  return { book, step, rules, now: () => now };
}

const at = (fps: number): Figures | undefined => figuresOf([second(0, fps), second(1, fps), second(2, fps), second(3, fps)]);

describe('a threshold', () => {
  test('is crossed for a while before the alarm, and a dip is none', () => {
    const { step, book } = watch({});
    expect(step([camera()], at(10), 3)).toBe(0);
    expect(step([camera()], at(30), 1)).toBe(0);
    expect(step([camera()], at(10), 3)).toBe(0);
    expect(step([camera()], at(10), 1)).toBe(1);
    expect(step([camera()], at(10), 20)).toBe(0);
    expect(book.alarms).toMatchObject([{ camera: 'local:door', measure: 'rate', value: 10, clearedAt: null }]);
  });

  test('is crossed back by a margin and for a while before it is over', () => {
    const { step, book } = watch({});
    step([camera()], at(10), 5);
    step([camera()], at(21), 20);
    expect(book.alarms[0]?.clearedAt).toBeNull();
    step([camera()], at(25), 3);
    step([camera()], at(21), 1);
    step([camera()], at(25), 3);
    expect(book.alarms[0]?.clearedAt).toBeNull();
    step([camera()], at(25), 1);
    expect(book.alarms[0]?.clearedAt).not.toBeNull();
  });

  test('that nothing is known about is neither raised nor cleared', () => {
    const { step, book } = watch({ measure: 'age', threshold: 5 });
    expect(step([camera()], undefined, 20)).toBe(0);
    expect(step([camera()], at(10), 4)).toBe(1);
    step([camera()], undefined, 20);
    expect(book.alarms[0]?.clearedAt).toBeNull();
  });

  test.each([
    ['drops', 5, { dropped: 2 }],
    ['torn', 5, { torn: 2 }],
    ['lock-wait', 1, {}],
    ['age', 5, {}],
  ] as const)('%s', (measure, threshold, changes) => {
    const { step, book } = watch({ measure, threshold });
    const figures = figuresOf([1, 2, 3].map((n) => second(n, 10, changes)));
    expect(step([camera()], figures, 4)).toBe(1);
    expect(book.alarms[0]?.value).toBeGreaterThan(threshold);
  });
});

describe('not live', () => {
  const rule = { measure: 'not-live', threshold: 5 } as const;

  test('counts from the last frame, and is over some seconds after the next', () => {
    const { step, book } = watch(rule);
    step([camera()], undefined, 3);
    const stalled = camera({ state: 'stalled', since: 3000 });
    expect(step([stalled], undefined, 4)).toBe(0);
    expect(step([camera({ state: 'locked', since: 7500 })], undefined, 1)).toBe(1);
    step([camera()], undefined, 3);
    expect(book.alarms[0]?.clearedAt).toBeNull();
    step([camera()], undefined, 1);
    expect(book.alarms[0]?.clearedAt).not.toBeNull();
    expect(step([camera({ state: 'stalled', since: 12_000 })], undefined, 10)).toBe(1);
    expect(book.alarms).toHaveLength(1);
  });

  test('for every camera means those that were live; by name it means that one', () => {
    const dead = camera({ state: 'not-found', since: 0 });
    expect(watch(rule).step([dead], undefined, 30)).toBe(0);
    expect(watch({ ...rule, camera: 'local:door' }).step([dead], undefined, 30)).toBe(1);
    expect(watch({ ...rule, camera: 'local:else' }).step([dead], undefined, 30)).toBe(0);
  });

  test('a camera that left the list is missed until somebody knows', () => {
    const { step, book } = watch(rule);
    step([camera()], undefined, 2);
    expect(step([], undefined, 7)).toBe(1);
    book.acknowledge(['r local:door']);
    expect(book.alarms).toEqual([]);
    expect(step([], undefined, 60)).toBe(0);
  });
});

test('still is what frame numbers prove, for as long as the rule says', () => {
  const { step, book } = watch({ measure: 'still', threshold: 10 });
  expect(step([camera({ stillSince: 1000 })], undefined, 10)).toBe(0);
  expect(step([camera({ stillSince: 1000 })], undefined, 1)).toBe(1);
  // A stalled camera is no still picture; nothing is known of it then.
  step([camera({ state: 'stalled', since: 11_000 })], undefined, 10);
  expect(book.alarms[0]?.clearedAt).toBeNull();
  step([camera()], undefined, 4);
  expect(book.alarms[0]?.clearedAt).not.toBeNull();
});

test('acknowledged alarms stay while they last; a rule that is off has none', () => {
  const { step, book, rules } = watch({});
  step([camera()], at(10), 4);
  book.acknowledge(['r local:door', 'unknown']);
  expect(book.alarms).toMatchObject([{ acknowledged: true }]);
  step([camera()], at(30), 4);
  expect(book.alarms).toEqual([]);
  step([camera()], at(10), 4);
  rules[0] = { ...RULE, on: false };
  step([camera()], at(10), 1);
  expect(book.alarms).toEqual([]);
});

test('by default only a camera that is not live is marked, without anything else', () => {
  expect(DEFAULT_RULES.filter(({ on }) => on).map(({ measure }) => measure)).toEqual(['not-live']);
  expect(DEFAULT_RULES.every(({ sound, notify, command }) => !sound && !notify && !command)).toBe(true);
});
