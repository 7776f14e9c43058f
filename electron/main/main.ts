import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { createBackend } from '../../backend/app.ts';
import { reloadAfterCrash } from './crash-guard.ts';
import { hardenApp, hardenSession } from './hardening.ts';
import { openIpcDoor } from './ipc-door.ts';
import { setMenu } from './menu.ts';
import { createPageSessions } from './page-sessions.ts';
import { registerPageScheme, servePage } from './protocol.ts';
import { bringForward, openMainWindow } from './window.ts';

const OUT = join(import.meta.dirname, '..');
const log = (line: string): void => console.error(line);

/** The desktop shell. One process owns all mappings; a second start only brings its window forward. */
export function main(): void {
  const home = process.env['SHAREDCAM_HOME'];
  if (home) app.setPath('userData', join(home, 'desktop'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerPageScheme();
  hardenApp(log);
  void app.whenReady().then(run);
}

function run(): void {
  const backend = createBackend({ shell: 'desktop', version: app.getVersion(), log });
  const pages = createPageSessions(backend);
  let window: BrowserWindow | undefined;

  hardenSession(session.defaultSession);
  servePage(join(OUT, 'renderer'));
  openIpcDoor((contentsId) => pages.of(contentsId), log);
  setMenu();
  showWindow();

  function showWindow(): void {
    if (window) {
      bringForward(window);
      return;
    }
    window = openMainWindow(join(OUT, 'preload/preload.cjs'), join(app.getAppPath(), 'assets/icon.png'), log);
    pages.adopt(window.webContents);
    reloadAfterCrash(window.webContents, () => app.quit(), log);
    window.once('closed', () => {
      window = undefined;
    });
  }

  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  // Mappings and the waiting thread are closed before the process ends; only then may it go.
  app.once('will-quit', (event) => {
    event.preventDefault();
    void backend.close().finally(() => app.exit());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}
