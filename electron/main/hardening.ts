/** What no page in this program may do, whoever wrote it: leave, open windows, use devices, embed another page. */
import { app, type Session } from 'electron';
import { isOwnPage, PAGE_ORIGIN, PAGE_URL } from './page-address.ts';

/** What our page does when the user asks for it: a picture on the full screen, a command into the clipboard. */
const GRANTED: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** Before the app is ready. */
export function hardenApp(log: (line: string) => void): void {
  // Asking for it after a start without one would leave both halves in one program.
  if (!process.argv.includes('--no-sandbox')) app.enableSandbox();
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => {
      log('refused to open a window');
      return { action: 'deny' };
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && isOwnPage(event.url)) return;
      log('refused to leave the page');
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(GRANTED.has(permission) && isMainFrame && isOwnPage(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED.has(permission) && (origin === PAGE_ORIGIN || origin === PAGE_URL),
  );
  session.setDevicePermissionHandler(() => false);
}
