import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { acceleratorOf, type MenuSurroundings, menuTemplate } from '../../../electron/main/menu.ts';
import { wordsFor } from '../../../electron/main/words.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const around = (change: Partial<MenuSurroundings> = {}): MenuSurroundings => ({
  platform: 'linux',
  packaged: true,
  words: wordsFor('en'),
  run: vi.fn(),
  openLogs: vi.fn(),
  ...change,
});
const text = (change?: Partial<MenuSurroundings>): string => JSON.stringify(menuTemplate({ groups: [] }, around(change)));

describe('the menu', () => {
  it('offers the developer tools only to developers, and the program menu where the platform has one', () => {
    expect(text({ packaged: false })).toContain('toggleDevTools');
    expect(text()).not.toContain('toggleDevTools');
    expect(text({ platform: 'darwin' })).toContain('appMenu');
    expect(text({ platform: 'win32' })).not.toContain('appMenu');
  });

  it('zooms in by every plus of a keyboard', () => {
    const items = menuTemplate({ groups: [] }, around()).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const plus = items.filter(({ role }) => role === 'zoomIn').map(({ accelerator, visible = true }) => [accelerator, visible]);
    expect(plus).toEqual([
      [undefined, true],
      ['CommandOrControl+=', false],
      ['CommandOrControl+numadd', false],
    ]);
  });

  it('says each of its items in the language of the user', () => {
    const labels = (items: readonly MenuItemConstructorOptions[]): (string | undefined)[] =>
      items.flatMap(({ type, label, submenu }) => [
        ...(type === 'separator' ? [] : [label]),
        ...(Array.isArray(submenu) ? labels(submenu) : []),
      ]);
    const [english, german] = (['en', 'de'] as const).map((language) =>
      labels(menuTemplate({ groups: [] }, around({ packaged: false, words: wordsFor(language) }))),
    );
    expect(english).not.toContain(undefined);
    expect(german).toHaveLength(english?.length ?? 0);
    expect(german?.filter((label) => label === undefined || english?.includes(label))).toEqual([]);
  });

  it('has what the page offers, shows its keys without listening to them, and passes a click on', () => {
    const run = vi.fn();
    const items = [
      { action: 'view.settings', title: 'Settings & more', key: 'Ctrl+,' },
      { action: 'of.nobody', title: 'Unknown' },
    ];
    const [, , group] = menuTemplate({ groups: [{ title: 'Viewer', items }] }, around({ run }));
    expect(group).toMatchObject({
      label: 'Viewer',
      submenu: [{ label: 'Settings && more', accelerator: 'Ctrl+,', registerAccelerator: false }],
    });
    const [item] = (group?.submenu ?? []) as { click: (item: unknown, window: unknown) => void }[];
    item?.click({}, undefined);
    expect(run).toHaveBeenCalledWith('view.settings', undefined);
  });

  it.each([
    ['ArrowUp', 'Up'],
    ['Ctrl+ArrowLeft', 'Ctrl+Left'],
    ['+', 'Plus'],
    ['Ctrl++', 'Ctrl+Plus'],
    ['F5', 'F5'],
    ['?', '?'],
  ])('writes the key %s as Electron does: %s', (key, accelerator) => {
    expect(acceleratorOf(key)).toBe(accelerator);
  });
});
