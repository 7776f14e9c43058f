/** Windows beside the main one, on the desktop: opened, kept on top, on another display, back at the next start, reset. */
import { expect, test } from 'vitest';
import { type App, describeOnRuntimes, desktopHome, startDesktop } from '../support/desktop.ts';
import { publish } from '../support/desktop-camera.ts';
import { testScope } from '../support/scope.ts';
import { untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

interface Shown {
  readonly url: string;
  readonly x: number;
  readonly onTop: boolean;
  readonly fullScreen: boolean;
}

const windowsOf = ({ app }: App): Promise<Shown[]> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      x: window.getBounds().x,
      onTop: window.isAlwaysOnTop(),
      fullScreen: window.isFullScreen(),
    })),
  );

describeOnRuntimes('windows beside the main one', (runtime) => {
  test('a camera in a window of its own comes back at the next start, until all is reset', async () => {
    const scope = testScope();
    const name = await publish(scope);
    const home = desktopHome(scope, { selected: `local:${name}` });
    const desktop = await startDesktop(scope, runtime, { home });
    await untilShown(desktop.page, name);
    const opened = desktop.app.waitForEvent('window');
    await desktop.page.keyboard.press('Alt+o');
    const popOut = await opened;
    await until(() => popOut.evaluate(() => window.__sharedCamera !== undefined).catch(() => false), { timeoutMs: 20_000 });
    await untilShown(popOut, name);
    expect(await popOut.locator('.sidebar, .toolbar').count()).toBe(0);
    // The same one again only comes forward.
    await desktop.page.keyboard.press('Alt+o');
    await popOut.keyboard.press('Alt+t');
    await expect.poll(() => windowsOf(desktop)).toMatchObject([{ onTop: false }, { onTop: true }]);
    await popOut.getByRole('button', { name: 'Keep this window on top', pressed: true }).waitFor();
    await desktop.app.evaluate(({ app }) => app.quit());
    expect(await desktop.ended()).toBe(0);

    const again = await startDesktop(scope, runtime, { home });
    await expect.poll(() => windowsOf(again)).toMatchObject([{}, { onTop: true }]);
    const address = (await windowsOf(again))[1]?.url;
    expect(address).toBe(`sharedcam-app://viewer/#/camera/${encodeURIComponent(`local:${name}`)}`);
    const main = again.app.windows().find((page) => !page.url().includes('#/camera/'));
    if (!main) throw new Error('There is no main window.');
    await untilShown(main, name);
    await main.keyboard.press('Alt+Shift+r');
    await expect.poll(async () => (await windowsOf(again)).length).toBe(1);
    await again.app.evaluate(({ app }) => app.quit());
    expect(await again.ended()).toBe(0);
    const third = await startDesktop(scope, runtime, { home });
    expect(await windowsOf(third)).toHaveLength(1);
  });

  test.runIf(runtime.isDouble)('full screen goes to the display that is chosen, and back with the same key', async () => {
    const scope = testScope();
    const name = await publish(scope);
    const env = { ELECTRON_DOUBLE_DISPLAYS: '1920x1080,1280x1024' };
    const desktop = await startDesktop(scope, runtime, { settings: { selected: `local:${name}` }, env });
    await untilShown(desktop.page, name);
    await desktop.page.getByRole('button', { name: 'Views', exact: true }).click();
    await desktop.page.getByRole('menuitem', { name: 'Full screen on' }).click();
    await desktop.page.getByRole('menuitem', { name: 'Display 2 of the double' }).click();
    await expect.poll(() => windowsOf(desktop)).toMatchObject([{ x: 1920, fullScreen: true }]);
    await expect.poll(() => desktop.page.locator('.toolbar').isVisible()).toBe(false);
    await desktop.page.keyboard.press('f');
    await expect.poll(() => windowsOf(desktop)).toMatchObject([{ fullScreen: false }]);
    await expect.poll(() => desktop.page.locator('.toolbar').isVisible()).toBe(true);
  });
});
