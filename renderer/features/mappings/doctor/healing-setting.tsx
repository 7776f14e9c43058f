import { Switch } from 'radix-ui';
import { useId } from 'react';
import { useSession } from '../../../session.ts';
import { useSettings } from '../../../stores/settings-store.ts';

/** Whether proven dead locks are released without a question. */
export function HealingSetting() {
  const session = useSession();
  const healLocks = useSettings((settings) => settings.healLocks);
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-words">
        <label className="setting-name" htmlFor={id}>
          Release proven dead locks by itself
        </label>
        <p className="field-note" id={`${id}-note`}>
          {healLocks
            ? 'On rungs 1 and 2, where it is proven that nobody could give the lock back. Each release is logged.'
            : 'Stuck locks are only told; you release each one here.'}
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
