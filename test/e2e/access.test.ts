import { statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { Scope } from '../support/scope.ts';
import { closeDialog } from '../support/screens.ts';
import { cameraRow, showCamera, startViewer, untilShown } from '../support/viewer.ts';

const CAMERAS = [
  { label: 'Front door', source: 'pattern:ball' },
  { label: 'Yard', source: 'pattern:bars' },
  { label: 'A camera with a rather long name', source: 'pattern:ramp' },
] as const;

/** One program for all tests; the one that changes something comes last. */
let browser: Browser;
let scope: Scope;
let url: string;
let names: readonly string[];
let door: string;
let yard: string;

beforeAll(async () => {
  browser = await launchChromium();
  scope = new Scope();
  names = CAMERAS.map((_, index) => scope.name(`CapturedCam_${index}`));
  [door = '', yard = ''] = names;
  await Promise.all(CAMERAS.map(({ label, source }, index) => publish(names[index] ?? '', source, label)));
  ({ url } = await startViewer(scope));
});
afterAll(async () => {
  await browser?.close();
  await scope?.close();
});

async function publish(name: string, source: string, label: string): Promise<void> {
  const layout = ['--width', 640, '--height', 360, '--format', 'RGB24', '--fps', 15];
  const publisher = scope.cli(['publish', name, '--source', source, ...layout, '--label', label, '--json']);
  scope.onClose(async () => {
    publisher.signal('SIGINT');
    await publisher.exited();
  });
  await publisher.said('ready');
}

async function viewer(camera: string, options: Parameters<typeof watchedPage>[1] = {}): Promise<Page> {
  const { page } = await watchedPage(browser, options);
  await page.goto(url);
  await showCamera(page, camera);
  await untilShown(page, camera);
  return page;
}

test('every control has a name, and Tab reaches them all', async () => {
  const page = await viewer(yard);
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, [role=option], [role=listbox], canvas')]
      .filter((element) => element.closest('[aria-hidden=true]') === null)
      .filter((element) => {
        const name = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby') ?? element.textContent?.trim();
        return !name && !(element instanceof HTMLInputElement && element.labels?.length);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(nameless).toEqual([]);
  const reached = new Set<string>();
  for (let tab = 0; tab < 30; tab++) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? ''),
    );
  }
  for (const label of ['Look again', 'Add by name', 'Cameras', 'Settings', 'Keys and help', 'Full screen', 'Layout'])
    expect([...reached]).toContain(label);
});

test('at 200 % zoom all is there and nothing is cut off', async () => {
  const camera = names[2] ?? '';
  // In a narrow window the list is put away; what was chosen is remembered.
  await viewer(camera);
  const { page } = await watchedPage(browser, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await page.goto(url);
  await untilShown(page, camera);
  await page.getByRole('button', { name: 'More tools' }).waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const inside = async (role: 'button' | 'menuitem', label: string | RegExp): Promise<void> => {
    const box = await page.getByRole(role, { name: label, exact: role === 'button' }).boundingBox();
    expect(box, String(label)).not.toBeNull();
    expect((box?.x ?? 0) + (box?.width ?? 0), String(label)).toBeLessThanOrEqual(640);
    expect((box?.y ?? 0) + (box?.height ?? 0), String(label)).toBeLessThanOrEqual(400);
  };
  for (const label of ['Source list', /^(?:Alarms|\d+ alarms?)$/u, 'More tools']) await inside('button', label);
  await page.getByRole('button', { name: 'More tools' }).click();
  await inside('menuitem', 'Full screen');
  await page.keyboard.press('Escape');
  const canvas = await page.locator('canvas.frame-canvas').boundingBox();
  expect(canvas?.width).toBeGreaterThan(100);
  await screenshot(page, 'zoom-200');
});

test.each(['dark', 'light'] as const)('looks like a product: %s', async (colorScheme) => {
  const page = await viewer(door, { colorScheme });
  for (const name of names) await cameraRow(page, name).waitFor();
  const picture = await screenshot(page, `viewer-${colorScheme}`);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = Math.max(...(background.match(/[\d.]+/gu) ?? ['0']).slice(0, 3).map(Number));
  expect(statSync(picture).size).toBeLessThanOrEqual(300 * 1024);
  if (colorScheme === 'dark') expect(brightness).toBeLessThan(80);
  else expect(brightness).toBeGreaterThan(180);

  await page.keyboard.press(',');
  await page.getByRole('dialog').waitFor();
  await screenshot(page, `settings-${colorScheme}`);
});

test('everything can be done with the keyboard alone', async () => {
  const { page } = await watchedPage(browser);
  await page.goto(url);
  for (const name of names) await cameraRow(page, name).waitFor();
  const keys = page.keyboard;

  // The filter, the list, the choice.
  await keys.press('/');
  await keys.type('Yard');
  await expect.poll(() => cameraRow(page, door).count()).toBe(0);
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await untilShown(page, yard);
  await keys.press('/');
  await keys.press('Escape');
  await expect.poll(() => cameraRow(page, door).count()).toBe(1);
  // Other programs of this machine may have cameras.
  await keys.type(scope.prefix);
  await expect.poll(() => page.getByRole('option').count()).toBe(names.length);
  await keys.press('ArrowDown');
  await keys.press('ArrowUp');
  await keys.press('Home');
  await keys.press('Enter');
  await untilShown(page, door);

  // Panels and dialogs open, hold the focus, close, and give it back.
  const figures = page.locator('dl.overlay');
  await expect.poll(() => figures.count()).toBe(1);
  await keys.press('o');
  await expect.poll(() => figures.count()).toBe(0);
  await keys.press('o');
  await expect.poll(() => figures.count()).toBe(1);
  await keys.press('l');
  await expect.poll(() => page.getByRole('complementary', { name: 'Layout' }).isVisible()).toBe(true);
  await keys.press('l');
  await expect.poll(() => page.getByRole('complementary', { name: 'Layout' }).count()).toBe(0);
  for (const key of ['?', ',', 'a']) {
    await keys.press(key);
    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(true);
    for (let tab = 0; tab < 12; tab++) {
      await keys.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await closeDialog(page);
  }
  await keys.press('F5');
  await untilShown(page, door);

  // A camera is added by its name.
  await keys.press('/');
  await keys.press('Escape');
  await page.locator('#camera-list').focus();
  await keys.press('a');
  await keys.type('by-hand');
  await keys.press('Enter');
  await expect.poll(() => cameraRow(page, 'by-hand').count()).toBe(1);
});
