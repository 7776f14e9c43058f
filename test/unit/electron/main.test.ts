import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../backend/default-settings.ts';
import { REQUEST_CHANNEL } from '../../../electron/channels.ts';
import { main } from '../../../electron/main/main.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { fakeBackend } from '../web/fake-backend.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
const backend = fakeBackend();
let problem: Error | undefined;
vi.mock('../../../backend/app.ts', () => ({
  createBackend: () => {
    if (problem) throw problem;
    return backend;
  },
}));

const home = mkdtempSync(join(tmpdir(), 'sharedcam-desktop-'));
afterAll(() => rmSync(home, { recursive: true }));

beforeEach(() => {
  vi.clearAllMocks();
  electron.app.removeAllListeners();
  electron.handlers.clear();
  electron.windows.length = 0;
  electron.app.userData = home;
});

/** After a run that ended as it should. */
async function start(): Promise<electron.BrowserWindow> {
  rmSync(join(home, 'running.json'), { force: true });
  main();
  await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
  const [window] = electron.windows;
  if (!window) throw new Error('no window');
  return window;
}

describe('the desktop shell', () => {
  it('leaves at once when it runs already', () => {
    electron.app.requestSingleInstanceLock.mockReturnValueOnce(false);
    main();
    expect(electron.app.quit).toHaveBeenCalledOnce();
    expect(electron.protocol.registerSchemesAsPrivileged).not.toHaveBeenCalled();
  });

  it.each(['linux', 'win32'] as const)('explains its options on %s, and ends', async (platform) => {
    const { argv } = process;
    const real = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
    Object.defineProperty(process, 'platform', { ...real, value: platform });
    process.argv = ['electron', '--help'];
    try {
      main();
      await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledOnce());
      expect(written).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('--safe-mode'));
      expect(electron.dialog.showMessageBox).toHaveBeenCalledTimes(platform === 'win32' ? 1 : 0);
    } finally {
      Object.defineProperty(process, 'platform', real);
      process.argv = argv;
      written.mockRestore();
      electron.dialog.showMessageBox.mockReset();
    }
  });

  it('says why it cannot start, and ends', async () => {
    problem = new SharedCameraError('NATIVE_LIBRARY', 'The compiled part is of another version.');
    try {
      main();
      await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(1));
      expect(electron.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
        'Shared Camera Viewer could not start.',
        expect.stringMatching(/another version[\s\S]*Its log is in /u),
      );
      expect(electron.windows).toHaveLength(0);
    } finally {
      problem = undefined;
    }
  });

  it('opens its page in a sandboxed window', async () => {
    const window = await start();
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
    expect(electron.protocol.handle).toHaveBeenCalledWith('sharedcam-app', expect.any(Function));
    expect(window.loadURL).toHaveBeenCalledWith('sharedcam-app://viewer/');
    expect(window.options['webPreferences']).toMatchObject({
      preload: expect.stringMatching(/preload\/preload\.cjs$/),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('shows its window soon after its page has come, also where nobody says that there is something to see', async () => {
    const window = await start();
    vi.useFakeTimers();
    try {
      window.webContents.emit('did-stop-loading');
      vi.advanceTimersByTime(900);
      expect(window.show).not.toHaveBeenCalled();
      vi.advanceTimersByTime(200);
      expect(window.show).toHaveBeenCalledOnce();
      window.emit('ready-to-show');
      window.webContents.emit('did-stop-loading');
      vi.advanceTimersByTime(5000);
      expect(window.show).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves an open menu alone when cameras change, and makes it anew in another language', async () => {
    const watch = vi.spyOn(backend, 'watchCameras');
    await start();
    const changed = (language: 'de' | 'en') =>
      watch.mock.lastCall?.[0]([], { ...DEFAULT_SETTINGS, language, closeToTray: false });
    const menus = () => electron.Menu.setApplicationMenu.mock.calls.length;
    const before = menus();
    for (let time = 0; time < 3; time++) changed('en');
    expect(menus()).toBe(before);
    changed('de');
    expect(menus()).toBe(before + 1);
  });

  it('answers its page through the one door', async () => {
    const window = await start();
    expect([...electron.handlers.keys()]).toEqual([REQUEST_CHANNEL]);
    const event = { sender: window.webContents, senderFrame: { parent: null, url: 'sharedcam-app://viewer/' } };
    expect(await electron.handlers.get(REQUEST_CHANNEL)?.(event, 'settings.get', undefined)).toEqual({ answer: null });
    expect(backend.open).toHaveLength(1);
    window.webContents.emit('destroyed');
    expect(backend.open).toHaveLength(0);
  });

  it('comes forward when it is started a second time, and opens again after it was closed', async () => {
    const window = await start();
    electron.app.emit('second-instance', {}, [], '', { words: [], folder: '/' });
    expect(electron.windows).toHaveLength(1);
    expect([window.restore, window.show, window.focus].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
    window.emit('closed');
    electron.app.emit('activate');
    expect(electron.windows).toHaveLength(2);
  });

  it('remembers where its window was', async () => {
    (await start()).emit('close');
    electron.windows.length = 0;
    const again = await start();
    expect(again.maximize).not.toHaveBeenCalled();
    again.emit('ready-to-show');
    expect(again.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    expect(again.maximize).toHaveBeenCalledOnce();
    expect(again.setFullScreen).not.toHaveBeenCalled();
  });

  it('closes the backend before it ends', async () => {
    await start();
    const close = vi.spyOn(backend, 'close');
    const event = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledOnce());
    electron.app.emit('window-all-closed');
    expect(electron.app.quit).toHaveBeenCalledOnce();
    // Who comes too late is served by the next one.
    electron.app.emit('second-instance', {}, [], '', { words: ['film.mcap'], folder: '/films' });
    expect(electron.app.relaunch).toHaveBeenCalledWith({ args: ['/films/film.mcap'] });
  });

  it('is asked to end again while it closes: closes once, and goes when that is done', async () => {
    await start();
    let closed = (): void => {};
    const close = vi.spyOn(backend, 'close').mockReturnValueOnce(
      new Promise((resolve) => {
        closed = resolve;
      }),
    );
    const events = [1, 2, 3].map(() => ({ preventDefault: vi.fn() }));
    for (const event of events) electron.app.emit('will-quit', event);
    for (const { preventDefault } of events) expect(preventDefault).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledOnce();
    expect(electron.app.exit).not.toHaveBeenCalled();
    closed();
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledOnce());
  });

  it('ends with the session of the user, and the next start does not take that for a crash', async () => {
    const mark = join(home, 'running.json');
    const window = await start();
    expect(existsSync(mark)).toBe(true);
    const query = { preventDefault: vi.fn() };
    window.emit('query-session-end', query);
    expect(query.preventDefault).not.toHaveBeenCalled();
    expect(electron.app.quit).not.toHaveBeenCalled();
    window.emit('session-end', {});
    expect(existsSync(mark)).toBe(false);
    expect(electron.app.quit).toHaveBeenCalledOnce();
  });

  it('asks the system to wait with the end of the session while it records', async () => {
    const window = await start();
    vi.spyOn(backend, 'recordings').mockReturnValueOnce(1);
    const query = { preventDefault: vi.fn() };
    window.emit('query-session-end', query);
    expect(query.preventDefault).toHaveBeenCalledOnce();
    expect(electron.app.quit).toHaveBeenCalledOnce();
  });

  it('stays where it is when it is started with the session a second time, and says what was not understood', async () => {
    const window = await start();
    electron.app.emit('second-instance', {}, [], '', { words: ['--minimized'], folder: '/' });
    expect(window.show).not.toHaveBeenCalled();
    electron.app.emit('second-instance', {}, [], '', { words: ['sharedcam://remove/everything'], folder: '/' });
    expect(window.show).toHaveBeenCalledOnce();
    expect(electron.dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
      window,
      expect.objectContaining({ message: expect.stringContaining('is not followed') }),
    );
  });

  it('comes again from the file that it came from, where what it runs from is gone by then', async () => {
    await start();
    vi.stubEnv('APPIMAGE', '/home/me/viewer.AppImage');
    electron.app.emit('will-quit', { preventDefault: vi.fn() });
    electron.app.emit('second-instance', {}, [], '', { words: ['film.mcap'], folder: '/films' });
    vi.unstubAllEnvs();
    expect(electron.app.relaunch).toHaveBeenCalledExactlyOnceWith({
      execPath: '/home/me/viewer.AppImage',
      args: ['--appimage-extract-and-run', '/films/film.mcap'],
    });
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledOnce());
  });
});
