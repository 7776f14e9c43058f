import { Switch } from 'radix-ui';
import { useId } from 'react';
import { useSession } from '../../../session.ts';
import { useSettings } from '../../../stores/settings-store.ts';
import { t } from '../../../texts/texts.ts';

/** Whether proven dead locks are released without a question. */
export function HealingSetting() {
  const session = useSession();
  const healLocks = useSettings((settings) => settings.healLocks);
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-words">
        <label className="setting-name" htmlFor={id}>
          {t('settings.healing')}
        </label>
        <p className="field-note" id={`${id}-note`}>
          {t(healLocks ? 'settings.healingOn' : 'settings.healingOff')}
        </p>
      </div>
      <Switch.Root
        id={id}
        className="switch"
        aria-describedby={`${id}-note`}
        checked={healLocks}
        onCheckedChange={(next) => session.change({ healLocks: next })}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
