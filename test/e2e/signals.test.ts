/** How an alarm reaches somebody who does not look: the browser's own notification and sound; and full screen on a chosen display. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlarmRule } from '../../backend/contract.ts';
import { launchChromium, watchedPage } from '../support/chromium.ts';
import { testScope } from '../support/scope.ts';
import { startViewer, untilShown } from '../support/viewer.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium({ args: ['--screen-info={0,0 1280x800}{1280,0 1920x1080}'] });
});
afterAll(() => browser?.close());

/** Keeps what the page really makes: the constructors are the browser's own and do what they do. */
function observe(): void {
  const seen = { notifications: [] as Notification[], contexts: [] as AudioContext[], tones: 0 };
  Object.assign(window, { seen });
  window.Notification = class extends window.Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      seen.notifications.push(this);
      Object.assign(this, { shown: false });
      this.addEventListener('show', () => Object.assign(this, { shown: true }));
    }
  };
  window.AudioContext = class extends window.AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      seen.contexts.push(this);
    }
    override createOscillator(): OscillatorNode {
      const tone = super.createOscillator();
      tone.addEventListener('ended', () => {
        seen.tones++;
      });
      return tone;
    }
  };
}

interface Seen {
  readonly notifications: readonly { readonly title: string; readonly body: string; readonly shown: boolean }[];
  readonly contexts: readonly string[];
  readonly tones: number;
}

function seenOn(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { seen } = window as unknown as {
      readonly seen: {
        readonly notifications: readonly (Notification & { readonly shown: boolean })[];
        readonly contexts: readonly AudioContext[];
        readonly tones: number;
      };
    };
    return {
      notifications: seen.notifications.map(({ title, body, shown }) => ({ title, body, shown })),
      contexts: seen.contexts.map(({ state }) => state),
      tones: seen.tones,
    };
  });
}

test('an alarm sounds, and notifies who looks elsewhere', async () => {
  const scope = testScope();
  const name = scope.name('signals');
  const layout = ['--width', 160, '--height', 120, '--format', 'RGB24', '--fps', 10];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:bars', '--label', 'Dock', '--json', ...layout]);
  await publisher.said('ready');
  const rule: AlarmRule = {
    ...{ id: 'gone', on: true, measure: 'not-live', threshold: 1, camera: `local:${name}` },
    ...{ sound: true, notify: true, command: false },
  };
  const { url } = await startViewer(scope, { selected: `local:${name}`, alarmRules: [rule], stalledAfterMs: 300 });
  const { page } = await watchedPage(browser);
  const context = page.context();
  await context.grantPermissions(['notifications'], { origin: new URL(url).origin });
  await page.addInitScript(observe);
  await page.goto(url);
  await untilShown(page, name);
  // Sound needs a key or a click first, as in any browser.
  await page.keyboard.press('o');
  expect(await seenOn(page)).toEqual({ notifications: [], contexts: [], tones: 0 });
  expect(await page.evaluate(() => Notification.permission)).toBe('granted');

  await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  publisher.signal('SIGSTOP');
  await page.locator('.toast').filter({ hasText: 'Dock' }).first().waitFor({ timeout: 20_000 });
  const notification = { title: 'Alarms', body: expect.stringContaining('Dock'), shown: true };
  await expect
    .poll(() => seenOn(page), { timeout: 15_000 })
    .toEqual({ notifications: [notification], contexts: ['running'], tones: 3 });
  publisher.signal('SIGCONT');
});

/** Keeps where the display lies that the browser is asked for. */
function observeFullscreen(): void {
  const askedFor: (number | undefined)[] = [];
  Object.assign(window, { askedFor });
  const own = Element.prototype.requestFullscreen;
  Element.prototype.requestFullscreen = function (options) {
    const { screen } = (options ?? {}) as { readonly screen?: { readonly left: number } };
    askedFor.push(screen?.left);
    return own.call(this, options);
  };
}

test('full screen on a display of one’s choice, where the browser tells which there are; else on this one, and why is said', async () => {
  const scope = testScope();
  const name = scope.name('display');
  const layout = ['--width', 160, '--height', 120, '--format', 'RGB24', '--fps', 10];
  await scope.cli(['publish', name, '--source', 'pattern:bars', '--json', ...layout]).said('ready');
  const { url } = await startViewer(scope, { selected: `local:${name}` });
  const { page } = await watchedPage(browser);
  await page.addInitScript(observeFullscreen);
  const origin = new URL(url).origin;
  const openDisplays = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Full screen on' }).press('ArrowRight');
  };
  await page.goto(url);
  await untilShown(page, name);
  const session = await page.context().newCDPSession(page);
  const permission = { name: 'window-management' };
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  const allow = (setting: 'granted' | 'denied') =>
    session.send('Browser.setPermission', { permission, setting, origin, ...(browserContextId && { browserContextId }) });
  await allow('denied');
  await openDisplays();
  await page.getByRole('menuitem', { name: 'This display' }).waitFor();
  expect(await page.locator('.menu-note').allTextContents()).not.toEqual([]);

  await allow('granted');
  await openDisplays();
  const displays = page.getByRole('menuitem').filter({ has: page.locator('.displays-picture') });
  await expect.poll(() => displays.count(), { timeout: 10_000 }).toBe(2);
  await displays.last().press('Enter');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  // A browser without windows goes full screen where it is; what it was asked for can be seen all the same.
  expect(await page.evaluate(() => (window as unknown as { readonly askedFor: readonly unknown[] }).askedFor)).toEqual([1280]);
  expect(await page.locator('.toast').count()).toBe(0);
});
