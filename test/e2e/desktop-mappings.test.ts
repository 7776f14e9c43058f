import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { screenshot } from '../support/chromium.ts';
import { describeOnRuntimes, startDesktop } from '../support/desktop.ts';
import { inspector, mappingCell, mappingRow } from '../support/mappings.ts';
import { peerCreates, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';

const PAYLOAD = 64 * 48 * 3;
const SOON = { timeout: 20_000 };

/** What mappings-*.test.ts checks in the browser shell has its way through the other shell here, in one start. */
describeOnRuntimes('the mapping manager of the desktop shell', (runtime) => {
  test('lists, makes and removes mappings, shows bytes, and releases a dead lock', async () => {
    const scope = testScope();
    const [made, dead] = [scope.name('made'), scope.name('dead')];
    const creator = await peerCreates(scope, dead, PAYLOAD);
    await runPeer(scope, 'die-write', dead, PAYLOAD);
    await creator.kill();
    const { page, complaints } = await startDesktop(scope, runtime, { settings: { healLocks: false } });
    const dialog = page.getByRole('dialog');

    await page.keyboard.press('m');
    const filter = page.getByLabel('Filter mappings');
    await filter.fill(scope.prefix);
    await filter.blur();
    await expect.poll(() => mappingCell(page, dead, 'lock').innerText(), SOON).toBe('Stuck');
    expect(await mappingCell(page, dead, 'description').innerText()).toBe('foreign');

    // Evidence, then one click.
    await mappingRow(page, dead).click();
    await inspector(page).getByRole('tab', { name: 'Doctor' }).click();
    const release = inspector(page).getByRole('button', { name: 'Release the lock' });
    await release.click(SOON);
    await expect.poll(() => rawWord(objectPath(dead)), SOON).toBe(0);
    await inspector(page).getByText('Released, rung 1').waitFor();
    await inspector(page).getByRole('tab', { name: 'Bytes' }).click();
    await expect.poll(() => inspector(page).locator('.hex-row').count(), SOON).toBeGreaterThan(0);
    await screenshot(page, `desktop-mappings-${runtime.title.replaceAll(/\W+/gu, '-')}`);

    // Made here, kept, and removed after a question.
    await page.getByRole('grid', { name: 'Mappings' }).focus();
    await page.keyboard.press('n');
    await dialog.getByLabel('Width', { exact: true }).fill('64');
    await dialog.getByLabel('Height', { exact: true }).fill('48');
    await dialog.getByLabel('Name', { exact: true }).fill(made);
    const make = dialog.getByRole('button', { name: 'Make it' });
    await expect.poll(() => make.isEnabled(), SOON).toBe(true);
    await make.click();
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect.poll(() => mappingCell(page, made, 'real').innerText(), SOON).toContain('12.0 KiB');
    await inspector(page).getByRole('button', { name: 'Remove…' }).click();
    await dialog.getByText('What happens').waitFor();
    await dialog.getByRole('button', { name: /^Remove it/ }).click();
    await expect.poll(() => existsSync(objectPath(made)), SOON).toBe(false);
    expect(complaints).toEqual([]);
  });
});
