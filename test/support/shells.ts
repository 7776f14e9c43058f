import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { launchChromium, openPage, screenshot, watchedPage } from './chromium.ts';
import { type Desktop, DOUBLE, ELECTRON, type Runtime, startDesktop } from './desktop.ts';
import { type Scope, suiteScope } from './scope.ts';
import { startViewer } from './viewer.ts';

/** A viewer that runs. */
export interface Viewer {
  readonly page: Page;
  /** Of the process that has the mappings. */
  readonly pid: number;
}

export interface Shell {
  readonly isDesktop: boolean;
  /** Starts the viewer with these settings; it ends with the scope, which then fails if the page complained. */
  start(scope: Scope, settings?: Partial<Settings>): Promise<Viewer>;
  /** Keeps a picture of the page, of one shell only: they look the same. */
  screenshot(page: Page, name: string): Promise<unknown>;
}

/** Its page alone. */
export type OpenViewer = (scope: Scope, settings?: Partial<Settings>) => Promise<Page>;

/** The same specs in every shell: in a browser, and as the desktop program on whatever runs it here. */
export function describeInShells(title: string, specs: (open: OpenViewer, shell: Shell) => void): void {
  const run = (shell: Shell) => specs(async (scope, settings) => (await shell.start(scope, settings)).page, shell);
  describeEach(
    title,
    (browser) =>
      run({
        isDesktop: false,
        async start(scope, settings) {
          const { url, process } = await startViewer(scope, settings);
          const { page, complaints } = await openPage(browser());
          scope.onClose(async () => {
            await page.context().close();
            refuseComplaints(complaints);
          });
          await page.goto(url);
          return { page, pid: process.pid };
        },
        screenshot,
      }),
    (runtime) =>
      run({
        isDesktop: true,
        async start(scope, settings) {
          const { page, pid, complaints } = await startDesktop(scope, runtime, settings ? { settings } : {});
          scope.onClose(() => refuseComplaints(complaints));
          return { page, pid };
        },
        screenshot: async () => undefined,
      }),
  );
}

/** The page at this address (`#/mappings`), loaded anew; the test fails if it complains. */
export type FreshPage = (hash: string) => Promise<Page>;

/** The same, with one start of each shell for all specs: for those that change nothing that would be in the way of the others. */
export function describeInOneStart(title: string, specs: (fresh: FreshPage) => void): void {
  describeEach(
    title,
    (browser) => {
      const scope = suiteScope();
      let url = '';
      beforeAll(async () => {
        url = (await startViewer(scope())).url;
      });
      specs(async (hash) => {
        const { page } = await watchedPage(browser());
        await page.goto(`${url}${hash}`);
        return page;
      });
    },
    (runtime) => {
      const scope = suiteScope();
      let desktop: Desktop;
      beforeAll(async () => {
        desktop = await startDesktop(scope(), runtime);
      });
      specs(async (hash) => {
        const { page, complaints } = desktop;
        const before = complaints.length;
        onTestFinished(() => refuseComplaints(complaints.slice(before)));
        await page.evaluate((next) => {
          location.hash = next;
        }, hash);
        await page.reload();
        return page;
      });
    },
  );
}

function describeEach(title: string, inBrowser: (browser: () => Browser) => void, onDesktop: (runtime: Runtime) => void): void {
  describe(`${title}, in the browser shell`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    inBrowser(() => browser);
  });
  for (const runtime of [DOUBLE, ELECTRON])
    describe(`${title}, in the desktop shell ${runtime.title}`, () => {
      const { missing } = runtime;
      if (missing === undefined) onDesktop(runtime);
      else test('all of it', ({ skip }) => skip(missing));
    });
}

function refuseComplaints(complaints: readonly string[]): void {
  if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
}
