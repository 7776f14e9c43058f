/** The icon in the notification area: how many cameras are live, each with its state, and the way back to the viewer. */
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { Camera, CameraId, CameraState } from '../../backend/contract.ts';
import { cameraTitles } from '../../native/core/camera-titles.ts';
import type { Words } from './words.ts';

/** More than a menu can show are counted. */
const MOST_CAMERAS = 20;
const MARKS: Readonly<Partial<Record<CameraState, string>>> = { live: '●', stalled: '◐', locked: '◐' };
const OTHERWISE = '○';

export interface TrayActions {
  show(camera?: CameraId): void;
  quit(): void;
}

export interface CameraTray {
  tell(cameras: readonly Camera[], words: Words): void;
  close(): void;
}

export function openTray(icon: string, actions: TrayActions): CameraTray {
  const tray = new Tray(icon);
  let told = '';
  tray.on('click', () => actions.show());
  return {
    tell(cameras, words) {
      const key = JSON.stringify([words.show, cameras.map(({ id, label, state }) => [id, label, state])]);
      if (key === told) return;
      told = key;
      tray.setToolTip(trayToolTip(cameras, words));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(cameras, words, actions)));
    },
    close: () => tray.destroy(),
  };
}

export function trayToolTip(cameras: readonly Camera[], words: Words): string {
  if (cameras.length === 0) return `Shared Camera Viewer: ${words.noCameras}`;
  const counts = new Map<CameraState, number>();
  for (const { state } of cameras) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => rank(a) - rank(b)).map(([state, count]) => `${count} ${words.states[state]}`);
  return `Shared Camera Viewer: ${parts.join(', ')}`;
}

export function trayMenu(cameras: readonly Camera[], words: Words, actions: TrayActions): MenuItemConstructorOptions[] {
  const sorted = [...cameras].sort((a, b) => rank(a.state) - rank(b.state) || a.name.localeCompare(b.name));
  const titles = cameraTitles(cameras);
  const items = sorted.slice(0, MOST_CAMERAS).map(
    ({ id, name, state }): MenuItemConstructorOptions => ({
      label: `${MARKS[state] ?? OTHERWISE} ${(titles.get(id) ?? name).replaceAll('&', '&&')} – ${words.states[state]}`,
      click: () => actions.show(id),
    }),
  );
  const more = cameras.length - items.length;
  return [
    ...(items.length > 0 ? items : [{ label: words.noCameras, enabled: false }]),
    ...(more > 0 ? [{ label: `+ ${more}`, enabled: false }] : []),
    { type: 'separator' },
    { label: words.show, click: () => actions.show() },
    { label: words.quit, click: () => actions.quit() },
  ];
}

function rank(state: CameraState): number {
  return state === 'live' ? 0 : state in MARKS ? 1 : 2;
}
