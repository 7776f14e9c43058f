/** What `require('electron')` gives in the main process of the double. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { launcher } from './launcher.ts';
import { Menu, MenuItem } from './menu.ts';
import { MessageChannelMain } from './message-ports.ts';
import { nativeTheme } from './native-theme.ts';
import { Notification } from './notification.ts';
import { powerSaveBlocker } from './power-save-blocker.ts';
import { protocol } from './protocol.ts';
import { missing, refusing } from './refusing.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
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
  'powerMonitor',
  'pushNotifications',
  'safeStorage',
  'ServiceWorkerMain',
  'ShareMenu',
  'systemPreferences',
  'TouchBar',
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
  Notification,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
  ...Object.fromEntries(MISSING.map((name) => [name, missing(name)])),
  [Symbol.for('electron-double')]: { launcher },
};

const guarded: object = refusing(electron, 'the module');
export default guarded;
