import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../backend/default-settings.ts';
import { planImport } from '../../../backend/settings-import.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';

const file = (fields: Readonly<Record<string, unknown>>): string => JSON.stringify({ version: 1, ...fields });

function refusalOf(content: string): SharedCameraError {
  try {
    planImport(content, DEFAULT_SETTINGS);
  } catch (error) {
    if (error instanceof SharedCameraError) return error;
  }
  throw new Error('It was taken.');
}

describe('a settings file', () => {
  test('changes what differs, and says from what to what', () => {
    const remembered = [{ name: 'cam', namespace: 'local' as const, layout: tightLayout('NV12', 64, 48) }];
    const keys = { 'picture.layout': ['Ctrl+L'] };
    const plan = planImport(file({ theme: 'dark', overlay: true, remembered, keys }), DEFAULT_SETTINGS);
    expect(plan.settings).toEqual({ theme: 'dark', remembered, keys });
    expect(plan.changes[0]).toEqual({ setting: 'theme', from: 'system', to: 'dark' });
    expect(plan.changes.map(({ setting }) => setting)).toEqual(['theme', 'remembered', 'keys']);
  });

  test('that was just exported changes nothing', () => {
    expect(planImport(file({ ...DEFAULT_SETTINGS }), DEFAULT_SETTINGS).changes).toEqual([]);
  });

  test('leaves alone what this version does not know, and which camera is shown', () => {
    const plan = planImport(file({ wallpaper: 'green', selected: 'local:other' }), DEFAULT_SETTINGS);
    expect(plan).toEqual({ changes: [], unknown: ['wallpaper'], settings: {} });
  });

  test.each([
    ['a wrong value', file({ theme: 'pink' }), '"theme"'],
    ['a number out of its range', file({ scale: 1000 }), '"scale"'],
    ['a key that cannot be pressed', file({ keys: { 'picture.layout': ['Hyper+Q'] } }), '"keys.picture.layout.0"'],
    ['a camera without a name', file({ remembered: [{ namespace: 'local' }] }), '"remembered.0.name"'],
    ['another version', JSON.stringify({ version: 9 }), 'version'],
    ['no version', '{}', 'version'],
    ['no JSON', '{theme:', 'not JSON'],
    ['no object', '[]', 'no settings object'],
  ])('is refused for %s, which is named', (_, content, words) => {
    const refusal = refusalOf(content);
    expect(refusal.code).toBe('USAGE');
    expect(refusal.message).toContain(words);
    expect(refusal.remedy).not.toBe('');
  });

  test('names every field that does not fit, and takes nothing of it', () => {
    expect(refusalOf(file({ theme: 'pink', drawing: 'crayon', overlay: false })).message).toMatch(
      /2 places.*"theme".*"drawing"/u,
    );
  });
});
