/** What belongs to the desktop around the window: tray, menu, links, safe mode, log, power, the way it ends. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type App, describeOnRuntimes, desktopHome, type Runtime, startDesktop } from '../support/desktop.ts';
import { publish } from '../support/desktop-camera.ts';
import { ROOT } from '../support/paths.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

/** A second start of the same program. */
async function startAgain(scope: Scope, runtime: Runtime, home: string, ...words: string[]): Promise<void> {
  const second = scope.start(runtime.program, ['--no-sandbox', ROOT, ...words], { env: { SHAREDCAM_HOME: home } });
  expect((await second.exited()).code).toBe(0);
}

const menuLabels = ({ app }: App): Promise<string[]> =>
  app.evaluate(({ Menu }) => {
    const labels = (menu: Electron.Menu | null | undefined): string[] =>
      (menu?.items ?? []).flatMap(({ label, submenu }) => [label, ...labels(submenu)]);
    return labels(Menu.getApplicationMenu());
  });

/** What a person would see of the double's tray. */
interface Shown {
  readonly toolTip: string;
  readonly menu: { readonly items: readonly { readonly label: string }[] } | null;
}

describeOnRuntimes('the desktop program', (runtime) => {
  test('has the actions of the page in its menu, in the language of the user, and passes a click on', async () => {
    const scope = testScope();
    const desktop = await startDesktop(scope, runtime, { settings: { language: 'de' } });
    await expect.poll(() => menuLabels(desktop)).toContain('Kameras');
    expect(await menuLabels(desktop)).toEqual(expect.arrayContaining(['&Datei', 'Protokollordner öffnen']));
    await desktop.app.evaluate(({ Menu, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const item = Menu.getApplicationMenu()?.getMenuItemById('view.mappings');
      if (!window || !item) throw new Error('There is no such item.');
      item.click({}, window, window.webContents);
    });
    await expect.poll(() => desktop.page.evaluate(() => location.hash)).toContain('mappings');
  });

  test('shows the camera that a second start, a link or its own start names', async () => {
    const scope = testScope();
    const [first, second] = [await publish(scope, 'first'), await publish(scope, 'second')];
    const desktop = await startDesktop(scope, runtime, { args: ['--view', first, '--fullscreen'] });
    const isFull = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());
    // The page may not ask for it, because nobody has touched it: the window does, and the page follows.
    const fillsIt = () =>
      desktop.page.evaluate(() => document.documentElement.hasAttribute('data-fullscreen') && !document.fullscreenElement);
    // A page that has just come asks for the state of its window after its cameras.
    const full = async () => [await isFull(), await fillsIt()];
    await untilShown(desktop.page, first);
    await expect.poll(full).toEqual([true, true]);
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(false));
    await startAgain(scope, runtime, desktop.home, `sharedcam://view/${second}`);
    await untilShown(desktop.page, second);
    expect(await isFull()).toBe(false);
    for (const name of [first, second]) {
      await startAgain(scope, runtime, desktop.home, `--view=${name}`, '--fullscreen');
      await untilShown(desktop.page, name);
      await expect.poll(full).toEqual([true, true]);
    }
    await startAgain(scope, runtime, desktop.home, 'sharedcam://remove/everything');
    await expect.poll(desktop.said).toContain('is not followed');
  });

  test.runIf(runtime.isDouble)(
    'has every camera with its state in the tray, and keeps the display on for a full screen',
    async () => {
      const scope = testScope();
      await publish(scope);
      const desktop = await startDesktop(scope, runtime);
      const tray = () =>
        desktop.app.evaluate(({ Tray }) => {
          const { toolTip, menu } = (Tray as unknown as { _all(): { _shown: Shown }[] })._all()[0]?._shown ?? {};
          return [toolTip, ...(menu?.items.map(({ label }) => label) ?? [])].join('\n');
        });
      await expect.poll(tray).toContain('● Test pattern: ball – live');
      expect(await tray()).toMatch(/^Shared Camera Viewer: \d+ live/u);
      // While nobody can see it, the display may sleep.
      const visible = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
      await until(visible, { what: 'the window to be shown', timeoutMs: 20_000 });
      const blockers = (fullscreen: boolean) =>
        desktop.app.evaluate(({ BrowserWindow, powerSaveBlocker }, wanted) => {
          BrowserWindow.getAllWindows()[0]?.setFullScreen(wanted);
          return (powerSaveBlocker as unknown as { _started(): number[] })._started().length;
        }, fullscreen);
      expect([await blockers(true), await blockers(false)]).toEqual([1, 0]);
    },
  );

  test.runIf(runtime.isDouble)('notifies of an alarm when nobody sees its window; a click shows the camera', async () => {
    const scope = testScope();
    const [first, second] = [await publish(scope, 'first'), await publish(scope, 'second')];
    const rate = { id: 'rate', on: true, measure: 'rate', threshold: 500, camera: `local:${second}` } as const;
    const settings = { alarmRules: [{ ...rate, sound: false, notify: true, command: false }], selected: `local:${first}` };
    const desktop = await startDesktop(scope, runtime, { settings });
    const hidden = () =>
      desktop.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        const shown = window?.isVisible() === true;
        window?.hide();
        return shown;
      });
    await expect.poll(hidden).toBe(true);
    const notified = () =>
      desktop.app.evaluate(({ Notification }) =>
        (Notification as unknown as { _shown(): { body: string }[] })._shown().map(({ body }) => body),
      );
    await expect
      .poll(notified, { timeout: 15_000 })
      .toEqual([expect.stringMatching(/ comes at [\d.]+ frames\/s, below 500\.$/u)]);
    await desktop.app.evaluate(({ Notification }) =>
      (Notification as unknown as { _shown(): { _click(): void }[] })._shown()[0]?._click(),
    );
    await untilShown(desktop.page, second);
  });

  test('goes on in the notification area when its window is closed, where the user wants it', async () => {
    const scope = testScope();
    const desktop = await startDesktop(scope, runtime, { settings: { closeToTray: true } });
    const visible = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(visible).toBe(true);
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(visible).toBe(false);
    expect(desktop.hasEnded()).toBe(false);
    await startAgain(scope, runtime, desktop.home);
    await expect.poll(visible).toBe(true);
    await desktop.app.evaluate(({ app }) => app.quit()).catch(() => {});
    expect(await desktop.ended()).toBe(0);
  });

  test('after a crash it offers safe mode, in which nothing of what was remembered counts', async () => {
    const scope = testScope();
    const home = desktopHome(scope, { drawing: 'webgl2', observe: false });
    const crashed = await startDesktop(scope, runtime, { home });
    const mark = join(home, 'desktop', 'running.json');
    expect(existsSync(mark)).toBe(true);
    process.kill(crashed.pid, 'SIGKILL');
    await crashed.ended();
    expect(existsSync(mark)).toBe(true);

    const preload = scope.path('answer.cjs');
    writeFileSync(
      preload,
      `const { app, dialog } = require('electron');
       dialog.showMessageBox = async (options) => { console.log('asked: ' + options.buttons.join(' | ')); return { response: 1 }; };
       app.relaunch = ({ args }) => console.log('relaunch: ' + args.join(' '));`,
    );
    const asked = scope.start(runtime.program, ['--no-sandbox', '-r', preload, ROOT], { env: { SHAREDCAM_HOME: home } });
    const { code, stdout } = await asked.exited();
    expect(stdout).toContain('asked: Start as always | Start in safe mode');
    expect(stdout).toMatch(/relaunch: .*--safe-mode/u);
    expect(code).toBe(0);

    const before = readFileSync(join(home, 'settings.json'), 'utf8');
    const safe = await startDesktop(scope, runtime, { home, args: ['--safe-mode'] });
    await safe.page.getByText(/nothing that you change is kept/u).waitFor();
    const settings = await safe.page.evaluate(() => window.sharedCamera?.request('settings.set', { theme: 'dark' }));
    expect(settings).toMatchObject({ drawing: '2d', observe: true, healLocks: false, theme: 'dark' });
    await safe.app.evaluate(({ app }) => app.quit()).catch(() => {});
    expect(await safe.ended()).toBe(0);
    expect(existsSync(mark)).toBe(false);
    expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe(before);
    expect(readFileSync(join(home, 'desktop/logs/shared-camera-viewer.log'), 'utf8')).toMatch(
      /warn the run before \(process \d+\) did not end as it should[\s\S]*in safe mode[\s\S]*info ended/u,
    );
  });
});
