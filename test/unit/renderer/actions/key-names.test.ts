import { describe, expect, test } from 'vitest';
import { ACTIONS, actionsIn, KEY_NAME } from '../../../../backend/action-table.ts';
import { type KeyPress, keyNamesOf, shownKey } from '../../../../renderer/actions/key-names.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a key is named', () => {
  test.each([
    ['a letter, Caps Lock or not', press('k', 'KeyK'), ['K']],
    ['a letter with Shift', press('K', 'KeyK', { shiftKey: true }), ['Shift+K']],
    ['Ctrl and Shift', press('P', 'KeyP', { ctrlKey: true, shiftKey: true }), ['Ctrl+Shift+P']],
    ['the command key of a Mac as Ctrl', press('k', 'KeyK', { metaKey: true }), ['Ctrl+K']],
    ['a character that needs Shift on this keyboard', press('?', 'Slash', { shiftKey: true }), ['?']],
    ['the same on a German one', press('?', 'Minus', { shiftKey: true }), ['?']],
    ['a digit under Shift by both', press('!', 'Digit1', { shiftKey: true }), ['!', 'Shift+1']],
    ['a letter of another script by where it lies', press('ф', 'KeyA'), ['ф', 'A']],
    ['a German Z by what it writes', press('z', 'KeyY'), ['Z']],
    ['plus', press('+', 'BracketRight', { ctrlKey: true }), ['Ctrl++']],
    ['the space bar', press(' ', 'Space', { shiftKey: true }), ['Shift+Space']],
    ['an arrow', press('ArrowUp', 'ArrowUp', { altKey: true }), ['Alt+ArrowUp']],
    ['a function key', press('F11', 'F11'), ['F11']],
    ['nothing for a lone modifier', press('Shift', 'ShiftLeft', { shiftKey: true }), []],
    ['nothing for half an accent', press('Dead', 'Equal'), []],
  ])('%s', (_, pressed, names) => {
    expect(keyNamesOf(pressed)).toEqual(names);
  });

  test('AltGr as the character it writes, not as Ctrl and Alt', () => {
    const pressed = {
      ...press('@', 'KeyQ', { ctrlKey: true, altKey: true }),
      getModifierState: (name: string) => name === 'AltGraph',
    };
    expect(keyNamesOf(pressed)[0]).toBe('@');
  });

  test('as a person reads it', () => {
    expect(['Ctrl++', 'Ctrl+Shift+ArrowUp', 'Escape', 'F5', '?'].map(shownKey)).toEqual([
      'Ctrl++',
      'Ctrl+Shift+↑',
      'Esc',
      'F5',
      '?',
    ]);
  });
});

describe('the table of actions', () => {
  test('names keys that can be pressed, and each action once', () => {
    expect(ACTIONS.flatMap(({ keys }) => keys.filter((key) => !KEY_NAME.test(key)))).toEqual([]);
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
    expect(ACTIONS.filter(({ id, group }) => !id.startsWith(`${group}.`))).toEqual([]);
  });

  test('knows what only the desktop program can do, which the cheat sheet of a browser leaves out', () => {
    const inBrowser = actionsIn('browser').map(({ id }) => id);
    expect(actionsIn('desktop')).toEqual(ACTIONS);
    expect(ACTIONS.filter(({ id }) => !inBrowser.includes(id)).map(({ id }) => id)).toEqual(['keep.open', 'views.onTop']);
  });

  test('gives no key to two actions of one place', () => {
    // A list that has the focus takes its own keys before anybody else sees them.
    const free = ACTIONS.filter((action) => !('fixed' in action));
    const doubled = free.flatMap((one, at) =>
      free
        .slice(at + 1)
        .filter(({ where }) => where === one.where || where === 'everywhere' || one.where === 'everywhere')
        .filter((other) => other.keys.some((key) => key !== 'Escape' && one.keys.some((own) => own === key)))
        .map((other) => `${one.id} and ${other.id}`),
    );
    expect(doubled).toEqual([]);
  });
});
