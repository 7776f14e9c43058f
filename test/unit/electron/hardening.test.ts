import type { Session, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reloadAfterCrash } from '../../../electron/main/crash-guard.ts';
import { hardenApp, hardenSession } from '../../../electron/main/hardening.ts';
import { wordsFor } from '../../../electron/main/words.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const navigation = (url: string, isMainFrame = true) => ({ url, isMainFrame, preventDefault: vi.fn() });

describe('what no page may do', () => {
  it('runs every page in the sandbox', () => {
    hardenApp(() => {});
    expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
  });

  it('asks for no sandbox behind a start without one', () => {
    const { argv } = process;
    electron.app.enableSandbox.mockClear();
    process.argv = [...argv, '--no-sandbox'];
    hardenApp(() => {});
    process.argv = argv;
    expect(electron.app.enableSandbox).not.toHaveBeenCalled();
  });

  it('stays on its page, opens no window, embeds nothing', () => {
    electron.app.removeAllListeners();
    hardenApp(() => {});
    const contents = new electron.FakeContents(1);
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents.windowOpen?.()).toEqual({ action: 'deny' });
    const tries: [ReturnType<typeof navigation>, boolean][] = [
      [navigation('sharedcam-app://viewer/'), false],
      [navigation('sharedcam-app://viewer/', false), true],
      [navigation('https://example.org/'), true],
      [navigation('file:///etc/passwd'), true],
      [navigation('sharedcam-app://viewer.evil/'), true],
    ];
    for (const [event, stopped] of tries) {
      contents.emit('will-frame-navigate', event);
      expect(event.preventDefault).toHaveBeenCalledTimes(stopped ? 1 : 0);
    }
    for (const name of ['will-redirect', 'will-attach-webview']) {
      const event = navigation('sharedcam-app://viewer/');
      contents.emit(name, event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    }
  });

  it('gets no device, and no permission but for the full screen and to write to the clipboard', () => {
    const handlers: ((...parts: unknown[]) => unknown)[] = [];
    const keep = (handler: (...parts: unknown[]) => unknown): void => void handlers.push(handler);
    const session = { setPermissionRequestHandler: keep, setPermissionCheckHandler: keep, setDevicePermissionHandler: keep };
    hardenSession(session as unknown as Session);
    const [request, check, device] = handlers;
    const asked = (permission: string, requestingUrl = 'sharedcam-app://viewer/', isMainFrame = true): unknown => {
      const answer = vi.fn();
      request?.({}, permission, answer, { requestingUrl, isMainFrame });
      return answer.mock.calls[0]?.[0];
    };
    const checked = (permission: string, origin = 'sharedcam-app://viewer/'): unknown => check?.({}, permission, origin, {});
    for (const permission of ['fullscreen', 'clipboard-sanitized-write']) {
      expect([asked(permission), checked(permission)]).toEqual([true, true]);
      expect([asked(permission, 'https://example.org/'), checked(permission, 'https://example.org/')]).toEqual([false, false]);
      expect(asked(permission, 'sharedcam-app://viewer/', false)).toBe(false);
    }
    for (const permission of ['media', 'geolocation', 'clipboard-read', 'notifications', 'openExternal', 'midi'])
      expect([asked(permission), checked(permission)]).toEqual([false, false]);
    expect(device?.({})).toBe(false);
  });
});

describe('promise 27: a page whose process dies', () => {
  const quit = vi.fn();
  let contents: electron.FakeContents;
  let ending: boolean;
  beforeEach(() => {
    vi.resetAllMocks();
    ending = false;
    contents = new electron.FakeContents(1);
    reloadAfterCrash(contents as unknown as WebContents, {
      ...{ words: () => wordsFor('en'), ending: () => ending },
      ...{ quit, log: () => {} },
    });
  });
  const die = (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 139 });

  it('is loaded again once the event is over, but not when it ended by itself', async () => {
    die('clean-exit');
    die('crashed');
    expect(contents.reload).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(contents.reload).toHaveBeenCalled());
    expect(contents.reload).toHaveBeenCalledOnce();
  });

  it('stays away when the program ends', async () => {
    ending = true;
    die('killed');
    await new Promise((resolve) => setImmediate(resolve));
    expect(contents.reload).not.toHaveBeenCalled();
  });

  it('asks the user when it keeps dying', async () => {
    electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 }).mockResolvedValueOnce({ response: 1 });
    for (let crash = 1; crash <= 3; crash++) die('oom');
    await vi.waitFor(() => expect(contents.reload).toHaveBeenCalledTimes(3));
    die('oom');
    await vi.waitFor(() => expect(contents.reload).toHaveBeenCalledTimes(4));
    for (let crash = 1; crash <= 4; crash++) die('oom');
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
    expect(contents.reload).toHaveBeenCalledTimes(7);
  });
});
