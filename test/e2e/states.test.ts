import { chmodSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { peerCreates, peerHolds, peerWord, startPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { cameraRow, showCamera, startViewer } from '../support/viewer.ts';

const LAYOUT = { width: 64, height: 48, format: 'RGB24', strideBytes: 192, offsetBytes: 0 } as const;
const PAYLOAD = 64 * 48 * 3;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Each way a camera can be without a picture, and the words for it in the list and over the pane. */
const STATES: readonly {
  readonly state: string;
  readonly row: string;
  readonly title: string;
  readonly remembered?: boolean;
  readonly make: (scope: Scope, name: string) => Promise<unknown>;
}[] = [
  { state: 'not-found', row: 'Not found', title: 'Not found', remembered: true, make: async () => {} },
  {
    state: 'refused',
    row: 'Refused',
    title: 'Access refused',
    make: async (_scope, name) => {
      writeFileSync(objectPath(name), new Uint8Array(PAYLOAD + 4));
      chmodSync(objectPath(name), 0o666);
    },
  },
  {
    state: 'uninitialised',
    row: 'Being set up',
    title: 'Being set up',
    make: async (scope, name) => {
      await peerCreates(scope, name, PAYLOAD);
      await peerWord(scope, name, PAYLOAD, 'ff000000');
    },
  },
  {
    state: 'no-layout',
    row: 'Needs a layout',
    title: 'How do the pixels lie?',
    make: (scope, name) => peerCreates(scope, name, PAYLOAD),
  },
  {
    state: 'never-written',
    row: 'Never written',
    title: 'Nothing written yet',
    remembered: true,
    make: (scope, name) => peerCreates(scope, name, PAYLOAD),
  },
  {
    state: 'wrong-size',
    row: 'Wrong size',
    title: 'The layout does not fit',
    remembered: true,
    make: (scope, name) => peerCreates(scope, name, 100),
  },
  {
    state: 'locked',
    row: 'Locked',
    title: 'The lock stays held',
    remembered: true,
    make: async (scope, name) => {
      await peerCreates(scope, name, PAYLOAD);
      await peerHolds(scope, 'write', name, PAYLOAD);
    },
  },
  {
    state: 'stalled',
    row: 'Stalled',
    title: 'No new frames',
    remembered: true,
    make: async (scope, name) => {
      await peerCreates(scope, name, PAYLOAD);
      startPeer(scope, 'write', name, PAYLOAD, [20, 60]);
    },
  },
];

test.each(STATES)('$state is told in words', async ({ state, row, title, remembered, make }) => {
  const scope = testScope();
  const name = scope.name('cam');
  await make(scope, name);
  const entry = { name, namespace: 'local', ...(state === 'not-found' ? {} : { layout: LAYOUT }) } as const;
  const { url } = await startViewer(scope, { stalledAfterMs: 500, remembered: remembered ? [entry] : [] });
  const { page } = await watchedPage(browser);
  await page.goto(url);
  await showCamera(page, name);
  await expect.poll(() => cameraRow(page, name).textContent(), { timeout: 10_000 }).toContain(row);
  await expect.poll(() => paneTitle(page), { timeout: 10_000 }).toContain(title);
  // Said aloud as well.
  expect(await page.getByRole('status').first().textContent()).toContain(row);
  await screenshot(page, `state-${state}`);
});

async function paneTitle(page: Page): Promise<string> {
  const heading = page.locator('.state-pane-title').first();
  return (await heading.isVisible()) ? ((await heading.textContent()) ?? '') : '';
}

test('no camera at all is explained, with a command to get one', async () => {
  const scope = testScope();
  const { url } = await startViewer(scope);
  const { page } = await watchedPage(browser);
  await page.goto(url);
  // Other programs of this machine may have cameras; then there is a list instead.
  await expect
    .poll(
      async () => (await page.getByText('No cameras yet').first().isVisible()) || (await page.getByRole('option').count()) > 0,
    )
    .toBe(true);
  await screenshot(page, 'first-run');
});
