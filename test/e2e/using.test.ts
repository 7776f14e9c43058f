/** The program for everybody: by key alone, by ear, in another language, at other sizes, with other colours, and with settings of one's own. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { accessFaults, layoutFaults } from '../support/page-audit.ts';
import { Scope } from '../support/scope.ts';
import { closeDialog, dialogOf, SCREEN_NAMES, SCREENS, type ScreenName } from '../support/screens.ts';
import { startViewer, untilShown } from '../support/viewer.ts';

let browser: Browser;
let scope: Scope;
let name: string;
let publisher: ReturnType<Scope['cli']>;

beforeAll(async () => {
  browser = await launchChromium();
  scope = new Scope();
  name = scope.name('using');
  const layout = ['--width', 320, '--height', 180, '--format', 'RGB24', '--fps', 10];
  publisher = scope.cli(['publish', name, '--source', 'pattern:bars', ...layout, '--label', 'Yard', '--json']);
  await publisher.said('ready');
});
afterAll(async () => {
  await browser?.close();
  await scope?.close();
});

/** A page with settings of its own. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const viewer = await startViewer(scope, { selected: `local:${name}` });
  // Before the page, so that it comes after it: a page whose program has gone complains.
  onTestFinished(() => void viewer.process.signal('SIGINT'));
  const { page } = await watchedPage(browser, options);
  await page.goto(viewer.url);
  await untilShown(page, name);
  return page;
}

/** Goes through the screens and says what the audit found on each. */
async function audited(
  page: Page,
  audit: (page: Page, name: ScreenName) => Promise<readonly string[]>,
  names: readonly ScreenName[] = SCREEN_NAMES,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const screen of names) {
    await SCREENS[screen].show(page, `local:${name}`);
    found.push(...(await audit(page, screen)).map((fault) => `${screen}: ${fault}`));
    await SCREENS[screen].leave(page);
  }
  return found;
}

test('axe has nothing to say of any screen, in light, dark and high contrast', async () => {
  const page = await open({ colorScheme: 'light', reducedMotion: 'reduce' });
  const faults = await audited(page, async (_, screen) => {
    const found = await accessFaults(page);
    // Only the colours are others then, and these have all of them.
    if (!['cameras', 'dialog settings', 'tab doctor', 'mapping create'].includes(screen)) return found;
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await accessFaults(page, ['color-contrast']);
    await page.emulateMedia({ forcedColors: 'active', contrast: 'more' });
    const contrast = await accessFaults(page, ['color-contrast']);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference' });
    return [...found, ...dark.map((fault) => `dark: ${fault}`), ...contrast.map((fault) => `high contrast: ${fault}`)];
  });
  expect(faults).toEqual([]);
});

/** Takes settings over from a file, as a user does. */
async function importSettings(page: Page, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = scope.path('import.json');
  writeFileSync(file, JSON.stringify({ version: 1, ...settings }));
  await page.keyboard.press(',');
  await page.locator('.settings-file input[type="file"]').setInputFiles(file);
  await page.locator('.settings-file .button-primary').click();
  await page.locator('.settings-file .callout-good').waitFor();
}

const LARGE: readonly ScreenName[] = ['cameras', 'wall', 'dialog settings', 'panel history', 'mapping create', 'tab doctor'];

