/** docs/api/web-contents.md, browser-window.md, protocol.md and session.md, on the double and on Electron. */
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import { describeOnRuntimes } from '../support/desktop.ts';
import { loadAnew, useTestApp } from './test-app.ts';

describeOnRuntimes('windows', (runtime) => {
  const running = useTestApp(runtime);

  /** Names and addresses of what happens to the first window while `action` runs in its page. */
  async function during(action: string, last: string, refuse = false): Promise<string[]> {
    const { app } = running();
    return app.evaluate(
      async (_electron, options) => {
        const { webContents } = first;
        const names = [
          'did-start-navigation',
          'will-frame-navigate',
          'will-navigate',
          'did-frame-navigate',
          'did-navigate',
          'did-navigate-in-page',
        ] as const;
        const seen: string[] = [];
        const emitter = webContents as unknown as NodeJS.EventEmitter;
        const listeners = names.map((name) => {
          const listener = (event: { url?: string; isMainFrame?: boolean; preventDefault(): void }, url: unknown): void => {
            seen.push(`${name} ${event.url ?? url}${event.isMainFrame === false ? ' in a frame' : ''}`);
            if (options.refuse && name === 'will-frame-navigate') event.preventDefault();
          };
          emitter.on(name, listener);
          return [name, listener] as const;
        });
        const enough = new Promise<void>((resolve) => emitter.on(options.last, () => resolve()));
        await webContents.executeJavaScript(options.action);
        await enough;
        await new Promise((resolve) => setTimeout(resolve, 300));
        for (const [name, listener] of listeners) emitter.off(name, listener);
        return seen;
      },
      { action, last, refuse },
    );
  }

  test('a page that hangs is said to, and that it answers again', async () => {
    const { app, page } = running();
    await app.evaluate(() => {
      for (const name of ['unresponsive', 'responsive']) {
        first.on(name as 'responsive', () => void events.push(`window ${name}`));
        first.webContents.on(name as 'responsive', () => void events.push(`page ${name}`));
      }
    });
    await page.evaluate(
      (ms) =>
        void setTimeout(() => {
          for (const end = performance.now() + ms; performance.now() < end; );
        }),
      runtime.isDouble ? 2_500 : 25_000,
    );
    // Real Electron notices by what a person does.
    void page.mouse.click(5, 5).catch(() => undefined);
    await expect
      .poll(() => app.evaluate(() => events.filter((event) => event.endsWith('responsive')).sort()), { timeout: 40_000 })
      .toEqual(['page responsive', 'page unresponsive', 'window responsive', 'window unresponsive']);
  });

  test('a page that leaves: started, then asked for, then done', async () => {
    expect(await during('location.href = "/second"; 0', 'did-navigate')).toEqual([
      'did-start-navigation test-app://main/second',
      'will-frame-navigate test-app://main/second',
      'will-navigate test-app://main/second',
      'did-frame-navigate test-app://main/second',
      'did-navigate test-app://main/second',
    ]);
  });

  test('a navigation that is refused has been started, and the page stays', async () => {
    const { app, page } = running();
    await page.evaluate(() => document.body.setAttribute('data-still', 'here'));
    expect(await during('location.href = "/second"; 0', 'will-frame-navigate', true)).toEqual([
      'did-start-navigation test-app://main/second',
      'will-frame-navigate test-app://main/second',
    ]);
    expect(await page.evaluate(() => document.body.dataset['still'])).toBe('here');
    expect(await app.evaluate(() => first.webContents.getURL())).toBe('test-app://main/');
  });

  test('the way out to another site is asked for too', async () => {
    expect(await during('location.href = "http://example.invalid/x"; 0', 'will-frame-navigate', true)).toEqual([
      'did-start-navigation http://example.invalid/x',
      'will-frame-navigate http://example.invalid/x',
    ]);
  });

  test('a frame in the page is asked for as such', async () => {
    const script = 'document.body.append(Object.assign(document.createElement("iframe"), { src: "/second" })); 0';
    expect(await during(script, 'will-frame-navigate', true)).toEqual([
      'did-start-navigation test-app://main/second in a frame',
      'will-frame-navigate test-app://main/second in a frame',
    ]);
  });

  test('within the page nobody is asked', async () => {
    expect(await during('location.hash = "part"; 0', 'did-navigate-in-page')).toEqual([
      'did-start-navigation test-app://main/#part',
      'did-navigate-in-page test-app://main/#part',
    ]);
  });

  test('an address that is loaded keeps its part behind #', async () => {
    const { app } = running();
    const address = await app.evaluate(async () => {
      await first.loadURL('test-app://main/second#/part');
      return first.webContents.getURL();
    });
    expect(address).toBe('test-app://main/second#/part');
  });

  test('what the app itself loads is not asked for', async () => {
    const { app } = running();
    const asked = await app.evaluate(async () => {
      let count = 0;
      first.webContents.on('will-frame-navigate', () => {
        count++;
      });
      await first.loadURL('test-app://main/second');
      const reloaded = new Promise((resolve) => first.webContents.once('did-finish-load', () => resolve(undefined)));
      first.webContents.reload();
      await reloaded;
      return count;
    });
    expect(asked).toBe(0);
  });

  test('a page that opens a window asks, and gets none when that is denied', async () => {
    const { app, page } = running();
    await app.evaluate(() =>
      first.webContents.setWindowOpenHandler(({ url }) => {
        events.push(`open ${url}`);
        return { action: 'deny' };
      }),
    );
    await page.evaluate(() => void window.open('/second'));
    await expect.poll(() => app.evaluate(() => events)).toEqual(['open test-app://main/second']);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    await expect.poll(() => app.windows().length).toBe(1);
  });

  test("pages come from the app's handler, with its status and policy, as a secure context", async () => {
    const { page } = running();
    expect(await page.evaluate(() => [isSecureContext, document.body.textContent])).toEqual([true, 'hello']);
    expect(await page.evaluate(() => fetch('/nothing').then(({ status }) => status))).toBe(404);
    expect(
      await page.evaluate(() =>
        document.body.append(Object.assign(document.createElement('script'), { text: 'window.bad = 1' })),
      ),
    ).toBe(undefined);
    expect(await page.evaluate(() => 'bad' in window)).toBe(false);
  });

  test('permissions: everything is granted without a handler, what handlers say otherwise', async () => {
    const { app, page } = running();
    const states = (): Promise<string[]> =>
      page.evaluate(() =>
        Promise.all(
          (['geolocation', 'notifications', 'camera'] as const).map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
          ),
        ),
      );
    expect(await states()).toEqual(['granted', 'granted', 'granted']);
    await app.evaluate(({ session }) => {
      session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => {
        events.push(`${permission} ${origin}`);
        return false;
      });
      session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'geolocation'));
    });
    await loadAnew(running());
    const position = await page.evaluate(
      () =>
        new Promise<string>((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('position'),
            (e) => resolve(e.message),
            { timeout: 500 },
          ),
        ),
    );
    expect(position).not.toContain('denied');
    expect(
      await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(String, (e: Error) => e.name)),
    ).toBe('NotAllowedError');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    expect(await app.evaluate(() => events)).toContain('media test-app://main/');
    await app.evaluate(({ session }) => {
      session.defaultSession.setPermissionCheckHandler(null);
      session.defaultSession.setPermissionRequestHandler(null);
    });
  });

  test('full screen is a permission', async () => {
    const { app, page } = running();
    const goes = async (allowed: boolean): Promise<boolean> => {
      await app.evaluate(({ session }, answerIs) => {
        session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(answerIs));
        session.defaultSession.setPermissionCheckHandler(() => answerIs);
      }, allowed);
      // Nobody says what becomes of a promise that is denied: it may never settle.
      await app.evaluate(
        (_electron, waitMs) =>
          first.webContents.executeJavaScript(
            `Promise.race([
              document.documentElement.requestFullscreen().catch(() => {}),
              new Promise((resolve) => setTimeout(resolve, ${waitMs})),
            ])`,
            true,
          ),
        allowed ? 10_000 : 400,
      );
      const is = await page.evaluate(() => document.fullscreenElement !== null);
      if (is) await page.evaluate(() => document.exitFullscreen());
      return is;
    };
    expect(await goes(false)).toBe(false);
    expect(await goes(true)).toBe(true);
  });

  test('a page whose process dies is gone, and comes back by a reload', async () => {
    const { app } = running();
    const seen = await app.evaluate(async ({ BrowserWindow }) => {
      const window = openWindow();
      await window.loadURL('test-app://main/');
      const { webContents } = window;
      const gone = new Promise<{ reason: string }>((resolve) =>
        webContents.once('render-process-gone', (_event, details) => resolve(details)),
      );
      webContents.forcefullyCrashRenderer();
      const { reason } = await gone;
      const crashed = webContents.isCrashed();
      const loaded = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(undefined)));
      webContents.reload();
      await loaded;
      const back = await webContents.executeJavaScript('document.body.textContent + " " + typeof window.api.same');
      const windows = BrowserWindow.getAllWindows().length;
      window.destroy();
      return [['crashed', 'killed'].includes(reason), crashed, webContents.isDestroyed(), back, windows];
    });
    expect(seen).toEqual([true, true, true, 'hello function', 2]);
  });

  test('a window that is closed can object; a destroyed one is of no use', async () => {
    const { app } = running();
    const seen = await app.evaluate(async ({ BrowserWindow }) => {
      const window = openWindow({ x: 30, y: 40, width: 500, height: 300, show: false });
      const bounds = window.getNormalBounds();
      const id = window.webContents.id;
      await window.loadURL('test-app://main/');
      window.once('close', (event) => event.preventDefault());
      window.close();
      const stayed = !window.isDestroyed();
      const closed = new Promise((resolve) => window.once('closed', () => resolve(undefined)));
      window.close();
      await closed;
      let words = '';
      try {
        window.getBounds();
      } catch (error) {
        words = (error as Error).message;
      }
      return [bounds, stayed, window.isDestroyed(), words, typeof id, BrowserWindow.getAllWindows().length];
    });
    expect(seen).toEqual([{ x: 30, y: 40, width: 500, height: 300 }, true, true, 'Object has been destroyed', 'number', 1]);
  });

  test('two windows have links of their own', async () => {
    const { app } = running();
    const seen = await app.evaluate(async () => {
      const window: BrowserWindow = openWindow();
      await window.loadURL('test-app://main/second');
      const ask = (one: BrowserWindow): Promise<unknown> =>
        one.webContents.executeJavaScript('window.api.invoke("sender").then(([id, url]) => id + " " + url)');
      const answers = [await ask(first), await ask(window)];
      const expected = [`${first.webContents.id} test-app://main/`, `${window.webContents.id} test-app://main/second`];
      window.destroy();
      return [answers, expected];
    });
    expect(seen[0]).toEqual(seen[1]);
  });
});
