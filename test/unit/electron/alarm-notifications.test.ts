import { expect, test, vi } from 'vitest';
import type { AlarmListener } from '../../../backend/app.ts';
import { ALARM_MEASURES, type Alarm } from '../../../backend/contract-health.ts';
import { alarmText, notifyAlarms } from '../../../electron/main/alarm-notifications.ts';
import { wordsFor } from '../../../electron/main/words.ts';
import { Notification } from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const ALARM: Alarm = {
  ...{ key: 'r local:door', rule: 'r', measure: 'rate', camera: 'local:door', label: 'Door', threshold: 20, value: 9.87654 },
  ...{ raisedAt: 1, clearedAt: null, acknowledged: false },
};

test('an alarm is notified when its rule says so and nobody sees the window; a click shows the camera', () => {
  let listener: AlarmListener = () => undefined;
  const unwatch = vi.fn();
  const watchAlarms = (given: AlarmListener) => {
    listener = given;
    return unwatch;
  };
  let seen = false;
  const show = vi.fn();
  const stop = notifyAlarms({ watchAlarms }, { words: () => wordsFor('en'), isSeen: () => seen, show });
  listener({ alarm: ALARM, sound: true, notify: false });
  expect(Notification.shown).toHaveLength(0);
  listener({ alarm: ALARM, sound: false, notify: true });
  seen = true;
  listener({ alarm: ALARM, sound: false, notify: true });
  expect(Notification.shown).toHaveLength(1);
  expect(Notification.shown[0]?.options.body).toBe('Door comes at 9.88 frames/s, below 20.');
  Notification.shown[0]?.emit('click');
  expect(show).toHaveBeenCalledExactlyOnceWith('local:door');
  stop();
  expect(unwatch).toHaveBeenCalledOnce();
});

test('every measure has its sentence in both languages', () => {
  for (const language of ['en', 'de'] as const)
    for (const measure of ALARM_MEASURES) {
      const text = alarmText({ ...ALARM, measure }, wordsFor(language));
      expect(text).toContain('Door');
      expect(text).toContain('9.88');
    }
});
