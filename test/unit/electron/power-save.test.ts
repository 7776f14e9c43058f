import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { keepDisplayOn } from '../../../electron/main/power-save.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

let window: electron.BrowserWindow;

beforeEach(() => {
  vi.clearAllMocks();
  window = new electron.BrowserWindow({});
  window.minimized = false;
  keepDisplayOn(window as unknown as BrowserWindow);
});

/** Whether the display is kept on. */
function isOn(): boolean {
  const { start, stop } = electron.powerSaveBlocker;
  return start.mock.calls.length - stop.mock.calls.length === 1;
}

it('keeps the display on while the window fills it, also when something of its page did so in between', () => {
  expect(isOn()).toBe(false);
  window.setFullScreen(true);
  expect(isOn()).toBe(true);
  window.emit('enter-html-full-screen');
  window.emit('leave-html-full-screen');
  expect(isOn()).toBe(true);
  window.setFullScreen(false);
  expect(isOn()).toBe(false);
});

it('lets it go while nobody can see the window', () => {
  window.setFullScreen(true);
  window.visible = false;
  window.emit('hide');
  expect(isOn()).toBe(false);
  window.visible = true;
  window.emit('show');
  expect(isOn()).toBe(true);
  window.minimized = true;
  window.emit('minimize');
  expect(isOn()).toBe(false);
  window.minimized = false;
  window.emit('restore');
  expect(isOn()).toBe(true);
});

it('lets it go with the window', () => {
  window.setFullScreen(true);
  window.emit('closed');
  expect(isOn()).toBe(false);
});
