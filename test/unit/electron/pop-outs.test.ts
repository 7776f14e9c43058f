import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindowState } from '../../../backend/contract.ts';
import { createPopOuts } from '../../../electron/main/pop-outs.ts';
import { followWindow, windowHandlers } from '../../../electron/main/window-commands.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const folder = mkdtempSync(join(tmpdir(), 'sharedcam-pop-outs-'));
const path = join(folder, 'pop-outs.json');
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  electron.windows.length = 0;
  rmSync(path, { force: true });
});

const YARD = '#/camera/local%3Ayard';
const NIGHT = '#/view/Night';
const start = () =>
  createPopOuts({ path, preload: '/preload.cjs', icon: '/icon.png', title: 'Viewer', adopt: vi.fn(), log: vi.fn() });
const addresses = () => electron.windows.map(({ loadURL }) => loadURL.mock.calls.flat()[0]);
const remembered = (): { view: string; bounds: { x: number }; fullScreen: boolean; alwaysOnTop: boolean }[] =>
  JSON.parse(readFileSync(path, 'utf8')).popOuts;
const asWindow = (window: electron.BrowserWindow | undefined) => window as unknown as BrowserWindow;

describe('windows beside the main one', () => {
  it('open once for each view and are sandboxed like the main one', () => {
    const popOuts = start();
    popOuts.open(YARD);
    popOuts.open(NIGHT, { x: 2000, y: 50, width: 800, height: 500 });
    popOuts.open(YARD);
    expect(addresses()).toEqual([`sharedcam-app://viewer/${YARD}`, `sharedcam-app://viewer/${NIGHT}`]);
    expect(electron.windows[0]?.focus).toHaveBeenCalledOnce();
    expect(electron.windows[1]?.options).toMatchObject({
      x: 2000,
      width: 800,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    expect(popOuts.has(electron.windows[1]?.webContents.id ?? -1)).toBe(true);
    expect(popOuts.has(99)).toBe(false);
  });

  it('come back where they were when the program ended, not those that the user closed', () => {
    const popOuts = start();
    popOuts.open(YARD);
    popOuts.open(NIGHT);
    popOuts.open('#/camera/local%3Agate');
    const [yard, night, gate] = electron.windows;
    yard?.close();
    night?.setBounds({ x: 2100, y: 60, width: 700, height: 400 });
    night?.setAlwaysOnTop(true);
    gate?.setBounds({ x: 5000, y: 60, width: 700, height: 400 });
    gate?.setFullScreen(true);
    popOuts.end();
    expect(remembered().map(({ view }) => view)).toEqual([NIGHT, '#/camera/local%3Agate']);

    electron.windows.length = 0;
    start().restore();
    expect(addresses()).toEqual([`sharedcam-app://viewer/${NIGHT}`, 'sharedcam-app://viewer/#/camera/local%3Agate']);
    expect(electron.windows[0]?.options).toMatchObject({ x: 2100, y: 60, width: 700, height: 400 });
    expect(electron.windows[0]?.onTop).toBe(true);
    // Its display is not there any more: in the middle of the first one, and on the full screen there.
    expect(electron.windows[1]?.options).toMatchObject({ x: 610, y: 320 });
    electron.windows[1]?.emit('ready-to-show');
    expect(electron.windows[1]?.fullScreen).toBe(true);
  });

  it('are not more than are remembered: one more is refused with both numbers', () => {
    const popOuts = start();
    const views = Array.from({ length: 32 }, (_, index) => `#/camera/local%3A${index}`);
    for (const view of views) popOuts.open(view);
    expect(() => popOuts.open(YARD)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(/^32 .* 32 /u) }),
    );
    popOuts.end();
    electron.windows.length = 0;
    start().restore();
    expect(electron.windows).toHaveLength(32);
  });

  it('are forgotten when all is reset, and a damaged file costs nothing but them', () => {
    const popOuts = start();
    popOuts.open(YARD);
    popOuts.reset();
    expect(remembered()).toEqual([]);
    for (const text of ['{', '{"popOuts":[{"view":"https://elsewhere.example/"}]}']) {
      writeFileSync(path, text);
      electron.windows.length = 0;
      start().restore();
      expect(electron.windows).toHaveLength(0);
    }
  });
});

describe('what a page asks of its window', () => {
  it('displays are told with the one it is on; full screen goes to the chosen one', async () => {
    const window = new electron.BrowserWindow({});
    const told: WindowState[] = [];
    followWindow(asWindow(window), (state) => told.push(state));
    const handlers = windowHandlers(asWindow(window), { popOuts: { open: vi.fn() }, reset: vi.fn() });
    expect(await handlers['windows.displays'](undefined)).toMatchObject({
      displays: [
        { id: '10', primary: true, current: true },
        { id: '11', primary: false, current: false },
      ],
      limit: null,
    });
    await handlers['windows.fullscreen']({ display: '11' });
    expect(window.bounds).toMatchObject({ x: 1920, width: 1920 });
    await handlers['windows.fullscreen']({ display: '10' });
    expect(window.bounds).toMatchObject({ x: 0 });
    expect(window.fullScreen).toBe(true);
    await handlers['windows.fullscreen']({ display: null });
    await handlers['windows.alwaysOnTop']({ on: true });
    expect(told.at(-1)).toEqual({ fullScreen: false, alwaysOnTop: true });
    expect(() => handlers['windows.fullscreen']({ display: '12' })).toThrow(expect.objectContaining({ code: 'OUTDATED' }));
  });
});
