import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './page-address.ts';
import { fitBounds, loadWindowState, MINIMUM_SIZE, saveWindowState, type WindowState } from './window-state.ts';

const SAVE_DELAY_MS = 500;
/** The page's own background, so that nothing flashes before its first picture. */
const BACKGROUND = { dark: '#0e1116', light: '#f6f7f9' };

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
  const [first, ...others] = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...fitBounds(saved?.bounds, [first ?? screen.getPrimaryDisplay().workArea, ...others]),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: app.getName(),
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => {
    // Not earlier: both of them show the window, too.
    if (start.minimized) {
      window.minimize();
      return;
    }
    if (start.display === undefined && saved?.maximized) window.maximize();
    placeOn(window, start.display);
    if (start.fullscreen || saved?.fullScreen) window.setFullScreen(true);
    window.show();
  });
  rememberState(window, statePath, log);
  void window.loadURL(PAGE_URL).catch((error: Error) => log(`the page did not load: ${error.message}`));
  return window;
}

/** Moves a window to a display, counted from 1 as displays are for people; one that is not there leaves it where it is. */
export function placeOn(window: BrowserWindow, display: number | undefined): void {
  const area = display === undefined ? undefined : screen.getAllDisplays()[display - 1]?.workArea;
  if (area) window.setBounds(fitBounds(undefined, [area]));
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function rememberState(window: BrowserWindow, path: string, log: (line: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
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
  window.on('close', save);
}
