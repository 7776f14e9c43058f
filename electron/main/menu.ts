/** The menu bar: what the page offers, in its language and with the user's keys, beside what every program has. */
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type ActionId, isActionId } from '../../backend/action-table.ts';
import type { CommandArgument } from '../../backend/contract.ts';
import { onWayland } from './wayland.ts';
import type { Words } from './words.ts';

export type PageMenu = CommandArgument<'shell.menu'>;

export interface MenuSurroundings {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly words: Words;
  run(action: ActionId, window: BrowserWindow | undefined): void;
  openLogs(): void;
}

/** The role's own key is one with Shift, which only some keyboards need for a plus (electron/electron#29996). */
const MORE_PLUS_KEYS = ['CommandOrControl+=', 'CommandOrControl+numadd'];

export function menuTemplate(page: PageMenu, around: MenuSurroundings): MenuItemConstructorOptions[] {
  const { platform, packaged, words } = around;
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const of = (...roles: (keyof Words['roles'])[]) => roles.map((role) => ({ role, label: words.roles[role] }));
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: words.file, submenu: [{ role: mac ? 'close' : 'quit', ...(!mac && { label: words.quit }) }] },
    {
      label: words.edit,
      submenu: [...of('undo', 'redo'), separator, ...of('cut', 'copy', 'paste', 'delete'), separator, ...of('selectAll')],
    },
    ...page.groups.map(({ title, items }) => ({
      label: escaped(title),
      submenu: items.flatMap((item) => pageItem(item, around)),
    })),
    {
      label: words.view,
      submenu: [
        ...of('resetZoom', 'zoomIn', 'zoomOut'),
        ...MORE_PLUS_KEYS.map((accelerator) => ({
          role: 'zoomIn' as const,
          label: words.roles.zoomIn,
          accelerator,
          visible: false,
        })),
        separator,
        ...of('togglefullscreen'),
        separator,
        { role: 'reload', label: words.reload },
        ...(packaged ? [] : of('toggleDevTools')),
      ],
    },
    { label: words.window, submenu: onWayland() ? of('close') : of('minimize', 'close') },
    { role: 'help', label: words.help, submenu: [{ label: words.openLogs, click: around.openLogs }, ...of('about')] },
  ];
}

/** The page listens to its keys itself, because they must not fire while somebody types: here they are only shown. */
function pageItem(
  { action, title, key }: PageMenu['groups'][number]['items'][number],
  { run }: MenuSurroundings,
): MenuItemConstructorOptions[] {
  if (!isActionId(action)) return [];
  return [
    {
      id: action,
      label: escaped(title),
      ...(key !== undefined && { accelerator: acceleratorOf(key), registerAccelerator: false }),
      click: (_item, window) => run(action, window as BrowserWindow | undefined),
    },
  ];
}

/** Our name of a key as Electron writes it (docs/api/accelerator.md). */
export function acceleratorOf(key: string): string {
  return key.replace(/\+$/u, 'Plus').replace(/Arrow(?=Up|Down|Left|Right)/u, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&&');
}

export function setMenu(page: PageMenu, around: Omit<MenuSurroundings, 'platform' | 'packaged'>): void {
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() });
  const template = menuTemplate(page, { ...around, platform: process.platform, packaged: app.isPackaged });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
