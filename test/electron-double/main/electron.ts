/** What `require('electron')` gives in the main process of the double. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { launcher } from './launcher.ts';
import { Menu, MenuItem } from './menu.ts';
import { MessageChannelMain } from './message-ports.ts';
import { nativeTheme } from './native-theme.ts';
import { protocol } from './protocol.ts';
import { missing, refusing } from './refusing.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { webContents } from './web-contents.ts';

/** The rest of what Electron 45 exports to the main process: can be imported, must not be used. */
const MISSING = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'clipboard',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'nativeImage',
  'net',
  'netLog',
  'Notification',
  'powerMonitor',
  'powerSaveBlocker',
  'pushNotifications',
  'safeStorage',
  'ServiceWorkerMain',
  'ShareMenu',
  'shell',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'utilityProcess',
  'View',
  'WebContentsView',
  'webFrameMain',
];

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeTheme,
  protocol,
  screen,
  session,
  webContents,
  ...Object.fromEntries(MISSING.map((name) => [name, missing(name)])),
  [Symbol.for('electron-double')]: { launcher },
};

const guarded: object = refusing(electron, 'the module');
export default guarded;
