import { chownSync, writeFileSync } from 'node:fs';
import { getuid } from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { cameraRow, showCamera, startViewer } from '../support/viewer.ts';

const LAYOUT = { width: 160, height: 120, format: 'RGB24', strideBytes: 480, offsetBytes: 0 } as const;
const PICTURE = ['--width', 160, '--height', 120, '--format', 'RGB24', '--fps', 20];
const NOBODY = 65_534;

/** What the list says of a camera whose producer goes wrong, and what the pane adds when it is chosen. */
const FAULTS = [
  { fault: 'hold:600000', row: 'Locked', pane: 'has not given it back' },
  { fault: 'wrong-size', row: 'Wrong size', pane: 'are missing' },
  { fault: 'stop', row: 'Stalled', pane: 'No new frames' },
  { fault: 'no-init', row: 'Being set up', pane: 'its lock is not ready yet' },
  { fault: 'half-frames', row: 'Live', pane: undefined },
  { fault: 'flip-format', row: 'Live', pane: undefined },
  { fault: 'freeze', row: 'Live', pane: undefined },
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('every fault that a producer can have is told in words, side by side', async () => {
  const scope = testScope();
  const cameras = FAULTS.map((each) => ({ ...each, name: scope.name(each.fault.replace(':', '-')) }));
  const publishers = cameras.map(({ name, fault }) =>
    scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE, '--fault', fault, '--json']),
  );
  await Promise.all(publishers.map((publisher) => publisher.said('ready')));
  const remembered = cameras
    .filter(({ fault }) => fault === 'wrong-size')
    .map(({ name }) => ({ name, namespace: 'local', layout: LAYOUT }) as const);
  const { url } = await startViewer(scope, { stalledAfterMs: 500, remembered });
  const { page } = await watchedPage(browser);
  await page.goto(url);
  for (const { name, row } of cameras)
    await expect.poll(() => cameraRow(page, name).textContent(), { timeout: 15_000 }).toContain(row);
  for (const { name, pane } of cameras) {
    if (!pane) continue;
    await showCamera(page, name);
    await expect.poll(() => page.locator('.state-pane').first().textContent(), { timeout: 15_000 }).toContain(pane);
  }
  // New frames come, so it is live; that they show the same again is said beside it, and no pane covers the picture.
  const frozen = cameras.find(({ fault }) => fault === 'freeze')?.name ?? '';
  await showCamera(page, frozen);
  await expect.poll(() => cameraRow(page, frozen).textContent(), { timeout: 15_000 }).toContain('Live · Still');
  expect(await page.locator('.state-pane').count()).toBe(0);
  await screenshot(page, 'faults');
  for (const publisher of publishers) publisher.signal('SIGINT');
  for (const publisher of publishers) expect((await publisher.exited()).code).toBe(0);
});

test.skipIf(getuid?.() !== 0)(
  "another user's object is refused, and whose it is is said (needs root to give one away)",
  async () => {
    const scope = testScope();
    const name = scope.name('theirs');
    writeFileSync(objectPath(name), new Uint8Array(160 * 120 * 3 + 4), { mode: 0o600 });
    chownSync(objectPath(name), NOBODY, NOBODY);
    const { url } = await startViewer(scope);
    const { page } = await watchedPage(browser);
    await page.goto(url);
    await showCamera(page, name);
    await expect.poll(() => cameraRow(page, name).textContent(), { timeout: 10_000 }).toContain('Refused');
    await expect.poll(() => page.locator('.state-pane').first().textContent()).toContain('belongs to user 65534');
  },
);
