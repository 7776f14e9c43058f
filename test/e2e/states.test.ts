import { chmodSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { peerCreates, peerHolds, peerWord, startPeer } from '../support/peer.ts';
import { type Scope, suiteScope, testScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { objectPath } from '../support/shm.ts';
import { cameraRow, showCamera } from '../support/viewer.ts';

const LAYOUT = { width: 64, height: 48, format: 'RGB24', strideBytes: 192, offsetBytes: 0 } as const;
const PAYLOAD = 64 * 48 * 3;

/** Each way a camera can be without a picture, and the words for it in the list and over the pane. */
const STATES: readonly {
  readonly state: string;
  readonly row: string;
  readonly title: string;
  readonly remembered?: boolean;
  readonly make: (scope: Scope, name: string) => Promise<unknown>;
  /** What happens when the viewer knows it already. */
  readonly next?: (scope: Scope, name: string) => unknown;
}[] = [
  {
    state: 'not-found',
    row: 'Not there (remembered)',
    title: 'Not there (remembered)',
    remembered: true,
    make: async () => {},
  },
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
    make: (scope, name) => peerCreates(scope, name, PAYLOAD),
    next: (scope, name) => startPeer(scope, 'write', name, PAYLOAD, [20, 10]),
  },
];

describeInShells('without a picture', (open, shell) => {
  const scope = suiteScope();
  const names = new Map<string, string>();
  let page: Page;

  beforeAll(async () => {
    for (const { state } of STATES) names.set(state, scope().name(state));
    await Promise.all(STATES.map(({ state, make }) => make(scope(), nameOf(state))));
    const remembered = STATES.filter((each) => each.remembered).map(
      ({ state }) => ({ name: nameOf(state), namespace: 'local', ...(state === 'not-found' ? {} : { layout: LAYOUT }) }) as const,
    );
    page = await open(scope(), { stalledAfterMs: 500, remembered });
  });

  const nameOf = (state: string) => names.get(state) ?? '';

  test.each(STATES)('$state is told in words', async ({ state, row, title, next }) => {
    const name = nameOf(state);
    await showCamera(page, name);
    next?.(scope(), name);
    await expect.poll(() => cameraRow(page, name).textContent(), { timeout: 10_000 }).toContain(row);
    await expect.poll(() => paneTitle(page), { timeout: 10_000 }).toContain(title);
    // Said aloud as well.
    await expect.poll(() => page.getByRole('status').first().textContent()).toContain(row);
    await shell.screenshot(page, `state-${state}`);
  });

  test('no camera at all is explained, with a command to get one', async () => {
    const empty = await open(testScope());
    // Other programs of this machine may have cameras; then there is a list instead.
    await expect
      .poll(
        async () =>
          (await empty.getByText('No cameras yet').first().isVisible()) || (await empty.getByRole('option').count()) > 0,
      )
      .toBe(true);
    await shell.screenshot(empty, 'first-run');
  });
});

async function paneTitle(page: Page): Promise<string> {
  const heading = page.locator('.state-pane-title').first();
  return (await heading.isVisible()) ? ((await heading.textContent()) ?? '') : '';
}
