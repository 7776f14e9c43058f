import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { launchChromium, watchedPage } from './chromium.ts';
import { DOUBLE, ELECTRON, startDesktop } from './desktop.ts';
import type { Scope } from './scope.ts';
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
