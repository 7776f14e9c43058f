import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { mappingRow, openMappings } from '../support/mappings.ts';
import { testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('256 mappings at once stay fluid: only the rows in sight are drawn', async () => {
  const scope = testScope();
  const names = Array.from({ length: 256 }, (_, index) => scope.name(`m${String(index).padStart(3, '0')}`));
  for (const name of names) writeFileSync(objectPath(name), new Uint8Array(8192), { mode: 0o600 });
  const { page } = await watchedPage(browser);
  await openMappings(scope, page);
  await page.keyboard.press('/');
  await page.keyboard.type(scope.prefix);
  await expect.poll(() => page.getByText(/^256/).count(), { timeout: 20_000 }).toBe(1);
  expect(await page.locator('.mapping-row').count()).toBeLessThan(60);
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await mappingRow(page, names[255] ?? '').waitFor();
  expect(await mappingRow(page, names[0] ?? '').count()).toBe(0);
  await page.keyboard.press('Home');
  await mappingRow(page, names[0] ?? '').waitFor();
  await screenshot(page, 'mappings-256');

  // Scrolled from end to end while the overview goes on, and beside it the same in a list of a single row, on the same busy machine.
  const many = await pictureGaps(page);
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(names[255] ?? '');
  await expect.poll(() => page.locator('.mapping-row').count(), { timeout: 20_000 }).toBe(1);
  const one = await pictureGaps(page);
  console.log(`256 mappings: pictures are ${many.toFixed(1)} ms apart in the middle, with one ${one.toFixed(1)} ms`);
  expect(many / one).toBeLessThan(4);
});

/** Milliseconds between two pictures of the page while the table is scrolled: the median of 90. */
function pictureGaps(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const table = document.getElementById('mapping-table');
    if (!table) throw new Error('There is no table.');
    const gaps: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 90; step++) {
      table.scrollTop = ((step % 45) / 45) * table.scrollHeight;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps.sort((a, b) => a - b)[45] ?? Number.NaN;
  });
}