test('nothing is cut and nothing overlaps, in German, at 100, 200 and 300 %', async () => {
  const page = await open();
  const faults: string[] = [];
  for (const [scale, width, height] of [
    [100, 1280, 800],
    [200, 800, 600],
    [300, 1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await importSettings(page, { scale, language: 'de' });
    await closeDialog(page);
    await page.getByRole('link', { name: 'Kameras' }).first().waitFor({ state: 'attached' });
    await page.evaluate(() => {
      location.hash = '#/cameras';
    });
    await untilShown(page, name);
    // At its usual size every screen has room; what the largest one shows, the next one shows too.
    const names = scale === 200 ? SCREEN_NAMES : LARGE;
    faults.push(...(await audited(page, layoutFaults, names)).map((fault) => `${scale} %: ${fault}`));
    await screenshot(page, `german-${scale}`);
  }
  expect(faults).toEqual([]);
});

/** Types into the palette, and takes what is on top. */
async function choose(page: Page, typed: string, found: string): Promise<void> {
  await page.keyboard.type(typed);
  await page.locator('.palette [cmdk-item][data-selected="true"]').filter({ hasText: found }).waitFor();
  await page.keyboard.press('Enter');
}

test('with the keyboard alone: palette, a key of one’s own with a conflict, a language, and all of it taken back', async () => {
  const page = await open();
  const keys = page.keyboard;

  // The palette finds what can be done, cameras, mappings and settings, from the middle of typing, too.
  await keys.press('/');
  await keys.press('Control+k');
  await choose(page, 'figures over the pic', 'Figures over the picture');
  await expect.poll(() => page.locator('dl.overlay').count()).toBe(0);
  await keys.press('Control+Shift+p');
  await choose(page, `${name} mapping`, name);
  await expect.poll(() => page.url()).toContain('#/mappings/');
  await keys.press('Control+k');
  await choose(page, 'Yard', 'Yard');
  await expect.poll(() => page.url()).not.toContain('#/mappings');
  await untilShown(page, name);

  // A view of one's own is found like everything else.
  await keys.press('Alt+2');
  await expect.poll(() => page.locator('.tile').count()).toBe(4);
  await keys.press('Alt+s');
  await dialogOf(page).getByRole('textbox').fill('Night shift');
  await keys.press('Enter');
  await dialogOf(page).getByText('Night shift').waitFor();
  await closeDialog(page);
  await keys.press('Alt+1');
  await expect.poll(() => page.locator('.tile').count()).toBe(1);
  await keys.press('Control+k');
  await choose(page, 'night', 'Night shift');
  await expect.poll(() => page.locator('.tile').count()).toBe(4);
  await keys.press('Alt+1');

  // A setting is found by its words, and a key that is taken is given only after a question.
  await keys.press('Control+k');
  await choose(page, 'theme', 'Theme');
  await expect.poll(() => page.getByLabel('Search the settings').inputValue()).toBe('Theme');
  await page.getByLabel('Search the settings').fill('figures over the picture');
  const change = page.getByRole('button', { name: 'Change the key of: Figures over the picture' });
  await change.focus();
  await keys.press('Enter');
  await keys.press('f');
  const warning = page.getByRole('alert').filter({ hasText: 'Full screen' });
  await warning.waitFor();
  await warning.getByRole('button', { name: 'Take it over' }).press('Enter');
  await expect.poll(() => page.locator('.keys-editor kbd').allTextContents()).toEqual(['F']);
  await closeDialog(page);
  await keys.press('f');
  await expect.poll(() => page.locator('dl.overlay').count()).toBe(1);
  await keys.press('?');
  await dialogOf(page).waitFor();
  expect(await dialogOf(page).getByText('Full screen').count()).toBe(0);
  await closeDialog(page);

  // Reset, and the table’s own keys are back.
  await keys.press(',');
  await page.getByLabel('Search the settings').fill('keys full screen');
  await page.getByRole('button', { name: 'Reset Full screen to its default' }).press('Enter');
  await page.getByLabel('Search the settings').fill('keys figures');
  await page.getByRole('button', { name: 'Reset Figures over the picture to its default' }).press('Enter');
  await page.getByLabel('Search the settings').fill('language');
  await page.getByRole('radio', { name: 'Deutsch' }).press('Enter');
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByRole('radio', { name: 'System' }).first().press('Enter'); // the language is the first setting of all
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
});

test('settings go out as a file and come back: changes are shown first, and can be taken back; a fault is named', async () => {
  const page = await open();
  await page.keyboard.press(',');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export…' }).click()]);
  const exported: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(exported).toMatchObject({ version: 1, theme: 'system', scale: 100 });

  const file = scope.path('settings-of-another.json');
  const picker = page.locator('.settings-file input[type="file"]');
  writeFileSync(file, JSON.stringify({ version: 1, theme: 'pink' }));
  await picker.setInputFiles(file);
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('"theme"');

  writeFileSync(file, JSON.stringify({ version: 1, theme: 'dark', colours: 'safe' }));
  await picker.setInputFiles(file);
  const rows = page.locator('.settings-file tbody tr');
  await expect.poll(() => rows.allTextContents()).toEqual(['ThemeSystemDark', 'Colours of statesStandardColour-blind']);
  await page.getByRole('button', { name: 'Change 2 settings' }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('system');
  await expect.poll(() => page.locator('html').getAttribute('data-colours')).toBe('standard');
});

test('what a camera does is spoken once when it changes, and not for every frame', async () => {
  const page = await open();
  await page.evaluate(() => {
    const texts: string[] = [];
    Object.assign(window, { spoken: texts });
    for (const region of document.querySelectorAll('[aria-live], [role="status"]'))
      new MutationObserver(() => texts.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  const spoken = () => page.evaluate(() => (window as unknown as { readonly spoken: readonly string[] }).spoken);
  const counts = new Set<number | undefined>();
  await expect
    .poll(async () => counts.add((await untilShown(page, name)).presentation?.presented).size, { timeout: 15_000 })
    .toBeGreaterThan(5);
  expect(await spoken()).toEqual([]);
  publisher.signal('SIGSTOP');
  await expect.poll(spoken, { timeout: 15_000 }).toContainEqual(expect.stringMatching(/^Yard: (?:Stalled|Locked)$/u));
  publisher.signal('SIGCONT');
  await expect.poll(spoken, { timeout: 15_000 }).toContain('Yard: Live');
  const texts = (await spoken()).filter((text) => text.startsWith('Yard: '));
  expect(texts).toHaveLength(new Set(texts).size);
});
