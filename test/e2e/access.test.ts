import { statSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { cameraRow, showCamera, startViewer, untilShown } from '../support/viewer.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function publish(scope: Scope, name: string, source: string, label: string): Promise<void> {
  const layout = ['--width', 1280, '--height', 720, '--format', 'RGB24', '--fps', 15, '--loop'];
  const publisher = scope.cli(['publish', name, '--source', source, ...layout, '--label', label, '--json']);
  scope.onClose(async () => {
    publisher.signal('SIGINT');
    await publisher.exited();
  });
  await publisher.said('ready');
}

async function viewer(
  scope: Scope,
  options: Parameters<typeof watchedPage>[1] = {},
  settings: Partial<Settings> = {},
): Promise<Page> {
  const { url } = await startViewer(scope, settings);
  const { page } = await watchedPage(browser, options);
  await page.goto(url);
  return page;
}

test('everything can be done with the keyboard alone', async () => {
  const scope = testScope();
  const [first, second] = [scope.name('first'), scope.name('second')];
  await publish(scope, first, 'pattern:bars', 'First');
  await publish(scope, second, 'pattern:ball', 'Second');
  const page = await viewer(scope);
  await cameraRow(page, first).waitFor();
  await cameraRow(page, second).waitFor();
  const keys = page.keyboard;

  // The filter, the list, the choice.
  await keys.press('/');
  await keys.type('Second');
  await expect.poll(() => cameraRow(page, first).count()).toBe(0);
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await untilShown(page, second);
  await keys.press('/');
  await keys.press('Escape');
  await expect.poll(() => cameraRow(page, first).count()).toBe(1);
  await keys.press('ArrowDown');
  await keys.press('ArrowUp');
  await keys.press('Home');
  await keys.press('Enter');
  await untilShown(page, first);

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
    await keys.press('Escape');
    // The first one may only take a tooltip away, as it should.
    if (await page.getByRole('dialog').isVisible()) await keys.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  }
  await keys.press('F5');
  await untilShown(page, first);

  // A camera is added by its name, and forgotten.
  await keys.press('a');
  await keys.type('by-hand');
  await keys.press('Enter');
  await expect.poll(() => cameraRow(page, 'by-hand').count()).toBe(1);
});

test('every control has a name, and Tab reaches them all', async () => {
  const scope = testScope();
  const name = scope.name('cam');
  await publish(scope, name, 'pattern:bars', 'Camera');
  const page = await viewer(scope);
  await showCamera(page, name);
  await untilShown(page, name);
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
  const scope = testScope();
  const name = scope.name('cam');
  await publish(scope, name, 'pattern:bars', 'A camera with a rather long name');
  const page = await viewer(
    scope,
    { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
    { selected: `local:${name}` },
  );
  await untilShown(page, name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const inside = async (role: 'button' | 'menuitem', label: string): Promise<void> => {
    const box = await page.getByRole(role, { name: label, exact: role === 'button' }).boundingBox();
    expect(box, label).not.toBeNull();
    expect((box?.x ?? 0) + (box?.width ?? 0), label).toBeLessThanOrEqual(640);
    expect((box?.y ?? 0) + (box?.height ?? 0), label).toBeLessThanOrEqual(400);
  };
  for (const label of ['Source list', 'Alarms', 'More tools']) await inside('button', label);
  await page.getByRole('button', { name: 'More tools' }).click();
  await inside('menuitem', 'Full screen');
  await page.keyboard.press('Escape');
  const canvas = await page.locator('canvas.frame-canvas').boundingBox();
  expect(canvas?.width).toBeGreaterThan(100);
  await screenshot(page, 'zoom-200');
});

test.each(['dark', 'light'] as const)('looks like a product: %s', async (colorScheme) => {
  const scope = testScope();
  const cameras = [
    [scope.name('CapturedCam_0'), 'pattern:ball', 'Front door'],
    [scope.name('CapturedCam_1'), 'pattern:bars', 'Yard'],
    [scope.name('microscope'), 'pattern:ramp', 'Lab bench'],
  ] as const;
  for (const [name, source, label] of cameras) await publish(scope, name, source, label);
  const page = await viewer(scope, { colorScheme });
  for (const [name] of cameras) await cameraRow(page, name).waitFor();
  await showCamera(page, cameras[0][0]);
  await untilShown(page, cameras[0][0]);
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
