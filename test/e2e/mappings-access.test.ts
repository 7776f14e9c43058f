import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { inspector, mappingCell, mappingRow, openMappings } from '../support/mappings.ts';
import { peerCreates, peerHolds } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';

const PAYLOAD = 64 * 48 * 3;
const TABS = ['Summary', 'Lock', 'Bytes', 'Doctor'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function held(scope: Scope): Promise<string> {
  const name = scope.name('held');
  await peerCreates(scope, name, PAYLOAD);
  await peerHolds(scope, 'write', name, PAYLOAD);
  return name;
}

/** Controls that a screen reader could only call "button". */
function nameless(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, [role=grid], [role=tab], [role=dialog], [role=switch]')]
      .filter((element) => element.closest('[aria-hidden=true]') === null)
      .filter((element) => {
        const name = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby') ?? element.textContent?.trim();
        return (
          !name && !((element instanceof HTMLInputElement || element instanceof HTMLButtonElement) && element.labels?.length)
        );
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}

test('every control has a name, on every panel and in every dialog', async () => {
  const scope = testScope();
  const name = await held(scope);
  const { page } = await watchedPage(browser);
  await openMappings(scope, page, { name });
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(300);
    expect(await nameless(page), tab).toEqual([]);
  }
  for (const key of ['n', 'r', 'h', '?', ',']) {
    await page.getByRole('grid', { name: 'Mappings' }).focus();
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(300);
    expect(await nameless(page), key).toEqual([]);
    for (let tab = 0; tab < 15; tab++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  }
});

test('the keyboard alone finds a stuck lock and reads why; its state is spoken', async () => {
  const scope = testScope();
  const name = await held(scope);
  const { page } = await watchedPage(browser);
  await openMappings(scope, page);
  await mappingRow(page, name).waitFor();
  await expect.poll(() => page.getByRole('status').allInnerTexts(), { timeout: 20_000 }).toContain(`${name}: Stuck`);
  await page.keyboard.press('/');
  await page.keyboard.type(`${name} stuck`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await expect.poll(() => inspector(page).getByRole('region', { name: 'Verdict' }).count(), { timeout: 10_000 }).toBe(1);
  const reached = new Set<string>();
  for (let tab = 0; tab < 30; tab++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''),
    );
  }
  for (const control of ['Look again', 'Force the release…', 'Doctor', 'Close the inspector', 'Camera'])
    expect([...reached]).toContain(control);
});

test.each([
  ['200 % zoom', 'zoom-200', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['600 pixels', '600', { viewport: { width: 600, height: 800 } }],
  ['800 pixels', '800', { viewport: { width: 800, height: 700 } }],
] as const)('nothing is cut off: %s', async (_title, file, options) => {
  const scope = testScope();
  const name = await held(scope);
  const { page } = await watchedPage(browser, options);
  await openMappings(scope, page);
  await mappingRow(page, name).waitFor();
  const sticksOut = () =>
    page.evaluate(() => {
      const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const out = [...document.querySelectorAll('button, a, input')]
        .map((element) => ({ box: element.getBoundingClientRect(), what: element.outerHTML.slice(0, 120) }))
        .filter(({ box }) => box.width > 0 && box.right > innerWidth + 1);
      return [...(over > 0 ? [`page: ${over}`] : []), ...out.map(({ what }) => what)];
    });
  expect(await sticksOut()).toEqual([]);
  // With a stuck lock told beside it, there is room to read what is typed.
  await page.locator('.mappings-alarms').waitFor();
  expect((await page.getByLabel('Filter mappings').boundingBox())?.width).toBeGreaterThan(60);
  await screenshot(page, `mappings-list-${file}`);
  await mappingRow(page, name).click();
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(100);
    expect(await sticksOut(), tab).toEqual([]);
    await screenshot(page, `mappings-${tab.toLowerCase()}-${file}`);
  }
  await page.getByRole('button', { name: 'Close the inspector' }).click();
  await page.getByRole('button', { name: 'New mapping' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await sticksOut(), 'create').toEqual([]);
  await screenshot(page, `mappings-create-${file}`);
});

test.each(['dark', 'light'] as const)('looks like a product: %s', async (colorScheme) => {
  const scope = testScope();
  const name = await held(scope);
  const live = scope.name('door');
  const publisher = scope.cli(['publish', live, '--source', 'pattern:ball', '--fps', 15, '--label', 'Front door', '--json']);
  await publisher.said('ready');
  const { page } = await watchedPage(browser, { colorScheme });
  await openMappings(scope, page, { name });
  await expect.poll(() => mappingCell(page, live, 'rate').innerText(), { timeout: 20_000 }).toContain('fps');
  await expect.poll(() => mappingCell(page, name, 'lock').innerText(), { timeout: 20_000 }).toBe('Stuck');
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(200);
    await screenshot(page, `mappings-${tab.toLowerCase()}-${colorScheme}`);
  }
  await page.keyboard.press('Escape');
  await screenshot(page, `mappings-${colorScheme}`);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = Math.max(...(background.match(/[\d.]+/gu) ?? ['0']).slice(0, 3).map(Number));
  if (colorScheme === 'dark') expect(brightness).toBeLessThan(80);
  else expect(brightness).toBeGreaterThan(180);
});

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
