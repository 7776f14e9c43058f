import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { AlarmRule, CameraId } from '../../../../backend/contract.ts';
import { HealthService } from '../../../../backend/health/health-service.ts';
import type { Second } from '../../../../backend/health/history.ts';
import { camera, second } from './samples.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const RULE: AlarmRule = {
  ...{ id: 'slow', on: true, measure: 'rate', threshold: 20, camera: null },
  ...{ sound: true, notify: true, command: true },
};

function setUp(...rules: AlarmRule[]) {
  let seconds: readonly { readonly id: CameraId; readonly second: Second }[] = [];
  const kept = new Set<CameraId>();
  const tell = vi.fn();
  const onRaised = vi.fn();
  const runCommand = vi.fn();
  const health = new HealthService({
    rules: () => rules,
    takeSeconds: () => seconds,
    keep: (id) => {
      kept.add(id);
      return () => void kept.delete(id);
    },
    ...{ tell, onRaised, runCommand },
    now: () => Date.now(),
  });
  onTestFinished(() => health.close());
  const pass = (count: number, fps = 10) => {
    for (let i = 0; i < count; i++) {
      const { at: _now, ...figures } = second(0, fps);
      seconds = [...kept].map((id) => ({ id, second: { ...figures, at: Date.now() + 1000 } }));
      vi.advanceTimersByTime(1000);
    }
  };
  const told = (event: string) => tell.mock.calls.filter(([name]) => name === event).map(([, value]) => value);
  return { health, kept, pass, told, onRaised, runCommand, rules };
}

test('a rule on figures reads its cameras without a page, raises once, and lets go with the rule', () => {
  const { health, kept, pass, told, onRaised, runCommand, rules } = setUp(RULE);
  health.observe([camera(), camera({ id: 'local:dead', state: 'not-found' })]);
  pass(1);
  expect([...kept]).toEqual(['local:door']);
  pass(12);
  const raised = { alarm: expect.objectContaining({ camera: 'local:door', value: 10 }), sound: true, notify: true };
  expect(told('alarms.raised')).toEqual([raised]);
  expect(onRaised).toHaveBeenCalledOnce();
  expect(runCommand).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ measure: 'rate' }));
  expect(health.events('local:door').map(({ kind }) => kind)).toEqual(['state', 'alarm']);
  expect(told('health.happened').flat()).toEqual(health.events(null));
  rules[0] = { ...RULE, on: false };
  pass(1);
  expect([...kept]).toEqual([]);
  expect(health.alarms().alarms).toEqual([]);
});

test('only so many cameras are read for rules, and each goes on while it is listed', () => {
  const { health, kept, pass } = setUp(RULE);
  const many = Array.from({ length: 40 }, (_, i) => camera({ id: `local:${i}` }));
  health.observe(many);
  pass(1);
  expect(kept.size).toBe(16);
  health.observe(many.map((each) => ({ ...each, state: 'stalled' })));
  pass(1);
  expect(kept.size).toBe(16);
  health.observe([]);
  pass(1);
  expect(kept.size).toBe(0);
});

test('silence marks without telling, and ends by itself', () => {
  const { health, pass, told, onRaised, runCommand } = setUp({ ...RULE, measure: 'not-live', threshold: 3 });
  health.observe([camera()]);
  pass(1);
  expect(health.silence(1).silencedUntil).toBe(Date.now() + 60_000);
  health.observe([camera({ state: 'stalled', since: Date.now() })]);
  pass(10);
  expect(health.alarms().alarms).toHaveLength(1);
  expect([onRaised.mock.calls, runCommand.mock.calls, told('alarms.raised')]).toEqual([[], [], []]);
  pass(60);
  expect(health.alarms().silencedUntil).toBeNull();
  expect(told('alarms.changed').at(-1)).toEqual(health.alarms());
});

test('figures are kept when nobody reads the camera any more', () => {
  const { health, pass, kept, rules } = setUp(RULE);
  health.observe([camera()]);
  pass(6);
  rules.length = 0;
  pass(5);
  expect(kept.size).toBe(0);
  expect(health.figures('local:door', 0, 0).whole).toMatchObject({ frames: 60, seconds: 6 });
});
