import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type App, type Runtime, startApp } from '../support/desktop.ts';
import { Scope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

export const TEST_APP = join(import.meta.dirname, 'test-app');

/** What preload.cjs exposes. */
export interface Api {
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  invokeUnclonable(): Promise<string>;
  invokeElement(): Promise<string>;
  send(channel: string, ...values: unknown[]): void;
  on(channel: string, listener: (...values: unknown[]) => void): () => void;
  sendPort(): void;
  same(value: unknown): unknown;
  describe(value: unknown): string;
  call(callback: (value: unknown) => unknown, value: unknown): unknown;
  fail(value: unknown): void;
  failWithError(): void;
  reject(value: unknown): Promise<never>;
  rejectWithError(): Promise<never>;
  later(value: unknown): Promise<unknown>;
  readonly nested: { readonly list: unknown[]; readonly when: Date };
  readonly point: { readonly x: number; readonly y?: number };
  readonly symbol?: unknown;
}

declare global {
  interface Window {
    readonly api: Api;
    readonly text: string;
    readonly exposedTwice: string;
    got: unknown[];
  }
  /** In the main process of the test app. */
  var first: Electron.BrowserWindow;
  var events: string[];
  var openWindow: (options?: Electron.BrowserWindowConstructorOptions) => Electron.BrowserWindow;
}

export interface Running {
  readonly scope: Scope;
  readonly started: App;
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** One app for the tests of a `describe`, its page loaded anew before each. */
export function useTestApp(runtime: Runtime): () => Running {
  let running: Running | undefined;
  const get = (): Running => {
    if (!running) throw new Error('The test app does not run.');
    return running;
  };
  beforeAll(async () => {
    running = await startTestApp(new Scope(), runtime);
  });
  beforeEach(async () => {
    const { app, started } = get();
    if (started.hasEnded()) throw new Error(`The test app has ended:\n${started.said()}`);
    await app.evaluate(() => {
      first.webContents.removeAllListeners('will-frame-navigate');
      events.length = 0;
    });
    await loadAnew(get());
  });
  afterAll(() => running?.scope.close());
  return get;
}

let loads = 0;

/** Waits until Playwright has the new document, too: it hears of it on a line of its own. */
export async function loadAnew({ app, page }: Running): Promise<void> {
  loads++;
  await app.evaluate(async (_electron, number) => {
    await first.loadURL('test-app://main/');
    await first.webContents.executeJavaScript(`document.body.dataset.load = ${number}`);
  }, loads);
  await page.waitForFunction((number) => document.body?.dataset['load'] === String(number), loads);
}

export async function startTestApp(scope: Scope, runtime: Runtime, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const started = await startApp(scope, runtime, TEST_APP, {
    env: { TEST_APP_HOME: scope.path('user data'), ELECTRON_DOUBLE_HANG_MS: '1000', ...env },
  });
  const page = await started.app.firstWindow();
  await until(() => page.evaluate(() => document.body?.dataset['ran'] === 'yes').catch(() => false), {
    what: () => `the test app:\n${started.said()}`,
  });
  return { scope, started, app: started.app, page };
}
