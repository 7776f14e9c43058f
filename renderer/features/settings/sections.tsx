import { type ReactNode, useId, useState } from 'react';
import type { Settings } from '../../../backend/contract.ts';
import type { PainterChoice } from '../../frames/messages.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useShell } from '../../stores/shell-store.ts';
import { useStats } from '../../stores/stats-store.ts';
import { useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { NumberInput } from '../../ui/field.tsx';
import { formatMilliseconds } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { LogFiles, StartsWithSession } from '../desktop/desktop-settings.tsx';
import { PAINTER_NAMES } from '../live/overlay.tsx';
import { keepingEntries } from '../recordings/keeping-settings.tsx';
import { Setting, SwitchSetting } from './setting.tsx';

const SHORTEST_STALL_S = 0.2;
const LONGEST_STALL_S = 600;
const SCALES = ['100', '125', '150', '175', '200', '250', '300'] as const;

/** One setting as the search knows it. */
interface Entry {
  readonly title: string;
  readonly note: string;
  readonly element: ReactNode;
}

interface Section {
  readonly id: 'look' | 'pictures' | 'keeping' | 'locks' | 'desktop';
  readonly entries: readonly Entry[];
}

/** All settings but keys and the file, in their groups. */
export function settingSections(): readonly Section[] {
  return [
    {
      id: 'look',
      entries: [
        choice('language', t('settings.language'), t('settings.languageNote'), [
          { value: 'system', label: t('settings.system') },
          { value: 'en', label: 'English' },
          { value: 'de', label: 'Deutsch' },
        ]),
        choice('theme', t('settings.theme'), t('settings.themeNote'), [
          { value: 'system', label: t('settings.system') },
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
        ]),
        { title: t('settings.scale'), note: t('settings.scaleNote'), element: <Scale key="scale" /> },
        choice('colours', t('settings.colours'), t('settings.coloursNote'), [
          { value: 'standard', label: t('settings.coloursStandard') },
          { value: 'safe', label: t('settings.coloursSafe') },
        ]),
        choice('motion', t('settings.motion'), t('settings.motionNote'), [
          { value: 'system', label: t('settings.system') },
          { value: 'reduced', label: t('settings.motionReduced') },
        ]),
      ],
    },
    {
      id: 'pictures',
      entries: [
        toggle('overlay', t('settings.figures'), t('settings.figuresNote')),
        { title: t('settings.drawing'), note: t('settings.drawingNote'), element: <Drawing key="drawing" /> },
        { title: t('settings.stalledAfter'), note: t('settings.stalledNote'), element: <StalledAfter key="stalled" /> },
      ],
    },
    { id: 'keeping', entries: keepingEntries() },
    {
      id: 'locks',
      entries: [
        toggle(
          'observe',
          t('settings.observe'),
          t('settings.observeNote', { meaning: t('cameras.readingMode.observing.meaning') }),
        ),
        toggle('healLocks', t('settings.healing'), t('settings.healingOn')),
      ],
    },
    ...desktopSection(),
  ];
}

/** What only the desktop program has; nothing in a browser. */
function desktopSection(): readonly Section[] {
  const { state } = useShell.getState();
  if (!state) return [];
  const { startsWithSession, logFolder } = state;
  const start = { title: t('desktop.startsWithSession.name'), note: t('desktop.startsWithSession.note') };
  const logs = { title: t('desktop.logs.name'), note: t('desktop.logs.note', { folder: logFolder ?? '' }) };
  return [
    {
      id: 'desktop',
      entries: [
        toggle('closeToTray', t('desktop.closeToTray.name'), t('desktop.closeToTray.note')),
        ...(startsWithSession === null ? [] : [{ ...start, element: <StartsWithSession key="start" /> }]),
        ...(logFolder === null ? [] : [{ ...logs, element: <LogFiles key="logs" note={logs.note} /> }]),
      ],
    },
  ];
}

function toggle(setting: 'overlay' | 'observe' | 'healLocks' | 'closeToTray', title: string, note: string): Entry {
  return { title, note, element: <SwitchSetting key={setting} setting={setting} name={title} note={note} /> };
}

type Choice = 'language' | 'theme' | 'colours' | 'motion';
type Options<K extends Choice> = readonly { readonly value: Settings[K]; readonly label: string }[];

function choice<K extends Choice>(setting: K, title: string, note: string, options: Options<K>): Entry {
  return { title, note, element: <ChoiceSetting key={setting} {...{ setting, title, note, options }} /> };
}

interface ChoiceProps<K extends Choice> {
  readonly setting: K;
  readonly title: string;
  readonly note: string;
  readonly options: Options<K>;
}

function ChoiceSetting<K extends Choice>({ setting, title, note, options }: ChoiceProps<K>) {
  const session = useSession();
  const value = useSettings((settings) => settings[setting]);
  const wordOf = (wanted: Settings[K]): string => options.find((option) => option.value === wanted)?.label ?? wanted;
  return (
    <Setting name={title} note={note} resets={setting} defaultWord={(defaults) => wordOf(defaults[setting])}>
      <Segmented label={title} value={value} options={options} onChange={(next) => session.change({ [setting]: next })} />
    </Setting>
  );
}

function Scale() {
  const session = useSession();
  const scale = useSettings((settings) => settings.scale);
  const id = useId();
  const percent = (value: number | string): string => t('settings.percent', { value });
  return (
    <Setting
      name={t('settings.scale')}
      note={t('settings.scaleNote')}
      controlId={id}
      resets="scale"
      defaultWord={(defaults) => percent(defaults.scale)}
    >
      <div className="settings-number">
        <Select
          id={id}
          label={t('settings.scale')}
          value={SCALES.find((value) => Number(value) === scale)}
          placeholder={percent(scale)}
          options={SCALES.map((value) => ({ value, label: percent(value) }))}
          onChange={(next) => session.change({ scale: Number(next) })}
        />
      </div>
    </Setting>
  );
}

function Drawing() {
  const session = useSession();
  const drawing = useSettings((settings) => settings.drawing);
  const options = [
    { value: 'auto', label: t('settings.measured') },
    { value: 'webgl2', label: PAINTER_NAMES.webgl2 },
    { value: '2d', label: PAINTER_NAMES['2d'] },
  ] as const;
  return (
    <Setting
      name={t('settings.drawing')}
      note={<PainterNote />}
      resets="drawing"
      defaultWord={(defaults) => options.find(({ value }) => value === defaults.drawing)?.label ?? ''}
    >
      <Segmented
        label={t('settings.drawing')}
        value={drawing}
        options={options}
        onChange={(next) => session.change({ drawing: next })}
      />
    </Setting>
  );
}

/** Which painter is at work, and why. */
function PainterNote() {
  const activeTile = useView((state) => state.activeTile);
  const painter = useStats((state) => state.tiles[activeTile]?.picture?.painter);
  if (!painter) return t('settings.drawingNote');
  return t('settings.drawingNow', { painter: PAINTER_NAMES[painter.kind], reason: reasonText(painter) });
}

function reasonText({ kind, reason, obstacle, measured }: PainterChoice): string {
  if (reason === 'no-webgl2') return t('settings.painter.noWebgl2', { obstacle: obstacle ?? '' });
  if (reason !== 'measured') return t(`settings.painter.${reason}`);
  return t('settings.painter.measured', {
    time: formatMilliseconds(measured[kind] ?? 0),
    other: formatMilliseconds(measured[kind === 'webgl2' ? '2d' : 'webgl2'] ?? 0),
  });
}

function StalledAfter() {
  const session = useSession();
  const stalledAfterMs = useSettings((state) => state.stalledAfterMs);
  const shown = String(Math.round(stalledAfterMs / 1000));
  const [typed, setTyped] = useState<string>();
  const text = typed ?? shown;
  const id = useId();
  const seconds = Number(text);
  const valid = text !== '' && seconds >= SHORTEST_STALL_S && seconds <= LONGEST_STALL_S;
  return (
    <Setting
      name={t('settings.stalledAfter')}
      note={valid ? t('settings.stalledNote') : t('settings.stalledRange', { most: LONGEST_STALL_S })}
      controlId={id}
      resets="stalledAfterMs"
      defaultWord={(defaults) => `${defaults.stalledAfterMs / 1000} s`}
    >
      <div className="settings-number">
        <NumberInput
          id={id}
          unit="s"
          value={text}
          invalid={!valid}
          onBlur={() => setTyped(undefined)}
          onChange={(next) => {
            setTyped(next);
            const ms = Number(next) * 1000;
            if (next !== '' && ms >= SHORTEST_STALL_S * 1000 && ms <= LONGEST_STALL_S * 1000)
              session.change({ stalledAfterMs: ms });
          }}
        />
      </div>
    </Setting>
  );
}
