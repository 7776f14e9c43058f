import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE_URL } from './page-address.ts';
import type { Rectangle } from './window-state.ts';

/** The page's own background, so that nothing flashes before its first picture. */
const BACKGROUND = { dark: '#0e1116', light: '#f6f7f9' };

export interface PageWindowOptions {
  readonly bounds: Rectangle;
  readonly minimum: { readonly width: number; readonly height: number };
  readonly title: string;
  readonly icon: string;
  readonly preload: string;
  /** Pictures only: the menu bar comes with the Alt key. */
  readonly bare?: boolean;
}

/** A window for our page and nothing else; it is shown by whoever opens it, once there is something to see. */
export function createPageWindow({ bounds, minimum, title, icon, preload, bare = false }: PageWindowOptions): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    minWidth: minimum.width,
    minHeight: minimum.height,
    show: false,
    title,
    icon,
    autoHideMenuBar: bare,
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
}

/** So long after its page has come a window has something to show, whether or not it was said. */
const PAINT_DEADLINE_MS = 1000;

/** Once there is something to see. A window that has never been shown is told of no picture where Wayland draws (electron/electron#48859). */
export function whenPainted(window: BrowserWindow, show: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const once = (): void => {
    clearTimeout(timer);
    window.off('ready-to-show', once);
    window.webContents.off('did-stop-loading', soon);
    show();
  };
  const soon = (): void => {
    timer ??= setTimeout(once, PAINT_DEADLINE_MS);
  };
  window.on('ready-to-show', once);
  window.webContents.on('did-stop-loading', soon);
  window.once('closed', () => clearTimeout(timer));
}

/** `place` is behind `#`; without one the page begins where it likes. */
export function loadPage(window: BrowserWindow, log: (line: string) => void, place = ''): void {
  void window.loadURL(PAGE_URL + place).catch((error: Error) => log(`the page did not load: ${error.message}`));
}

/** Of all displays, the first one first. */
export function workAreas(): readonly [Rectangle, ...Rectangle[]] {
  const [first, ...others] = screen.getAllDisplays().map(({ workArea }) => workArea);
  return [first ?? screen.getPrimaryDisplay().workArea, ...others];
}
