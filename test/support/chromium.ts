import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { ARTEFACTS, ensureFolder, findProgram } from './paths.ts';

export const CHROMIUM = findProgram('/usr/bin/chromium', 'chromium', 'chromium-browser', 'google-chrome');

const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** WebGL2 without a graphics card. */
export const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

export function launchChromium(options: { readonly webgl?: boolean; readonly args?: readonly string[] } = {}): Promise<Browser> {
  if (!CHROMIUM) throw new Error('No Chromium was found (Debian: apt install chromium).');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [...QUIET, ...(options.webgl ? SOFTWARE_WEBGL : []), ...(options.args ?? [])],
  });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught exceptions, refused requests. */
  readonly complaints: string[];
}

/** A page that remembers all its complaints. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  return { page, complaints };
}

/** The same; it closes with the running test, which fails if the page complained. `expected` are complaints that belong to the test. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  expected?: RegExp,
): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  onTestFinished(async () => {
    await watched.page.context().close();
    const unexpected = watched.complaints.filter((complaint) => !expected?.test(complaint));
    if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`);
  });
  return watched;
}

/** Keeps a picture of the page in test/artefacts. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(ensureFolder(ARTEFACTS), `${name}.png`);
  await page.screenshot({ path });
  return path;
}
