import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { launchChromium, watchedPage } from './chromium.ts';
import { type Desktop, DOUBLE, ELECTRON, startDesktop } from './desktop.ts';
import { Scope } from './scope.ts';
import { startViewer } from './viewer.ts';

/** Opens the viewer with these settings, in a shell of its own that ends with the test. */
export type OpenViewer = (scope: Scope, settings?: Partial<Settings>) => Promise<Page>;

/** The same specs in every shell: in a browser, and as the desktop program on whatever runs it here. */
export function describeInShells(title: string, specs: (open: OpenViewer) => void): void {
  describe(`${title}, in the browser shell`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    specs(async (scope, settings) => {
      const { url } = await startViewer(scope, settings);
      const { page } = await watchedPage(browser);
      await page.goto(url);
      return page;
    });
  });
  for (const runtime of [DOUBLE, ELECTRON])
    describe(`${title}, in the desktop shell ${runtime.title}`, () => {
      const { missing } = runtime;
      if (missing !== undefined) {
        test('all of it', ({ skip }) => skip(missing));
        return;
      }
      specs(async (scope, settings) => {
        const { page, complaints } = await startDesktop(scope, runtime, settings ? { settings } : {});
        scope.onClose(() => {
          if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
        });
        return page;
      });
    });
}

/** The page at this address (`#/mappings`), loaded anew; the test fails if it complains. */
export type FreshPage = (hash: string) => Promise<Page>;

/** The same, with one start of each shell for all specs: for those that change nothing that would be in the way of the others. */
export function describeInOneStart(title: string, specs: (fresh: FreshPage) => void): void {
  describe(`${title}, in the browser shell`, () => {
    const scope = suiteScope();
    let browser: Browser;
    let url = '';
    beforeAll(async () => {
      browser = await launchChromium();
      scope().onClose(() => browser.close());
      url = (await startViewer(scope())).url;
    });
    specs(async (hash) => {
      const { page } = await watchedPage(browser);
      await page.goto(`${url}${hash}`);
      return page;
    });
  });
  for (const runtime of [DOUBLE, ELECTRON])
    describe(`${title}, in the desktop shell ${runtime.title}`, () => {
      const { missing } = runtime;
      if (missing !== undefined) {
        test('all of it', ({ skip }) => skip(missing));
        return;
      }
      const scope = suiteScope();
      let desktop: Desktop;
      beforeAll(async () => {
        desktop = await startDesktop(scope(), runtime);
      });
      specs(async (hash) => {
        const { page, complaints } = desktop;
        const before = complaints.length;
        onTestFinished(() => {
          const own = complaints.slice(before);
          if (own.length > 0) throw new Error(`The page complained:\n${own.join('\n')}`);
        });
        await page.evaluate((next) => {
          location.hash = next;
        }, hash);
        await page.reload();
        return page;
      });
    });
}

/** A scope that lasts as long as the tests of a `describe`. */
function suiteScope(): () => Scope {
  let scope: Scope | undefined;
  beforeAll(() => {
    scope = new Scope();
  });
  afterAll(() => scope?.close());
  return () => {
    if (!scope) throw new Error('The scope is not open yet.');
    return scope;
  };
}
