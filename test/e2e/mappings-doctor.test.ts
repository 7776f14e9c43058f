import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { mappingCell, openMappings } from '../support/mappings.ts';
import { testScope } from '../support/scope.ts';
import { closeDialog } from '../support/screens.ts';
import { objectPath, rawWord } from '../support/shm.ts';

/** Stuck is said after a second and a look; busy machines take their time. */
const SOON = { timeout: 20_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('proven dead locks are released by themselves, said and logged; the switch turns it off', async () => {
  const scope = testScope();
  const [first, second] = [scope.name('first'), scope.name('second')];
  const { page } = await watchedPage(browser);
  await openMappings(scope, page);
  // A publisher of ours that dies inside its copy: only mappings of ours are healed without a question.
  const left = (name: string) =>
    scope.runCli(['publish', name, '--source', 'pattern:bars', '--fault', 'die-in-write'], { timeoutMs: 20_000 });
  await left(first);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByRole('row', { name: new RegExp(first) }).allInnerTexts(), SOON).toHaveLength(1);
  expect(await dialog.getByRole('row', { name: new RegExp(first) }).innerText()).toContain('by itself');
  expect(rawWord(objectPath(first))).toBe(0);
  await dialog.getByText('Compiled part').first().waitFor();
  await screenshot(page, 'doctor-health');
  await dialog.getByLabel('Release proven dead locks by itself').click();
  await dialog.getByRole('button', { name: 'Write the bundle' }).click();
  await expect.poll(() => dialog.locator('.command code').innerText(), SOON).toMatch(/\.(json|zip|txt|tar|gz)$/);
  await closeDialog(page);
  await left(second);
  await expect.poll(() => mappingCell(page, second, 'lock').innerText(), SOON).toBe('Stuck');
  await page.waitForTimeout(3_000);
  expect(rawWord(objectPath(second))).toBe(0x8000_0000);
});
