import { Plus, Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { AlarmRule } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { allowNotifications, type NotificationAnswer, ownNotifications } from './alarm-signals.ts';
import { playAlarm } from './alarm-sound.ts';
import { RuleRow } from './rule-row.tsx';

const MOST_RULES = 100;

/** The rules as they stand in the settings, each of which can be changed in its place. */
export function RuleList() {
  const session = useSession();
  const rules = useSettings((settings) => settings.alarmRules);
  const [notifications, setNotifications] = useState<NotificationAnswer>();
  const put = (alarmRules: readonly AlarmRule[]) => session.change({ alarmRules });

  function change(rule: AlarmRule, changed: Partial<AlarmRule>): void {
    put(useSettings.getState().alarmRules.map((each) => (each.id === rule.id ? { ...each, ...changed } : each)));
    if (changed.notify && ownNotifications()) void allowNotifications().then(setNotifications);
  }

  function remove(rule: AlarmRule): void {
    put(rules.filter(({ id }) => id !== rule.id));
    showNotice({ level: 'info', text: t('alarms.deleted'), undo: () => put(rules) });
  }

  return (
    <section aria-label={t('alarms.rules')}>
      <h3>{t('alarms.rules')}</h3>
      <p className="field-note">{t('alarms.rulesNote')}</p>
      {rules.map((rule, index) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          number={index + 1}
          onChange={(changed) => change(rule, changed)}
          onDelete={() => remove(rule)}
        />
      ))}
      {notifications !== undefined && notifications !== 'granted' && (
        <p className="note" role="status">
          {t(`alarms.notification.${notifications}`)}
        </p>
      )}
      <div className="alarm-actions">
        <Button icon={Plus} disabled={rules.length >= MOST_RULES} onClick={() => put([...rules, newRule(rules)])}>
          {t('alarms.add')}
        </Button>
        <Button icon={Volume2} onClick={() => void playAlarm()}>
          {t('alarms.tryIt')}
        </Button>
        {rules.length >= MOST_RULES && <p className="field-note">{t('alarms.tooMany', { most: MOST_RULES })}</p>}
      </div>
    </section>
  );
}

function newRule(rules: readonly AlarmRule[]): AlarmRule {
  const ids = new Set(rules.map(({ id }) => id));
  let number = rules.length + 1;
  while (ids.has(`rule-${number}`)) number++;
  const silent = { sound: false, notify: false, command: false };
  return { id: `rule-${number}`, on: false, measure: 'not-live', threshold: 5, camera: null, ...silent };
}
