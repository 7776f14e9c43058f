import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge/bridge.ts';
import { screenshot } from '../support/chromium.ts';
import { type Desktop, describeOnRuntimes, startDesktop } from '../support/desktop.ts';
import { publish } from '../support/desktop-camera.ts';
import { ROOT } from '../support/paths.ts';
import { isRunning, processesOf } from '../support/process-tree.ts';
import { suiteScope, testScope } from '../support/scope.ts';
import { pageStats, untilShown } from '../support/viewer.ts';

const requestFailure = (page: Page, command: unknown, argument?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, value]) =>
      window.sharedCamera?.request(name as never, value as never).then(
        (answer: unknown) => ({ answer }),
        (error: unknown) => error,
      ),
    [command, argument],
  );

describeOnRuntimes('the desktop shell', (runtime) => {
  describe('whose page is not trusted', () => {
    const scope = suiteScope();
    let desktop: Desktop;
    let name: string;

    beforeAll(async () => {
      name = await publish(scope());
      desktop = await startDesktop(scope(), runtime, { settings: { selected: `local:${name}` } });
    });

    test('has one sandboxed window whose page knows nothing but the bridge', async () => {
      const { page, app } = desktop;
      expect(
        await page.evaluate(() => ({
          bridge: Object.keys(window.sharedCamera ?? {}),
          frozen: Object.isFrozen(window.sharedCamera),
          node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
          isolated: crossOriginIsolated,
          secure: isSecureContext,
        })),
      ).toEqual({ bridge: ['request', 'on', 'onConnection'], frozen: true, node: [], isolated: true, secure: true });
      await expect
        .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())))
        .toEqual(['Shared Camera Viewer']);
    });

    test('29: a malformed request is refused with a code, and logged', async () => {
      const { page, said } = desktop;
      const refused = () => said().match(/^refused .*USAGE/gmu)?.length ?? 0;
      const before = refused();
      for (const [command, argument] of [
        ['no.such.command', {}],
        [17, {}],
        ['cameras.add', { name: '' }],
        ['cameras.add', 'text'],
        ['stream.open', { stream: -1, camera: 'x', maxWidth: 0, maxHeight: 0 }],
        ['settings.set', { theme: 'purple' }],
        ['__proto__', {}],
      ] as const)
        expect(await requestFailure(page, command, argument), String(command)).toMatchObject({
          code: 'USAGE',
          message: expect.any(String),
          remedy: expect.any(String),
        });
      await expect.poll(refused).toBe(before + 7);
      expect(await requestFailure(page, 'settings.get')).toHaveProperty('answer');
    });

    test('opens no window for a page', async () => {
      const { page, app, said } = desktop;
      await page.evaluate(() => void window.open('https://example.invalid/'));
      await expect.poll(said).toContain('refused to open a window');
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    });

    test('runs no script that is not its own', async () => {
      const { page } = desktop;
      expect(
        await page.evaluate(async () => {
          document.body.append(Object.assign(document.createElement('script'), { text: 'window.injected = 1' }));
          // Later, because what a debugger runs may evaluate.
          const evaluated = await new Promise((resolve) =>
            setTimeout(() => {
              try {
                // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested.
                resolve(eval('1'));
              } catch {
                resolve('refused');
              }
            }),
          );
          const fetched = await fetch('https://example.invalid/').then(String, () => 'refused');
          return ['injected' in window, evaluated, fetched];
        }),
      ).toEqual([false, 'refused', 'refused']);
    });

    test('a page that wants to leave stays, with its stream', async () => {
      const { page, said } = desktop;
      const before = await untilShown(page, name);
      await page.evaluate(() => {
        location.href = 'https://example.invalid/';
      });
      await expect.poll(said).toContain('refused to leave the page');
      const presented = before.presentation?.presented ?? Number.POSITIVE_INFINITY;
      await expect.poll(async () => (await pageStats(page)).presentation?.presented).toBeGreaterThan(presented + 20);
      expect((await pageStats(page)).presentation?.stream).toBe(before.presentation?.stream);
    });

    test('gives a page the full screen and the clipboard to write to, and no device', async () => {
      const { page } = desktop;
      await untilShown(page, name);
      await page.keyboard.press('f');
      await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
      await page.keyboard.press('Escape');
      await page.evaluate(() => document.fullscreenElement && document.exitFullscreen());
      await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true);
      await page.locator('body').click({ position: { x: 5, y: 5 } });
      expect(await page.evaluate(() => navigator.clipboard.writeText('copied').then(() => 'written', String))).toBe('written');
      expect(
        await page.evaluate(() =>
          Promise.all([
            navigator.mediaDevices.getUserMedia({ video: true }).then(String, (error: Error) => error.name),
            Notification.requestPermission(),
            navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
          ]),
        ),
      ).toEqual(['NotAllowedError', 'denied', 'denied']);
    });

    test('29: whatever is asked is answered, or refused with a code', async () => {
      const { page } = desktop;
      const known = fc.constantFrom(
        'app.info',
        'cameras.list',
        'cameras.setLayout',
        'cameras.forget',
        'settings.set',
        'stream.open',
      );
      const shape = fc.record(
        { id: fc.string(), stream: fc.jsonValue(), layout: fc.jsonValue(), theme: fc.jsonValue() },
        { requiredKeys: [] },
      );
      const wish = fc.tuple(fc.oneof(known, fc.jsonValue()), fc.oneof(shape, fc.jsonValue()));
      const wishes = JSON.stringify(fc.sample(wish, { numRuns: 300, seed: 29 }));
      const outcomes = await page.evaluate(
        (text) =>
          Promise.all(
            (JSON.parse(text) as [unknown, unknown][]).map(([command, argument]) =>
              window.sharedCamera?.request(command as never, argument as never).then(
                (answer: unknown) => (answer === undefined ? 'undefined' : 'answered'),
                (error: { code?: unknown }) => `refused ${String(error.code)}`,
              ),
            ),
          ),
        wishes,
      );
      const kinds = [...new Set(outcomes)].sort();
      expect(kinds).toContain('refused USAGE');
      expect(kinds.filter((kind) => !/^(answered|refused [A-Z][A-Z_]+)$/u.test(kind ?? ''))).toEqual([]);
      expect(await requestFailure(page, 'app.info')).toMatchObject({ answer: { shell: 'desktop' } });
    });
  });

  test('remembers its settings and the place of its window', async () => {
    const scope = testScope();
    const first = await startDesktop(scope, runtime);
    await first.page.evaluate(() => window.sharedCamera?.request('settings.set', { theme: 'dark', overlay: false }));
    await first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 900, height: 620 }),
    );
    await first.app.evaluate(({ app }) => app.quit()).catch(() => {});
    expect(await first.ended()).toBe(0);
    expect(JSON.parse(readFileSync(join(first.home, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', overlay: false });
    const second = await startDesktop(scope, runtime, { home: first.home });
    expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
      x: 40,
      y: 50,
      width: 900,
      height: 620,
    });
    await expect
      .poll(() => second.page.evaluate(() => window.sharedCamera?.request('settings.get', undefined)))
      .toMatchObject({
        theme: 'dark',
        overlay: false,
      });
    await screenshot(second.page, `desktop-dark-${runtime.isDouble ? 'double' : 'electron'}`);
  });

  test('started a second time, it comes forward', async () => {
    const scope = testScope();
    const { app, home, pid } = await startDesktop(scope, runtime);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const second = scope.start(runtime.program, ['--no-sandbox', ROOT], { env: { SHAREDCAM_HOME: home } });
    expect((await second.exited()).code).toBe(0);
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized())))
      .toEqual([false]);
    expect(isRunning(pid)).toBe(true);
  });

  test('outlives the terminal that it was started from', async () => {
    const desktop = await startDesktop(testScope(), runtime);
    // Playwright listens to the other output.
    desktop.app.process().stdout?.destroy();
    for (let line = 0; line < 3; line++) await desktop.app.evaluate(() => void process.stdout.write('nobody reads this\n'));
    process.kill(desktop.pid, 'SIGHUP');
    expect(await desktop.ended()).toBe(0);
  });

  test.each(['app.quit', 'the last window', 'SIGTERM'])('ends by %s: every process, with code 0', async (way) => {
    const scope = testScope();
    const name = await publish(scope);
    const desktop: Desktop = await startDesktop(scope, runtime, { settings: { selected: `local:${name}` } });
    await untilShown(desktop.page, name);
    const family = processesOf(desktop.pid);
    expect(family.length).toBeGreaterThan(0);
    if (way === 'SIGTERM') process.kill(desktop.pid, 'SIGTERM');
    else
      await desktop.app
        .evaluate(({ app, BrowserWindow }, quit) => {
          if (quit) app.quit();
          else BrowserWindow.getAllWindows()[0]?.close();
        }, way === 'app.quit')
        .catch(() => {});
    expect(await desktop.ended()).toBe(0);
    await expect.poll(() => family.filter(isRunning), { timeout: 5000 }).toEqual([]);
  });
});
