import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, watchedPage } from '../support/chromium.ts';
import { testScope } from '../support/scope.ts';
import { pageStats, startViewer, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('every frame of a stream is accounted for, by the numbers of its publisher', async () => {
  const scope = testScope();
  const name = scope.name('counted');
  const layout = ['--width', 640, '--height', 360, '--format', 'RGB24'];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...layout, '--fps', 60, '--json']);
  await publisher.said('ready');
  const { url } = await startViewer(scope, { selected: `local:${name}` });
  const { page } = await watchedPage(browser);
  await page.goto(url);
  await untilShown(page, name);

  const accounts = async () => {
    const { presentation } = await pageStats(page);
    if (!presentation) throw new Error('Nothing is presented.');
    const { produced, presented, skipped, torn, superseded } = presentation.account;
    expect(presented + skipped + torn + superseded).toBe(produced);
    return { stream: presentation.stream, number: presentation.frameNumber, produced, presented, skipped };
  };
  // The last stream: the first one may give way when the size of the view is known.
  await until(async () => (await accounts()).presented > 20, { what: 'twenty pictures' });
  const before = await accounts();

  const sight = (visible: boolean) =>
    page.evaluate((shown) => {
      const host = document.querySelector<HTMLElement>('canvas.frame-canvas')?.parentElement;
      if (host) host.style.display = shown ? '' : 'none';
    }, visible);
  await sight(false);
  // The figures stand still because nothing is copied, not because nobody tells them.
  const taken = async () => (await pageStats(page)).reading?.account.taken ?? 0;
  let last = -1;
  await until(
    async () => {
      const now = await taken();
      const still = now === last;
      last = now;
      return still && now > 0;
    },
    { intervalMs: 1500, what: 'the camera to be left alone' },
  );
  await sight(true);
  await until(async () => (await accounts()).number > before.number + 60, { what: 'pictures that go on' });

  const after = await accounts();
  expect(after.stream).toBe(before.stream);
  expect(after.produced - before.produced).toBe(after.number - before.number);
  expect(after.skipped - before.skipped).toBeGreaterThan(30); // while it was out of sight
});
