import { BellOff, Check, CheckCheck, Eye } from 'lucide-react';
import type { Alarm } from '../../../backend/contract.ts';
import { goTo } from '../../route.ts';
import { useSession } from '../../session.ts';
import { useAlarms } from '../../stores/alarms-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format.ts';
import { alarmWords } from '../health/event-words.ts';
import { useAlarmActions } from './use-alarm-actions.ts';

const SILENCES = [
  ['m5', 5],
  ['m30', 30],
  ['h2', 120],
  ['h8', 480],
] as const;

/** Raised alarms, newest first, and those that are over and nobody has acknowledged. */
export function AlarmList() {
  const { alarms, silencedUntil } = useAlarms();
  const { acknowledge, acknowledgeAll, silence } = useAlarmActions();
  return (
    <section aria-label={t('alarms.list')}>
      {alarms.length === 0 && <p className="muted">{t('alarms.none')}</p>}
      <ul className="alarm-list">
        {alarms.map((alarm) => (
          <AlarmRow key={alarm.key} alarm={alarm} onAcknowledge={() => acknowledge([alarm.key])} />
        ))}
      </ul>
      {silencedUntil !== null && (
        <p className="note alarm-silenced">
          <BellOff aria-hidden className="icon" />
          {t('alarms.silenced', { time: formatTime(silencedUntil) })}
          <Button onClick={() => silence(0)}>{t('alarms.speakAgain')}</Button>
        </p>
      )}
      <div className="alarm-actions">
        <Button icon={CheckCheck} disabled={!acknowledgeAll} onClick={acknowledgeAll}>
          {t('alarms.acknowledgeAll')}
        </Button>
        <fieldset className="alarm-silence">
          <legend>{t('alarms.silence')}</legend>
          {SILENCES.map(([name, minutes]) => (
            <button key={name} type="button" className="preset" onClick={() => silence(minutes)}>
              {t(`alarms.silenceFor.${name}`)}
            </button>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

function AlarmRow({ alarm, onAcknowledge }: { readonly alarm: Alarm; readonly onAcknowledge: () => void }) {
  const session = useSession();
  const { camera, label, raisedAt, clearedAt, acknowledged } = alarm;
  const words = alarmWords(alarm);
  const state = clearedAt !== null ? 'over' : acknowledged ? 'known' : 'lasting';
  const stateWord = t(({ over: 'alarms.isOver', known: 'alarms.known', lasting: 'alarms.lasting' } as const)[state]);
  return (
    <li className="alarm" data-state={state}>
      <span className={`badge ${state === 'lasting' ? 'tone-bad' : 'tone-idle'}`}>{stateWord}</span>
      <div className="alarm-text">
        <div>{words}</div>
        <div className="field-note">
          {clearedAt === null
            ? t('alarms.since', { time: formatTime(raisedAt) })
            : t('alarms.over', { from: formatTime(raisedAt), to: formatTime(clearedAt) })}
        </div>
      </div>
      <IconButton
        icon={Eye}
        label={t('alarms.show', { name: label })}
        onClick={() => {
          session.select(camera);
          goTo({ view: 'cameras' });
          openDialog(undefined);
        }}
      />
      <IconButton icon={Check} label={t('alarms.acknowledgeNamed', { words })} disabled={acknowledged} onClick={onAcknowledge} />
    </li>
  );
}
