import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { peerCreates, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { closeDialog } from '../support/screens.ts';
import { describeInShells } from '../support/shells.ts';
import { cameraRow, showCamera, untilShown } from '../support/viewer.ts';

const LAYOUT = { width: 320, height: 240, format: 'RGB24', strideBytes: 960, offsetBytes: 0 } as const;
const PAYLOAD = 320 * 240 * 3;

describeInShells('reading', (_open, shell) => {
  test('a camera is watched without touching its lock, as a setting and by choice, and the page says so', async () => {
    const scope = testScope();
    const name = scope.name('cam');
    await peerCreates(scope, name, PAYLOAD);
    startPeer(scope, 'write', name, PAYLOAD, [60, 1_000_000]);
    const { page, pid } = await shell.start(scope, { remembered: [{ name, namespace: 'local', layout: LAYOUT }] });
    /** Protections of the views that the process with the mappings has of this camera. */
    const views = () =>
      readFileSync(`/proc/${pid}/maps`, 'utf8')
        .split('\n')
        .flatMap((line) => (line.includes(name) ? [line.split(' ')[1]] : []));
    await showCamera(page, name);
    await untilShown(page, name);
    const badge = page.locator('.toolbar .mode-badge');
    expect(views()).toContain('rw-s');
    expect(await badge.count()).toBe(0);

    // The setting, with its meaning beside it.
    await page.keyboard.press(',');
    await page.getByText('mapped read-only', { exact: false }).first().waitFor();
    await shell.screenshot(page, 'settings-observe');
    await page.getByLabel('Only look at cameras').click();
    await closeDialog(page);
    await badge.getByText('Only looking').waitFor();
    await expect.poll(() => new Set(views())).toEqual(new Set(['r--s']));
    await untilShown(page, name);
    expect(await cameraRow(page, name).textContent()).toContain('only looking');

    // The choice for one camera.
    await page.keyboard.press('l');
    const choice = (name: string) => page.locator('.reading-mode').getByRole('radio', { name });
    await choice('With the lock').click();
    await expect.poll(() => badge.count()).toBe(0);
    await expect.poll(views).toContain('rw-s');
    await choice('Only looking').click();
    await expect.poll(() => new Set(views())).toEqual(new Set(['r--s']));
    await untilShown(page, name);
    await shell.screenshot(page, 'observing');

    await page.keyboard.press('?');
    await page.getByText('Ways to read').waitFor();
    await shell.screenshot(page, 'help-reading-modes');
  });
});
