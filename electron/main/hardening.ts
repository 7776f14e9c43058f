/** What no page in this program may do, whoever wrote it: leave, open windows, use devices, embed another page. */
import { app, type Session } from 'electron';
import { isOwnPage } from './page-address.ts';

/** Before the app is ready. */
export function hardenApp(log: (line: string) => void): void {
  app.enableSandbox();
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
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
