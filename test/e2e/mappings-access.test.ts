import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { goToMappings, inspector, mappingCell, mappingRow } from '../support/mappings.ts';
import { peerCreates, peerHolds } from '../support/peer.ts';
import { Scope, testScope } from '../support/scope.ts';
import { closeDialog, dialogOf } from '../support/screens.ts';
import { startViewer } from '../support/viewer.ts';

const PAYLOAD = 64 * 48 * 3;

/** Each panel, and what is there when it has its contents. */
const TABS: readonly (readonly [string, (page: Page) => Locator])[] = [
  ['Summary', (page) => inspector(page).getByRole('button', { name: 'Remove…' })],
  ['Lock', (page) => inspector(page).getByText(/changes? seen/)],
  ['Bytes', (page) => page.locator('#byte-4')],
  ['Doctor', (page) => inspector(page).getByRole('region', { name: 'Verdict' })],
];

/** Each dialog by its key, and what is there when it has its contents. */
const DIALOGS: readonly (readonly [string, (page: Page) => Locator])[] = [
  ['n', (page) => dialogOf(page).getByRole('button', { name: 'Make it' })],
  ['r', (page) => dialogOf(page).getByRole('button', { name: 'What would that mean?' })],
  ['h', (page) => dialogOf(page).getByText('Compiled part')],
  ['?', (page) => dialogOf(page).locator('kbd')],
  [',', (page) => page.getByLabel('Search the settings')],
];

/** One program with one stuck lock and one camera, for all that only look. */
let browser: Browser;
let scope: Scope;
let url: string;
let stuck: string;
let live: string;

beforeAll(async () => {
  browser = await launchChromium();
  scope = new Scope();
  stuck = await held(scope);
  live = scope.name('door');
  const publisher = ['publish', live, '--source', 'pattern:ball', '--width', 320, '--height', 180, '--format', 'RGB24'];
  await scope.cli([...publisher, '--fps', 15, '--label', 'Front door', '--json']).said('ready');
  ({ url } = await startViewer(scope));
});
afterAll(async () => {
  await browser?.close();
  await scope?.close();
});

async function held(owner: Scope): Promise<string> {
  const name = owner.name('held');
  await peerCreates(owner, name, PAYLOAD);
  await peerHolds(owner, 'write', name, PAYLOAD);
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
  const { page } = await watchedPage(browser);
  await goToMappings(scope, page, url, { name: stuck });
  for (const [tab, content] of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await content(page).first().waitFor();
    expect(await nameless(page), tab).toEqual([]);
  }
  for (const [key, content] of DIALOGS) {
    await page.getByRole('grid', { name: 'Mappings' }).focus();
    await page.keyboard.press(key);
    await content(page).first().waitFor();
    expect(await nameless(page), key).toEqual([]);
    for (let tab = 0; tab < 15; tab++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await closeDialog(page);
  }
});

test('the keyboard alone finds a stuck lock and reads why; its state is spoken', async () => {
  const own = testScope();
  const { page } = await watchedPage(browser);
  await goToMappings(own, page, url);
  const name = await held(own);
  await mappingRow(page, name).waitFor();
  await expect.poll(async () => (await page.getByRole('status').allInnerTexts()).join()).toContain(`${name}: Stuck`);
  await page.keyboard.press('/');
  await page.keyboard.type(`${name} stuck`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await expect.poll(() => inspector(page).getByRole('region', { name: 'Verdict' }).count()).toBe(1);
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
  const { page } = await watchedPage(browser, options);
  await goToMappings(scope, page, url);
  await mappingRow(page, stuck).waitFor();
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
  await mappingRow(page, stuck).click();
  for (const [tab, content] of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await content(page).first().waitFor();
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
  const { page } = await watchedPage(browser, { colorScheme });
  await goToMappings(scope, page, url, { name: stuck });
  await expect.poll(() => mappingCell(page, live, 'rate').innerText()).toContain('fps');
  await expect.poll(() => mappingCell(page, stuck, 'lock').innerText()).toBe('Stuck');
  for (const [tab, content] of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await content(page).first().waitFor();
    await screenshot(page, `mappings-${tab.toLowerCase()}-${colorScheme}`);
  }
  await page.keyboard.press('Escape');
  await screenshot(page, `mappings-${colorScheme}`);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = Math.max(...(background.match(/[\d.]+/gu) ?? ['0']).slice(0, 3).map(Number));
  if (colorScheme === 'dark') expect(brightness).toBeLessThan(80);
  else expect(brightness).toBeGreaterThan(180);
});
