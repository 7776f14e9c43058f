import type { RaisedAlarm } from '../../../backend/contract.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { t } from '../../texts/texts.ts';
import { alarmWords } from '../health/event-words.ts';
import { playAlarm } from './alarm-sound.ts';

export type NotificationAnswer = 'granted' | 'denied' | 'missing';

/** The desktop program shows notifications itself, also without a page. */
export function ownNotifications(): boolean {
  return useConnection.getState().info?.shell === 'browser';
}

/** What the page does about an alarm that has just been raised, as its rule wants it. */
export function signalAlarm({ alarm, sound, notify }: RaisedAlarm, show: (camera: string) => void): void {
  const text = alarmWords(alarm);
  if (notify) showNotice({ level: 'warning', text });
  if (notify && document.hidden && ownNotifications() && 'Notification' in window && Notification.permission === 'granted') {
    // The same alarm in several tabs is one notification.
    const notification = new Notification(t('alarms.title'), { body: text, tag: alarm.key });
    notification.onclick = () => {
      window.focus();
      show(alarm.camera);
    };
  }
  if (sound) void playAlarm().then((played) => played || showNotice({ level: 'info', text: t('alarms.noSound') }));
}

/** Asks where that was not decided yet; only a click or a key may ask. */
export async function allowNotifications(): Promise<NotificationAnswer> {
  if (!('Notification' in window)) return 'missing';
  const permission = Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
  return permission === 'granted' ? 'granted' : 'denied';
}
