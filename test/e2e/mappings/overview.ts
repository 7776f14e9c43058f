import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screenshot } from '../../support/chromium.ts';
import { inspector, mappingCell, mappingRow, type ShowMappings } from '../../support/mappings.ts';
import { peerCreates, startPeer } from '../../support/peer.ts';
import { type Scope, testScope } from '../../support/scope.ts';
import { pageStats, untilShown } from '../../support/viewer.ts';
import { eventually } from '../../support/wait.ts';

const PAYLOAD = 64 * 48 * 3;

async function publish(scope: Scope, name: string, label: string): Promise<void> {
  const picture = ['--width', 320, '--height', 240, '--format', 'RGB24', '--fps', 15];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...picture, '--label', label, '--json']);
  scope.onClose(async () => {
    publisher.signal('SIGINT');
    await publisher.exited();
  });
  await publisher.said('ready');
}

async function namesInOrder(page: Page, prefix: string): Promise<readonly string[]> {
  const rows = await page.locator(`[data-mapping^="local:${prefix}"]`).all();
  const placed = await Promise.all(
    rows.map(async (row) => ({ y: (await row.boundingBox())?.y ?? 0, id: (await row.getAttribute('data-mapping')) ?? '' })),
  );
  return placed.sort((a, b) => a.y - b.y).map(({ id }) => id.slice('local:'.length));
}

export function overviewSpecs(show: ShowMappings): void {
  test('the overview tells sizes, lock, rate, description and holders, and follows what happens', async () => {
    const scope = testScope();
    const [ours, foreign] = [scope.name('ours'), scope.name('foreign')];
    await publish(scope, ours, 'Front door');
    await peerCreates(scope, foreign, PAYLOAD);
    const page = await show(scope);

    await eventually(() => mappingCell(page, ours, 'real').innerText()).toBe('228 KiB +2.87 KiB');
    expect(await mappingCell(page, ours, 'asked').innerText()).toBe('225 KiB');
    expect(await mappingCell(page, ours, 'pages').innerText()).toBe('57');
    expect(await mappingCell(page, ours, 'picture').innerText()).toBe('320 × 240 RGB24');
    expect(await mappingCell(page, ours, 'description').innerText()).toBe('trailer');
    await eventually(() => mappingCell(page, ours, 'rate').innerText()).toMatch(/^\d+\.\d+ fps$/);
    await eventually(async () => Number(await mappingCell(page, ours, 'holders').innerText())).toBeGreaterThanOrEqual(1);
    expect(['Free', 'In use']).toContain(await mappingCell(page, ours, 'lock').innerText());
    expect(await mappingCell(page, foreign, 'description').innerText()).toBe('foreign');
    expect(await mappingCell(page, foreign, 'asked').innerText()).toBe('–');
    await screenshot(page, 'mappings-overview');

    // A new mapping and a foreign writer that begins, without a click.
    const late = scope.name('late');
    await peerCreates(scope, late, PAYLOAD);
    await mappingRow(page, late).waitFor();
    startPeer(scope, 'write', foreign, PAYLOAD, [10, 600]);
    await eventually(() => mappingCell(page, foreign, 'rate').innerText(), { timeout: 10_000 }).toMatch(/^≥.*fps$/);
  });

  test('sorted, filtered and walked through with the keyboard; camera and mapping lead to each other', async () => {
    const scope = testScope();
    const names = [scope.name('a'), scope.name('b'), scope.name('c')] as const;
    await peerCreates(scope, names[0], 3 * PAYLOAD);
    await peerCreates(scope, names[1], PAYLOAD);
    await publish(scope, names[2], 'Yard');
    const page = await show(scope);
    const keys = page.keyboard;
    for (const name of names) await mappingRow(page, name).waitFor();

    // The filter takes words of every column.
    await keys.press('/');
    await keys.type(`${scope.prefix} trailer`);
    await eventually(() => mappingRow(page, names[0]).count()).toBe(0);
    await eventually(() => mappingRow(page, names[2]).count()).toBe(1);
    await keys.press('Escape');
    await keys.type(scope.prefix);
    await eventually(() => namesInOrder(page, scope.prefix)).toEqual([...names]);

    // Sizes: the largest first, then the smallest.
    await page.getByRole('button', { name: 'Real' }).click();
    await eventually(() => namesInOrder(page, scope.prefix)).toEqual([names[2], names[0], names[1]]);
    expect(await page.getByRole('columnheader', { name: 'Real' }).getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: 'Real' }).click();
    await eventually(() => namesInOrder(page, scope.prefix)).toEqual([names[1], names[0], names[2]]);

    // Enter inspects, arrows go on, Home and End to the ends, Escape closes and gives the focus back.
    await page.getByRole('grid', { name: 'Mappings' }).focus();
    await keys.press('Home');
    await keys.press('Enter');
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).innerText()).toBe(names[1]);
    await keys.press('ArrowDown');
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).innerText()).toBe(names[0]);
    await keys.press('End');
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).innerText()).toBe(names[2]);
    expect(new URL(page.url()).hash).toBe(`#/mappings/${encodeURIComponent(`local:${names[2]}`)}`);
    await keys.press('Escape');
    await eventually(() => inspector(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('mapping-table');

    // To its camera and back, by key; then by the browser's own way.
    await keys.press('c');
    await untilShown(page, names[2]);
    await page.getByRole('button', { name: 'Its mapping' }).click();
    await eventually(() => inspector(page).getByRole('heading', { level: 2 }).innerText()).toBe(names[2]);
    await page.goBack();
    await untilShown(page, names[2]);
    await keys.press('m');
    await mappingRow(page, names[2]).waitFor();
    expect((await pageStats(page)).camera).toBe(`local:${names[2]}`);

    // An address leads straight to a panel.
    const straight = await show(scope, { name: names[2], tab: 'lock' });
    await eventually(() => straight.getByRole('tab', { name: 'Lock' }).getAttribute('aria-selected')).toBe('true');
    await eventually(() => straight.getByText(/changes? seen/).count()).toBe(1);
  });
}
