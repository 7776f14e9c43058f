import type { BrowserWindow } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../../electron/main/menu.ts';
import { onWayland } from '../../../electron/main/wayland.ts';
import { placeOn, putAway } from '../../../electron/main/window.ts';
import { windowHandlers } from '../../../electron/main/window-commands.ts';
import { wordsFor } from '../../../electron/main/words.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const { argv } = process;

function session(kind: string | undefined, socket: string | undefined, ...words: string[]): void {
  vi.stubEnv('XDG_SESSION_TYPE', kind);
  vi.stubEnv('WAYLAND_DISPLAY', socket);
  process.argv = [...argv, ...words];
}

afterEach(() => {
  vi.unstubAllEnvs();
  process.argv = argv;
});

describe.runIf(process.platform === 'linux')('a session of Wayland', () => {
  it.each([
    [true, 'wayland', undefined, []],
    [true, undefined, 'wayland-0', []],
    [false, 'x11', 'wayland-0', []],
    [false, undefined, undefined, []],
    [false, 'wayland', 'wayland-0', ['--ozone-platform=x11']],
    [true, 'x11', undefined, ['--ozone-platform=wayland']],
  ])('is known: %s for session %s, socket %s, options %j', (expected, kind, socket, words) => {
    session(kind, socket, ...words);
    expect(onWayland()).toBe(expected);
  });

  it('is asked for no display, and tells only of the one that the window is on', () => {
    const window = new electron.BrowserWindow({}) as unknown as BrowserWindow;
    const log = vi.fn();
    session('wayland', 'wayland-0');
    placeOn(window, 2, log);
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('on Wayland the system decides'));
    const { 'windows.displays': displays } = windowHandlers(window, { popOuts: { open: vi.fn() }, reset: vi.fn() });
    expect(displays(undefined)).toMatchObject({ displays: [{ current: true }], limit: 'system' });
    session('x11', undefined);
    expect(displays(undefined)).toMatchObject({ displays: [{}, {}], limit: null });
  });

  it('has no way to minimise a window', () => {
    const around = { platform: 'linux', packaged: true, words: wordsFor('en'), run: vi.fn(), openLogs: vi.fn() } as const;
    const menu = () => JSON.stringify(menuTemplate({ groups: [] }, around));
    session('wayland', undefined);
    expect(menu()).not.toContain('minimize');
    session('x11', undefined);
    expect(menu()).toContain('minimize');
  });
});

describe('putting a window away', () => {
  it('ends being minimised first, so that it is there when it is shown again', () => {
    const window = new electron.BrowserWindow({});
    window.minimized = true;
    putAway(window as unknown as BrowserWindow);
    expect(window.restore).toHaveBeenCalledBefore(window.hide);
  });
});
