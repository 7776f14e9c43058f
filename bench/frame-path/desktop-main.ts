// The desktop shell's way of frames, as it is, with a page that holds nothing but pictures. Lies beside `page` and `preload.cjs` when it is built.
import { join } from 'node:path';
import { app, session } from 'electron';
import { createBackend } from '../../backend/app.ts';
import { BROWSER_SHELL } from '../../backend/shell-handlers.ts';
import { hardenApp, hardenSession } from '../../electron/main/hardening.ts';
import { openIpcDoor } from '../../electron/main/ipc-door.ts';
import { createPageSessions } from '../../electron/main/page-sessions.ts';
import { createPageWindow, loadPage } from '../../electron/main/page-window.ts';
import { registerPageScheme, servePage } from '../../electron/main/protocol.ts';

const HERE = import.meta.dirname;
const SIZE = { width: 1000, height: 640 };

app.setPath('userData', join(process.env['SHAREDCAM_HOME'] ?? HERE, 'desktop'));
registerPageScheme();
hardenApp(console.error);
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const backend = createBackend({ shell: 'desktop', version: 'bench' });
  const pages = createPageSessions(backend, () => BROWSER_SHELL);
  app.once('will-quit', (event) => {
    event.preventDefault();
    void backend.close().finally(() => app.exit());
  });
  hardenSession(session.defaultSession);
  servePage(join(HERE, 'page'));
  openIpcDoor((contentsId) => pages.of(contentsId), console.error);
  const window = createPageWindow({
    // Windows that cover each other would not be drawn.
    bounds: { x: Number(process.env['SHAREDCAM_BENCH_LEFT'] ?? 0), y: 0, ...SIZE },
    minimum: { width: 100, height: 100 },
    title: 'Frame path',
    icon: join(app.getAppPath(), 'icon.png'),
    preload: join(HERE, 'preload.cjs'),
  });
  pages.adopt(window.webContents);
  window.once('ready-to-show', () => window.showInactive());
  loadPage(window, console.error);
});
