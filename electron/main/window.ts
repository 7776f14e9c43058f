import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { createPageWindow, loadPage, whenPainted, workAreas } from './page-window.ts';
import { onWayland } from './wayland.ts';
import { fitBounds, loadWindowState, MINIMUM_SIZE, saveWindowState, type WindowState } from './window-state.ts';

const SAVE_DELAY_MS = 500;

export interface WindowStart {
  readonly minimized: boolean;
  readonly fullscreen: boolean;
  /** From 1; undefined: where it was. */
  readonly display: number | undefined;
}

/** The main window, where it was when it was last closed. It shows itself once there is something to see. */
export function openMainWindow(preload: string, icon: string, start: WindowStart, log: (line: string) => void): BrowserWindow {
  const statePath = join(app.getPath('userData'), 'window.json');
  const saved = loadWindowState(statePath);
  const window = createPageWindow({
    bounds: fitBounds(saved?.bounds, workAreas()),
    minimum: MINIMUM_SIZE,
    title: app.getName(),
    icon,
    preload,
  });
  if (saved?.alwaysOnTop) window.setAlwaysOnTop(true);
  whenPainted(window, () => {
    // Not earlier: both of them show the window, too. On Wayland the tray or a second start bring it.
    if (start.minimized) {
      if (!onWayland()) window.minimize();
      return;
    }
    if (start.display === undefined && saved?.maximized) window.maximize();
    placeOn(window, start.display, log);
    if (start.fullscreen || saved?.fullScreen) window.setFullScreen(true);
    window.show();
  });
  rememberState(window, statePath, saved, log);
  loadPage(window, log);
  return window;
}

/** Moves a window to a display, counted from 1 as displays are for people; one that is not there leaves it where it is, and is logged. */
export function placeOn(window: BrowserWindow, display: number | undefined, log: (line: string) => void): void {
  if (display === undefined) return;
  if (onWayland()) {
    log(`--display ${display}: on Wayland the system decides where windows lie; --ozone-platform=x11 leaves it to the program`);
    return;
  }
  const displays = screen.getAllDisplays();
  const area = displays[display - 1]?.workArea;
  if (area) window.setBounds(fitBounds(undefined, [area]));
  else log(`--display ${display}: there are ${displays.length} displays; the window stays where it is`);
}

/** As at the very first start. */
export function resetWindow(window: BrowserWindow): void {
  window.setAlwaysOnTop(false);
  if (window.isFullScreen()) window.setFullScreen(false);
  if (window.isMaximized()) window.unmaximize();
  window.setBounds(fitBounds(undefined, workAreas()));
}

/** To the tray. A minimised one would be minimised still when it is shown again. */
export function putAway(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.hide();
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function rememberState(window: BrowserWindow, path: string, before: WindowState | undefined, log: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    const state: WindowState = {
      bounds: { ...window.getNormalBounds(), ...(onWayland() && placeOf(before)) },
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
      alwaysOnTop: window.isAlwaysOnTop(),
    };
    try {
      saveWindowState(path, state);
    } catch (error) {
      log(`the window's place was not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('always-on-top-changed', saveSoon);
  window.on('close', save);
  // What was moved in the last moment is saved by then, and a window that is gone cannot be asked.
  window.on('closed', () => clearTimeout(timer));
}

/** Nobody tells where a window is on Wayland; what was known of another session holds on. */
function placeOf(before: WindowState | undefined): { readonly x: number; readonly y: number } | undefined {
  return before?.bounds && { x: before.bounds.x, y: before.bounds.y };
}
