import { RotateCcw } from 'lucide-react';
import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import type { Settings } from '../../../backend/contract.ts';
import { DEFAULT_SETTINGS } from '../../../backend/default-settings.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';

type Chosen = Exclude<keyof Settings, 'remembered' | 'selected'>;

interface SettingProps {
  readonly name: string;
  readonly note: ReactNode;
  /** Of a control that takes a label; without it the control names itself. */
  readonly controlId?: string;
  /** What can be reset to its default, and how that is called. */
  readonly resets?: Chosen;
  readonly defaultWord?: (defaults: Settings) => string;
  /** The way back to the default of a part of a setting; undefined while it holds. */
  readonly onReset?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One setting: its name, what it does, its default, and the way back to that. */
export function Setting({ name, note, controlId, resets, defaultWord, onReset, children }: SettingProps) {
  const session = useSession();
  const value = useSettings((settings) => (resets ? settings[resets] : undefined));
  const changed = resets && JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[resets]);
  const reset = changed ? () => session.change({ [resets]: DEFAULT_SETTINGS[resets] }) : onReset;
  return (
    <div className="setting">
      <div className="setting-words">
        <div className="setting-name">{controlId ? <label htmlFor={controlId}>{name}</label> : name}</div>
        <div className="field-note">
          {note} {defaultWord && t('settings.default', { value: defaultWord(DEFAULT_SETTINGS) })}
        </div>
      </div>
      {reset && <IconButton icon={RotateCcw} label={t('settings.reset', { name })} onClick={reset} />}
      {children}
    </div>
  );
}

interface SwitchSettingProps {
  readonly setting: 'overlay' | 'observe' | 'healLocks' | 'closeToTray';
  readonly name: string;
  readonly note: string;
}

export function SwitchSetting({ setting, name, note }: SwitchSettingProps) {
  const session = useSession();
  const checked = useSettings((settings) => settings[setting]);
  const id = useId();
  return (
    <Setting
      name={name}
      note={note}
      controlId={id}
      resets={setting}
      defaultWord={(defaults) => t(defaults[setting] ? 'settings.on' : 'settings.off')}
    >
      <Switch.Root id={id} className="switch" checked={checked} onCheckedChange={(next) => session.change({ [setting]: next })}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </Setting>
  );
}
