import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findElectron } from '../../bin/electron-runtime.mjs';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { ROOT } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';
import { showCamera, untilShown } from '../support/viewer.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('a stranger types `npm start` and watches a camera of another process', async () => {
  const scope = testScope();
  const name = scope.name('demo');
  const started = scope.start('npm', ['start', '--', '--demo', name, '--browser', '--no-open'], { cwd: ROOT, group: true });
  // Its children are groups of their own, which only it can end.
  scope.onClose(async () => {
    started.signal('SIGINT');
    await started.exited();
  });
  const [url] = await started.said(/http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//u);
  const { page } = await watchedPage(browser);
  await page.goto(url);
  await showCamera(page, name);
  const { picture } = await untilShown(page, name);
  expect(picture).toMatchObject({ sourceWidth: 1280, sourceHeight: 720, format: 'RGB24', hasTrailer: true });
  await screenshot(page, 'npm-start');
  started.signal('SIGINT');
  await started.exited();
  expect(scope.objects()).toEqual([]);
});

test('the desktop window shows a camera', async (context) => {
  const executablePath = findElectron(ROOT);
  if (!executablePath) return context.skip("Electron's runtime is not installed (`npx install-electron` fetches it)");
  if (!process.env['DISPLAY']) return context.skip('there is no display');
  const { _electron: electron } = await import('playwright-core');
  const scope = testScope();
  const name = scope.name('desktop');
  const layout = ['--width', 320, '--height', 240, '--format', 'RGB24'];
  await scope.cli(['publish', name, '--source', 'pattern:bars', ...layout, '--json']).said('ready');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await electron.launch({ executablePath, args: [...sandbox, join(ROOT)] });
  scope.onClose(() => app.close());
  const page = await app.firstWindow();
  await showCamera(page, name);
  await untilShown(page, name);
});
