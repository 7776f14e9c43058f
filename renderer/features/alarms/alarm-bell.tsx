import { Bell, BellOff, BellRing } from 'lucide-react';
import { openAlarms, useAlarms } from '../../stores/alarms-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';

/** How many alarms nobody has acknowledged; opens their list. */
export function AlarmBell() {
  const count = useAlarms((state) => openAlarms(state).length);
  const silenced = useAlarms(({ silencedUntil }) => silencedUntil !== null);
  return (
    <span className="alarm-bell" data-raised={count > 0}>
      <IconButton
        icon={silenced ? BellOff : count > 0 ? BellRing : Bell}
        label={count > 0 ? t('alarms.raised', { count }) : t('alarms.title')}
        action="alarms.show"
        onClick={() => openDialog('alarms')}
      />
      {count > 0 && (
        <span className="alarm-count" aria-hidden>
          {count}
        </span>
      )}
    </span>
  );
}
