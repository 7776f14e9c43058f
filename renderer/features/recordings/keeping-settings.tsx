import { FolderOpen } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Keeping } from '../../../backend/contract.ts';
import { DEFAULT_KEEPING, KEEPING_LIMITS, type KeepingNumber } from '../../../backend/recordings/keeping.ts';
import { MAX_TEMPLATE_CHARACTERS, TEMPLATE_FIELDS, unknownTemplateField } from '../../../native/core/file-template.ts';
import { useSession } from '../../session.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { useRecordings } from '../../stores/recordings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { NumberInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Setting } from '../settings/setting.tsx';
import { formatOptions, snapshotOptions } from './keeping-options.ts';

interface KeepingEntry {
  readonly title: string;
  readonly note: string;
  readonly element: ReactNode;
}

type TextKey = 'recordingFolder' | 'snapshotFolder' | 'template';

const NUMBERS = Object.keys(KEEPING_LIMITS) as KeepingNumber[];
const UNITS: Readonly<Record<KeepingNumber, string>> = {
  pretriggerSeconds: 's',
  memoryMb: 'MB',
  keepFreeMb: 'MB',
  splitMb: 'MB',
  splitMinutes: 'min',
};

const FIELDS = TEMPLATE_FIELDS.map((field) => `{${field}}`).join(', ');

/** Where and how recordings and snapshots are kept. */
export function keepingEntries(): readonly KeepingEntry[] {
  const entry = (key: TextKey | KeepingNumber | 'format' | 'snapshot', element: ReactNode): KeepingEntry => ({
    title: t(`recordings.setting.${key}.name`),
    note: noteOf(key),
    element,
  });
  return [
    entry('recordingFolder', <TextSetting key="recordingFolder" setting="recordingFolder" />),
    entry('snapshotFolder', <TextSetting key="snapshotFolder" setting="snapshotFolder" />),
    entry('template', <TextSetting key="template" setting="template" />),
    entry('format', <ChoiceOf key="format" setting="format" />),
    entry('snapshot', <ChoiceOf key="snapshot" setting="snapshot" />),
    ...NUMBERS.map((key) => entry(key, <NumberSetting key={key} setting={key} />)),
  ];
}

function noteOf(key: keyof Keeping): string {
  return key === 'template' ? t('recordings.setting.template.note', { fields: FIELDS }) : t(`recordings.setting.${key}.note`);
}

function useKeeping(): readonly [Keeping, (changed: Partial<Keeping>) => void] {
  const session = useSession();
  const keeping = useSettings((settings) => settings.keeping);
  return [keeping, (changed) => session.change({ keeping: { ...keeping, ...changed } })];
}

/** The way back to the default of one of them; undefined while it holds. */
function resetOf(key: keyof Keeping, keeping: Keeping, change: (changed: Partial<Keeping>) => void): (() => void) | undefined {
  return keeping[key] === DEFAULT_KEEPING[key] ? undefined : () => change({ [key]: DEFAULT_KEEPING[key] });
}

/** Taken when the field is left or Enter is pressed, as far as it is right; an emptied field means the default again. */
function TextSetting({ setting }: { readonly setting: TextKey }) {
  const [keeping, change] = useKeeping();
  const usual = useRecordings((state) => (setting === 'template' ? DEFAULT_KEEPING.template : state[setting]));
  const [typed, setTyped] = useState<string>();
  const id = useId();
  const problem = setting === 'template' && typed !== undefined ? templateProblem(typed) : undefined;
  function take(): void {
    setTyped(undefined);
    if (typed !== undefined && !problem) change({ [setting]: typed.trim() || DEFAULT_KEEPING[setting] });
  }
  const onDesktop = useOnDesktop();
  const session = useSession();
  async function choose(): Promise<void> {
    const name = t(`recordings.setting.${setting}.name`);
    const { path } = (await session.ask('shell.chooseFolder', { title: name, folder: keeping[setting] ?? usual })) ?? {};
    if (path) change({ [setting]: path });
  }
  return (
    <Setting
      name={t(`recordings.setting.${setting}.name`)}
      note={problem ?? noteOf(setting)}
      controlId={id}
      onReset={resetOf(setting, keeping, change)}
    >
      <input
        id={id}
        className="input keeping-text"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? keeping[setting] ?? ''}
        placeholder={usual}
        maxLength={setting === 'template' ? MAX_TEMPLATE_CHARACTERS : undefined}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
      {onDesktop && setting !== 'template' && (
        <IconButton icon={FolderOpen} label={t('recordings.chooseFolder')} onClick={() => void choose()} />
      )}
    </Setting>
  );
}

function templateProblem(template: string): string | undefined {
  const field = unknownTemplateField(template);
  return field === undefined ? undefined : t('recordings.unknownField', { field, fields: FIELDS });
}

function NumberSetting({ setting }: { readonly setting: KeepingNumber }) {
  const [keeping, change] = useKeeping();
  const [typed, setTyped] = useState<string>();
  const id = useId();
  const { least, most } = KEEPING_LIMITS[setting];
  const unit = UNITS[setting];
  const text = typed ?? String(keeping[setting]);
  const isValid = (value: string): boolean => value !== '' && Number(value) >= least && Number(value) <= most;
  const note = isValid(text) ? noteOf(setting) : t('recordings.range', { least, most, unit });
  return (
    <Setting
      name={t(`recordings.setting.${setting}.name`)}
      note={note}
      controlId={id}
      onReset={resetOf(setting, keeping, change)}
    >
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
    <Setting name={name} note={noteOf(setting)} controlId={id} onReset={resetOf(setting, keeping, change)}>
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
