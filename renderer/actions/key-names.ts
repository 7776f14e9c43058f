import { KEY_NAME } from '../../backend/action-table.ts';
import { t } from '../texts/texts.ts';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  getModifierState?(name: string): boolean;
};

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const NAMED = ['Escape', 'PageUp', 'PageDown', 'Home', 'End', 'Delete', 'Insert', 'Backspace', 'Space', 'Enter', 'Tab'] as const;
const MODIFIERS = ['Ctrl', 'Alt', 'Shift'] as const;

/**
 * The names a pressed key answers to, the best first: by what it writes, and by where it lies for digits under Shift (which write
 * something else on every keyboard) and for letters of other scripts. Empty for a lone modifier or a half-typed accent.
 */
export function keyNamesOf(press: KeyPress): readonly string[] {
  // AltGr writes characters, and Windows tells of it as Ctrl+Alt.
  const writes = press.getModifierState?.('AltGraph') ?? false;
  const modifiers = `${!writes && (press.ctrlKey || press.metaKey) ? 'Ctrl+' : ''}${!writes && press.altKey ? 'Alt+' : ''}`;
  const shift = press.shiftKey ? 'Shift+' : '';
  const lying = /^(?:Key|Digit)([A-Z0-9])$/u.exec(press.code)?.[1];
  const names = [
    modifiers + written(press.key, shift),
    ...(lying !== undefined && !/^[a-z]$/iu.test(press.key) ? [modifiers + shift + lying] : []),
  ];
  return [...new Set(names)].filter((name) => KEY_NAME.test(name));
}

function written(key: string, shift: string): string {
  if (key === ' ') return `${shift}Space`;
  if (/^[a-z0-9]$/iu.test(key)) return shift + key.toUpperCase();
  return [...key].length === 1 ? key : shift + key;
}

/** `Ctrl+ArrowUp` as "Ctrl+↑", in the words of the keyboards of the language. */
export function shownKey(name: string): string {
  const modifier = MODIFIERS.find((each) => name.startsWith(`${each}+`));
  if (modifier) return `${t(`common.key.${modifier}`)}+${shownKey(name.slice(modifier.length + 1))}`;
  const named = NAMED.find((each) => each === name);
  return named ? t(`common.key.${named}`) : (ARROWS[name] ?? name);
}
