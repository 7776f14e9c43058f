import { type ReactNode, useId, useState } from 'react';
import type { Keeping } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useRecordings } from '../../stores/recordings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { NumberInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Setting } from '../settings/setting.tsx';
import { formatOptions, snapshotOptions } from './keeping-options.ts';

interface KeepingEntry {
  readonly title: string;
  readonly note: string;
  readonly element: ReactNode;
}

type NumberKey = 'pretriggerSeconds' | 'memoryMb' | 'keepFreeMb' | 'splitMb' | 'splitMinutes';
type TextKey = 'recordingFolder' | 'snapshotFolder' | 'template';

const LIMITS: Readonly<Record<NumberKey, { readonly least: number; readonly most: number; readonly unit: string }>> = {
  pretriggerSeconds: { least: 0, most: 600, unit: 's' },
  memoryMb: { least: 32, most: 65_536, unit: 'MB' },
  keepFreeMb: { least: 50, most: 1_000_000, unit: 'MB' },
  splitMb: { least: 0, most: 10_000_000, unit: 'MB' },
  splitMinutes: { least: 0, most: 10_000, unit: 'min' },
};
const USUAL_TEMPLATE = '{name} {date} {time}';

/** Where and how recordings and snapshots are kept. */
export function keepingEntries(): readonly KeepingEntry[] {
  const entry = (key: TextKey | NumberKey | 'format' | 'snapshot', element: ReactNode): KeepingEntry => ({
    title: t(`recordings.setting.${key}.name`),
    note: t(`recordings.setting.${key}.note`),
    element,
  });
  return [
    entry('recordingFolder', <TextSetting key="recordingFolder" setting="recordingFolder" />),
    entry('snapshotFolder', <TextSetting key="snapshotFolder" setting="snapshotFolder" />),
    entry('template', <TextSetting key="template" setting="template" />),
    entry('format', <ChoiceOf key="format" setting="format" />),
    entry('snapshot', <ChoiceOf key="snapshot" setting="snapshot" />),
    ...(Object.keys(LIMITS) as NumberKey[]).map((key) => entry(key, <NumberSetting key={key} setting={key} />)),
  ];
}

function useKeeping(): readonly [Keeping, (changed: Partial<Keeping>) => void] {
  const session = useSession();
  const keeping = useSettings((settings) => settings.keeping);
  return [keeping, (changed) => session.change({ keeping: { ...keeping, ...changed } })];
}

/** Taken when the field is left or Enter is pressed; an emptied field means the usual again. */
function TextSetting({ setting }: { readonly setting: TextKey }) {
  const [keeping, change] = useKeeping();
  const usual = useRecordings((state) => (setting === 'template' ? USUAL_TEMPLATE : state[setting]));
  const [typed, setTyped] = useState<string>();
  const id = useId();
  function take(): void {
    if (typed === undefined) return;
    setTyped(undefined);
    const wanted = typed.trim();
    change({ [setting]: wanted || (setting === 'template' ? USUAL_TEMPLATE : null) });
  }
  return (
    <Setting name={t(`recordings.setting.${setting}.name`)} note={t(`recordings.setting.${setting}.note`)} controlId={id}>
      <input
        id={id}
        className="input keeping-text"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? keeping[setting] ?? ''}
        placeholder={usual}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
    </Setting>
  );
}

function NumberSetting({ setting }: { readonly setting: NumberKey }) {
  const [keeping, change] = useKeeping();
  const [typed, setTyped] = useState<string>();
  const id = useId();
  const { least, most, unit } = LIMITS[setting];
  const text = typed ?? String(keeping[setting]);
  const isValid = (value: string): boolean => value !== '' && Number(value) >= least && Number(value) <= most;
  const note = isValid(text) ? t(`recordings.setting.${setting}.note`) : t('recordings.range', { least, most, unit });
  return (
    <Setting name={t(`recordings.setting.${setting}.name`)} note={note} controlId={id}>
      <div className="settings-number">
        <NumberInput
          id={id}
          unit={unit}
          value={text}
          invalid={!isValid(text)}
          onBlur={() => setTyped(undefined)}
          onChange={(next) => {
            setTyped(next);
            if (isValid(next)) change({ [setting]: Number(next) });
          }}
        />
      </div>
    </Setting>
  );
}

function ChoiceOf({ setting }: { readonly setting: 'format' | 'snapshot' }) {
  const [keeping, change] = useKeeping();
  const id = useId();
  const name = t(`recordings.setting.${setting}.name`);
  return (
    <Setting name={name} note={t(`recordings.setting.${setting}.note`)} controlId={id}>
      {setting === 'format' ? (
        <Select id={id} label={name} value={keeping.format} options={formatOptions()} onChange={(format) => change({ format })} />
      ) : (
        <Select
          id={id}
          label={name}
          value={keeping.snapshot}
          options={snapshotOptions()}
          onChange={(snapshot) => change({ snapshot })}
        />
      )}
    </Setting>
  );
}
