import type { AlarmRule, Settings, View } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { PAINTER_NAMES } from '../live/overlay.tsx';

/** Longest value that is written out, in characters. */
const LONGEST_VALUE = 80;

/** What a setting is called in the dialog, for where it is only spoken of. */
export function settingName(setting: keyof Settings): string {
  const names: Readonly<Record<keyof Settings, string>> = {
    language: t('settings.language'),
    theme: t('settings.theme'),
    scale: t('settings.scale'),
    colours: t('settings.colours'),
    motion: t('settings.motion'),
    overlay: t('settings.figures'),
    drawing: t('settings.drawing'),
    stalledAfterMs: t('settings.stalledAfter'),
    observe: t('settings.observe'),
    healLocks: t('settings.healing'),
    closeToTray: t('desktop.closeToTray.name'),
    selected: t('settings.selected'),
    view: t('views.wall'),
    savedViews: t('views.saved'),
    remembered: t('settings.remembered'),
    alarmRules: t('settings.alarmRules'),
    keeping: t('settings.group.keeping'),
    keys: t('settings.group.keys'),
  };
  return names[setting];
}

/** A value of it, as short as a table wants it: lists by the names of what is in them. */
export function settingValue(setting: keyof Settings, value: unknown): string {
  if (typeof value === 'boolean') return value ? t('settings.on') : t('settings.off');
  if (setting === 'scale') return t('settings.percent', { value: Number(value) });
  if (setting === 'stalledAfterMs') return `${Number(value) / 1000} s`;
  if (typeof value === 'string') return choiceWord(value);
  if (setting === 'view') return viewWords(value as View);
  if (Array.isArray(value)) return shortened(value.map(itemWords).join(', ') || t('common.none'));
  return shortened(JSON.stringify(value));
}

function choiceWord(value: string): string {
  const words: Readonly<Record<string, string>> = {
    system: t('settings.system'),
    en: 'English',
    de: 'Deutsch',
    light: t('settings.light'),
    dark: t('settings.dark'),
    standard: t('settings.coloursStandard'),
    safe: t('settings.coloursSafe'),
    reduced: t('settings.motionReduced'),
    auto: t('settings.measured'),
    ...PAINTER_NAMES,
  };
  return words[value] ?? value;
}

function viewWords({ grid, tiles, places }: View): string {
  const shown = tiles.filter((camera) => camera !== null).length;
  return `${grid === 'free' ? places.length : grid} · ${t('views.cameras', { count: shown })}`;
}

/** Of a list: a saved view, a remembered camera or an alarm rule. */
function itemWords(item: { readonly name: string } | AlarmRule): string {
  if ('name' in item) return item.name;
  return `${t(`alarms.measure.${item.measure}`)} ${item.threshold} ${t(`alarms.unit.${item.measure}`)}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
