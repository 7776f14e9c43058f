/** docs/api/app.md, on the double and on Electron. */
import { expect, test } from 'vitest';
import { DOUBLE, describeOnRuntimes, startApp } from '../support/desktop.ts';
import { commandLine, isRunning, processesOf } from '../support/process-tree.ts';
import { Scope, testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';
import { startTestApp, TEST_APP } from './test-app.ts';

describeOnRuntimes('app', (runtime) => {
  test('knows its name, version, folders; quits in order and leaves no process', async () => {
    const scope = testScope();
    const { app, started } = await startTestApp(scope, runtime);
    expect(
      await app.evaluate(({ app: it }) => [it.getName(), it.getVersion(), it.isReady(), it.isPackaged, it.getPath('userData')]),
    ).toEqual(['Double Test App', '3.2.1', true, false, scope.path('user data')]);
    expect(await app.evaluate(() => events)).toEqual(['will-finish-launching', 'ready', 'running']);
    const family = processesOf(started.pid);
    expect(family.length).toBeGreaterThan(0);
    await app.evaluate(({ app: it }) => it.quit()).catch(() => {});
    expect(await started.ended()).toBe(0);
    const said = started.said().match(/(?<=said: )\S*quit/g);
    expect(said).toEqual(['before-quit', 'will-quit', 'quit']);
    await expect.poll(() => family.filter(isRunning)).toEqual([]);
  });

  test('hears that all windows are closed, and then decides itself', async () => {
    const scope = testScope();
    const { app, started } = await startTestApp(scope, runtime);
    await app.evaluate(() => setTimeout(() => first.close(), 10));
    await expect.poll(() => app.evaluate(() => events)).toContain('window-all-closed');
    expect(isRunning(started.pid)).toBe(true);
    await app.evaluate(({ app: it }) => it.exit(7)).catch(() => {});
    expect(await started.ended()).toBe(7);
    expect(started.said()).not.toContain('said: before-quit');
  });

  test('hears that its process for graphics has gone, and goes on', async () => {
    const scope = testScope();
    const { app, started, page } = await startTestApp(scope, runtime);
    await app.evaluate(({ app: it }) =>
      it.on('child-process-gone', (_event, { type, reason }) => events.push(`${type} ${reason}`)),
    );
    const graphics = (): number | undefined =>
      processesOf(started.pid).find((pid) => commandLine(pid).includes('--type=gpu-process'));
    const first = await until(graphics, { what: 'a process for graphics' });
    process.kill(first, 'SIGKILL');
    await expect.poll(() => app.evaluate(() => events), { timeout: 10_000 }).toContain('GPU killed');
    await until(() => graphics() !== first && graphics() !== undefined, { what: 'another one' });
    expect(await page.evaluate(() => 1 + 1)).toBe(2);
  });

  test('a window that objects keeps the app', async () => {
    const scope = testScope();
    const { app, started } = await startTestApp(scope, runtime);
    await app.evaluate(({ app: it }) => {
      first.once('close', (event) => event.preventDefault());
      it.quit();
    });
    expect(await app.evaluate(() => events)).toContain('before-quit');
    expect(await app.evaluate(() => events)).not.toContain('will-quit');
    await app.evaluate(({ app: it }) => {
      it.once('will-quit', (event) => {
        event.preventDefault();
        setTimeout(() => it.exit(3), 50);
      });
      it.quit();
    });
    expect(await started.ended()).toBe(3);
  });

  test('a second start tells the first one, and ends', async () => {
    const scope = testScope();
    const env = { TEST_APP_SINGLE: '1' };
    const { app } = await startTestApp(scope, runtime, env);
    const second = scope.start(runtime.program, ['--no-sandbox', TEST_APP, '--word'], {
      cwd: scope.folder,
      env: { ...env, TEST_APP_HOME: scope.path('user data') },
    });
    expect((await second.exited()).code).toBe(0);
    await expect.poll(() => app.evaluate(() => events)).toContain(`second-instance --word ${scope.folder} {"more":1}`);
  });
});

test('the double refuses what it has not, in words', async () => {
  const scope = new Scope();
  try {
    const { app } = await startApp(scope, DOUBLE, TEST_APP, { env: { TEST_APP_HOME: scope.path('user data') } });
    await app.firstWindow();
    const words = await app.evaluate((electron) => {
      const tries: (() => unknown)[] = [
        () => electron.shell.openExternal('x'),
        () => new electron.TouchBar({ items: [] }),
        () => electron.app.getGPUInfo('basic'),
        () => electron.app.on('gpu-info-update', () => {}),
        () => first.webContents.printToPDF({}),
        () => first.setOpacity(1),
        () => new electron.BrowserWindow({ frame: false }),
        () => new electron.BrowserWindow({ webPreferences: { nodeIntegration: true } }),
        () => electron.session.defaultSession.clearCache(),
      ];
      return tries.map((action) => {
        try {
          action();
          return 'done';
        } catch (error) {
          return (error as Error).message.replace('not implemented by the double: ', '');
        }
      });
    });
    expect(words).toEqual([
      'electron.shell.openExternal',
      'electron.TouchBar',
      'electron.app.getGPUInfo',
      "electron.app, event 'gpu-info-update'",
      'electron.WebContents.printToPDF',
      'electron.BrowserWindow.setOpacity',
      'electron.BrowserWindow, options frame',
      'electron.BrowserWindow without sandbox, contextIsolation and webSecurity, or with nodeIntegration',
      'electron.Session.clearCache',
    ]);
  } finally {
    await scope.close();
  }
});
