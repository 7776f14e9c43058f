/** Alarms as notifications of the desktop, for as long as nobody can see the window: its page shows them itself. */
import { Notification } from 'electron';
import type { Backend } from '../../backend/app.ts';
import type { Alarm, CameraId } from '../../backend/contract.ts';
import type { Words } from './words.ts';

/** Kept, because a notification that nothing holds loses its click. */
const MOST_KEPT = 20;

interface Around {
  readonly words: () => Words;
  readonly isSeen: () => boolean;
  readonly show: (camera: CameraId) => void;
}

export function notifyAlarms(backend: Pick<Backend, 'watchAlarms'>, { words, isSeen, show }: Around): () => void {
  const kept: Notification[] = [];
  return backend.watchAlarms(({ alarm, notify }) => {
    if (!notify || isSeen() || !Notification.isSupported()) return;
    const notification = new Notification({ title: words().alarm, body: alarmText(alarm, words()) });
    notification.on('click', () => show(alarm.camera));
    kept.push(notification);
    if (kept.length > MOST_KEPT) kept.shift();
    notification.show();
  });
}

export function alarmText({ measure, label, value, threshold }: Alarm, words: Words): string {
  const rounded = (number: number) => String(Number(number.toPrecision(3)));
  return words.alarms[measure](label, rounded(value), rounded(threshold));
}
