import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../support/paths.ts';
import type { TestProcess } from '../support/processes.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

const NO_DISPLAY = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };

function start(scope: Scope, args: readonly string[], env: Record<string, string | undefined> = {}): TestProcess {
  return scope.start(process.execPath, [join(ROOT, 'bin/start.mjs'), ...args], { env: { ...NO_DISPLAY, ...env } });
}

async function address(started: TestProcess): Promise<string> {
  const [url] = await started.said(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\//u);
  return url;
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('shows a demo camera in the browser shell, and leaves nothing behind', async () => {
    const scope = testScope();
    const name = scope.name('demo');
    const started = start(scope, ['--demo', name]);
    const url = await address(started);
    expect(started.stdout).toContain("Electron's runtime is not installed");
    expect((await fetch(url)).status).toBe(200);
    await until(async () => (await scope.runCli(['list', '--json'])).stdout.includes(name), { what: 'the demo camera' });

    started.signal('SIGINT');
    started.signal('SIGINT'); // as npm does: the terminal and npm both tell
    const { code, stderr } = await started.exited();
    expect(code).toBe(0);
    expect(stderr).not.toContain('is killed');
    await expect(fetch(url)).rejects.toThrow();
    expect(scope.objects()).toEqual([]);
    expect((await scope.runCli(['list', '--json'])).stdout).not.toContain(name);
  });

  it('is killed: its demo camera and its browser shell end with it, and leave nothing behind', async () => {
    const scope = testScope();
    const started = start(scope, ['--demo', scope.name('demo'), '--browser']);
    const url = await address(started);
    await until(() => scope.objects().length > 0, { what: 'the demo camera' });
    await started.kill();
    await until(() => scope.objects().length === 0, { what: 'the mapping of the demo camera to be removed' });
    await until(
      () =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      { what: 'the browser shell to end' },
    );
  });

  it('publishes no demo camera when asked not to, and ends with its viewer', async () => {
    const scope = testScope();
    const started = start(scope, ['--demo', scope.name('demo'), '--no-demo', '--browser']);
    await address(started);
    expect(started.stdout).toContain('As asked');
    expect(scope.objects()).toEqual([]);
    started.signal('SIGTERM');
    expect((await started.exited()).code).toBe(0);
  });

  it('says in plain words that a port is taken, and ends', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(testScope(), ['--no-demo', '--port', String(port)]).exited();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is taken.`);
    expect(stderr).toContain('--port');
  });

  it('starts Electron where its runtime and a display are there, and ends with it', async () => {
    const scope = testScope();
    mkdirSync(scope.path('runtime'));
    writeFileSync(scope.path('runtime/electron'), '#!/bin/sh\necho "electron was given $1"\n', { mode: 0o755 });
    const env = { ELECTRON_OVERRIDE_DIST_PATH: scope.path('runtime') };
    const withoutDisplay = start(scope, ['--no-demo'], env);
    await withoutDisplay.said('there is no display');
    withoutDisplay.signal('SIGINT');
    await withoutDisplay.exited();

    const started = start(scope, ['--no-demo', '--no-open'], { ...env, DISPLAY: ':99' });
    if (process.getuid?.() === 0) {
      await started.said('does not work for root');
      started.signal('SIGINT');
    } else await started.said(`electron was given ${ROOT}`);
    expect((await started.exited()).code).toBe(0);
  });

  it.each([
    [['--port', '0'], /--port takes a number from 1 to 65535, not "0"/],
    [['--port', 'http'], /--port takes a number/],
    [['--unknown'], /--unknown/],
    [['surplus'], /surplus/],
  ])('explains itself when it is asked with %s', async (args, words) => {
    const { code, stderr } = await start(testScope(), args).exited();
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
    expect(stderr).toContain('--no-demo');
  });
});
