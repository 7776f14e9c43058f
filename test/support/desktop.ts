import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { describe, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { findElectron } from '../../bin/electron-runtime.mjs';
import { CHROMIUM } from './chromium.ts';
import { ROOT } from './paths.ts';
import { endAll, processesOf } from './process-tree.ts';
import type { Scope } from './scope.ts';
import { until, within } from './wait.ts';

/** Something that runs an Electron app. */
export interface Runtime {
  readonly title: string;
  readonly program: string;
  readonly isDouble: boolean;
  /** Why nothing can run on it here. */
  readonly missing: string | undefined;
}

const electron = findElectron(ROOT);
const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];

export const DOUBLE: Runtime = {
  title: 'on the double',
  program: join(ROOT, 'test/electron-double/electron'),
  isDouble: true,
  missing: CHROMIUM ? undefined : 'the double needs Chromium (Debian: apt install chromium)',
};
export const ELECTRON: Runtime = {
  title: 'on real Electron',
  program: electron ?? '',
  isDouble: false,
  missing:
    electron === undefined
      ? 'NOT RUN ON REAL ELECTRON: its runtime is not installed. `npx install-electron && node test/run.mjs desktop` runs it.'
      : noDisplay
        ? 'NOT RUN ON REAL ELECTRON: there is no display. `xvfb-run -a node test/run.mjs desktop` runs it.'
        : undefined,
};

/** The same specs on everything that runs an Electron app; what is not here is one skipped test that says so. */
export function describeOnRuntimes(title: string, specs: (runtime: Runtime) => void): void {
  for (const runtime of [DOUBLE, ELECTRON])
    describe(`${title}, ${runtime.title}`, () => {
      const { missing } = runtime;
      if (missing === undefined) specs(runtime);
      else test('all of it', ({ skip }) => skip(missing));
    });
}

/** A running app: its main process, and what it said. */
export interface App {
  readonly app: ElectronApplication;
  readonly pid: number;
  /** Both outputs of the main process so far. */
  said(): string;
  hasEnded(): boolean;
  /** Waits for the end and answers with the exit code. */
  ended(timeoutMs?: number): Promise<number | null>;
}

/** Starts an app; it and everything it started ends with the scope. */
export async function startApp(
  scope: Scope,
  runtime: Runtime,
  path: string,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<App> {
  let text = '';
  const app = await _electron.launch({
    executablePath: runtime.program,
    args: [path, ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...options.env },
    timeout: 30_000,
  });
  const child = app.process();
  const { pid } = child;
  if (pid === undefined) throw new Error('The app did not start.');
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
    });
  const ended = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
  });
  scope.onClose(async () => {
    const family = [pid, ...processesOf(pid)];
    await within(app.close(), 10_000, `the app to close:\n${text}`).catch(() => {});
    await endAll(family);
  });
  return {
    app,
    pid,
    said: () => text,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    ended: (timeoutMs = 15_000) => within(ended, timeoutMs, () => `the app to end:\n${text}`),
  };
}

export interface Desktop extends App {
  readonly page: Page;
  /** Errors and warnings of the page's console, uncaught exceptions. */
  readonly complaints: string[];
  /** Its settings, and where its windows were. */
  readonly home: string;
  /** Runs in the page of the first window, also after its process died and came back, when `page` is of no use any more. */
  inPage<T>(code: string): Promise<T>;
}

/** The desktop shell as a user starts it, with a home of its own. */
export async function startDesktop(
  scope: Scope,
  runtime: Runtime,
  options: {
    readonly settings?: Partial<Settings>;
    readonly home?: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Desktop> {
  const home = options.home ?? desktopHome(scope, options.settings);
  const started = await startApp(scope, runtime, ROOT, {
    args: options.args ?? [],
    env: { ...options.env, SHAREDCAM_HOME: home },
  });
  const page = await started.app.firstWindow({ timeout: 20_000 });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  await until(() => page.evaluate(() => window.__sharedCamera !== undefined).catch(() => false), {
    timeoutMs: 20_000,
    what: () => `the page of the desktop shell:\n${started.said()}`,
  });
  return {
    ...started,
    page,
    complaints,
    home,
    inPage: (code) =>
      started.app.evaluate(
        ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text),
        code,
      ),
  };
}

export function desktopHome(scope: Scope, settings: Partial<Settings> = {}): string {
  const home = scope.path(`desktop-${scope.name()}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
  return home;
}
