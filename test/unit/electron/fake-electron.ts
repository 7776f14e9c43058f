/** Stands for the electron module: what the shell does with it is remembered, and events are sent by hand. */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();
  postMessage(message: unknown): void {
    this.posted.push(structuredClone(message));
  }
}

export class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: unknown[][] = [];
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  destroyed = false;
  windowOpen: (() => { action: string }) | undefined;

  constructor(id: number) {
    super();
    this.id = id;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  postMessage(...message: unknown[]): void {
    this.sent.push(message);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpen = handler;
  }
}

type Handler = (event: unknown, ...message: unknown[]) => Promise<unknown>;

export const channels: { port1: FakePort; port2: FakePort }[] = [];
export const handlers = new Map<string, Handler>();
export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  userData: '',
  enableSandbox: vi.fn(),
  exit: vi.fn(),
  quit: vi.fn(),
  getAppPath: () => '/app',
  getName: () => 'Shared Camera Viewer',
  getPath: () => app.userData,
  getLocale: () => 'en-US',
  getVersion: () => '1.2.3',
  getLoginItemSettings: () => ({ openAtLogin: false, executableWillLaunchAtLogin: false }),
  disableHardwareAcceleration: vi.fn(),
  relaunch: vi.fn(),
  setAppUserModelId: vi.fn(),
  setAsDefaultProtocolClient: vi.fn(() => true),
  setToastActivatorCLSID: vi.fn(),
  setLoginItemSettings: vi.fn(),
  requestSingleInstanceLock: vi.fn(() => true),
  setAboutPanelOptions: vi.fn(),
  setPath: vi.fn(),
  whenReady: () => Promise.resolve(),
});
export const dialog = {
  showMessageBox: vi.fn(),
  showErrorBox: vi.fn(),
  showOpenDialog: vi.fn(() => Promise.resolve({ canceled: true, filePaths: [] as string[] })),
  showSaveDialog: vi.fn(() => Promise.resolve({ canceled: true, filePath: '' })),
};
export const utilityProcess = { fork: vi.fn() };
export const powerSaveBlocker = { start: vi.fn(() => 7), stop: vi.fn() };
export const shell = { openPath: vi.fn(() => Promise.resolve('')) };
export class Tray extends EventEmitter {
  readonly setToolTip = vi.fn();
  readonly setContextMenu = vi.fn();
  readonly destroy = vi.fn();
}
export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static readonly isSupported = () => true;
  readonly options: { readonly title: string; readonly body: string };
  constructor(options: { readonly title: string; readonly body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    Notification.shown.push(this);
  }
}
export const ipcMain = { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) };
export const ipcRenderer = Object.assign(new EventEmitter(), { invoke: vi.fn() });
export const protocol = { handle: vi.fn(), registerSchemesAsPrivileged: vi.fn() };
export const Menu = { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() };
export const nativeTheme = { shouldUseDarkColors: true };
const displays = [0, 1].map((index) => ({
  id: index + 10,
  label: `Display ${index}`,
  bounds: { x: 1920 * index, y: 0, width: 1920, height: 1080 },
  workArea: { x: 1920 * index, y: 0, width: 1920, height: 1040 },
}));
export const screen = {
  getAllDisplays: () => displays,
  getPrimaryDisplay: () => displays[0],
  getDisplayMatching: ({ x }: { readonly x: number }) => displays[x < 1920 ? 0 : 1],
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  },
};
export const windows: BrowserWindow[] = [];
export class BrowserWindow extends EventEmitter {
  readonly webContents = new FakeContents(windows.length + 1);
  readonly options: Record<string, unknown>;
  readonly loadURL = vi.fn(() => Promise.resolve());
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly hide = vi.fn();
  readonly minimize = vi.fn();
  readonly close = vi.fn(() => {
    this.emit('closed');
  });
  readonly setBounds = vi.fn((bounds: object) => {
    this.bounds = { ...this.bounds, ...bounds };
  });
  readonly unmaximize = vi.fn();
  readonly restore = vi.fn();
  readonly maximize = vi.fn();
  readonly setFullScreen = vi.fn((wanted: boolean) => {
    this.fullScreen = wanted;
    this.emit(wanted ? 'enter-full-screen' : 'leave-full-screen');
  });
  readonly setAlwaysOnTop = vi.fn((wanted: boolean) => {
    this.onTop = wanted;
    this.emit('always-on-top-changed');
  });
  fullScreen = false;
  minimized = true;
  onTop = false;
  visible = true;
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    windows.push(this);
  }
  static fromWebContents = (contents: FakeContents) => windows.find(({ webContents }) => webContents === contents) ?? null;
  getBounds = () => this.bounds;
  getNormalBounds = () => this.bounds;
  isMaximized = () => true;
  isFullScreen = () => this.fullScreen;
  isAlwaysOnTop = () => this.onTop;
  isDestroyed = () => false;
  isMinimized = () => this.minimized;
  isVisible = () => this.visible;
}
export class MessageChannelMain {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
  constructor() {
    channels.push(this);
  }
}
