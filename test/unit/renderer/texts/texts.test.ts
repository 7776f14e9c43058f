import { afterEach, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../../backend/action-table.ts';
import type { TextTree } from '../../../../native/core/sentences/text-keys.ts';
import { languageFor } from '../../../../renderer/texts/follow-language.tsx';
import { setLanguage, TEXTS, t } from '../../../../renderer/texts/texts.ts';

function leaves(tree: TextTree, path = ''): readonly (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as const] : leaves(value, `${path}${key}.`),
  );
}
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).sort();

const en = new Map(leaves(TEXTS.en));
const de = new Map(leaves(TEXTS.de));

describe('the texts of both languages', () => {
  afterEach(() => setLanguage('en'));

  test('have the same keys, none of them empty', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
    expect([...en, ...de].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('have the same placeholders', () => {
    const unlike = [...en].filter(([key, text]) => placeholders(text).join() !== placeholders(de.get(key) ?? '').join());
    expect(unlike.map(([key]) => key)).toEqual([]);
  });

  test('come in the language that is chosen, with what is put in as it is', () => {
    expect(t('dialogs.add.nameHint', { bytes: 63 })).toContain('63 bytes');
    setLanguage('de');
    expect(t('dialogs.add.nameHint', { bytes: 63 })).toContain('63 Byte');
    expect(t('common.cancel')).toBe('Abbrechen');
  });

  test('name every action', () => {
    expect(ACTIONS.map(({ id }) => t(`actions.${id}`)).filter((title) => title.startsWith('actions.'))).toEqual([]);
  });
});

test('the language of the system is the first that the texts know', () => {
  expect(languageFor('system', ['de-AT', 'en'])).toBe('de');
  expect(languageFor('system', ['fr-FR', 'en-GB', 'de'])).toBe('en');
  expect(languageFor('system', ['fr'])).toBe('en');
  expect(languageFor('de', ['en'])).toBe('de');
});
