import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screenshot } from '../../support/chromium.ts';
import { inspector, mappingCell, mappingRow, type ShowMappings } from '../../support/mappings.ts';
import { PEER_EXIT, peerCreates, runPeer } from '../../support/peer.ts';
import { testScope } from '../../support/scope.ts';
import { objectPath } from '../../support/shm.ts';
import { eventually } from '../../support/wait.ts';

const PAYLOAD = 64 * 48 * 3;
const TRAILER_MAGIC = 'SHCAMTL1';

const field = (page: Page, label: string) => page.getByRole('dialog').getByLabel(label, { exact: true });
const press = (page: Page, name: string | RegExp, timeout = 30_000) =>
  page.getByRole('dialog').getByRole('button', { name }).click({ timeout });

export function manageSpecs(show: ShowMappings): void {
  test('a mapping is made with numbers that follow each other, opened by a peer, resized and removed', async () => {
    const scope = testScope();
    const name = scope.name('made');
    const taken = scope.name('taken');
    await peerCreates(scope, taken, PAYLOAD);
    const page = await show(scope);
    await mappingRow(page, taken).waitFor();

    // Each number gives the others.
    await page.keyboard.press('n');
    await field(page, 'Width').fill('64');
    await field(page, 'Height').fill('48');
    expect(await field(page, 'Payload').inputValue()).toBe(String(PAYLOAD));
    expect(await field(page, 'Payload + 4').inputValue()).toBe(String(PAYLOAD + 4));
    expect(await field(page, 'Pages').inputValue()).toBe('3');
    expect(await field(page, 'Real size').inputValue()).toBe('12288');
    await field(page, 'Pages').fill('5');
    expect(await field(page, 'Payload').inputValue()).toBe(String(5 * 4096 - 4 - 128));
    expect(await field(page, 'Height').inputValue()).toBe('105');
    await field(page, 'Payload + 4').fill('10');
    await eventually(() => page.getByRole('dialog').getByText('do not hold a single row').count()).toBeGreaterThan(0);
    await field(page, 'Height').fill('48');
    expect(await field(page, 'Payload').inputValue()).toBe(String(PAYLOAD));

    // What stands against it is said before anything is made.
    const make = page.getByRole('dialog').getByRole('button', { name: 'Make it' });
    expect(await make.isDisabled()).toBe(true);
    await field(page, 'Name').fill(taken);
    await eventually(() => page.getByRole('dialog').locator('[data-level="refusal"]').count()).toBe(1);
    expect(await make.isDisabled()).toBe(true);
    await field(page, 'Name').fill('a/b');
    await eventually(() => page.getByRole('dialog').locator('[data-level="refusal"]').first().innerText()).toContain(
      'contains "/"',
    );
    await field(page, 'Name').fill(name);
    await field(page, 'Label').fill('Made here');
    await eventually(() => make.isEnabled()).toBe(true);
    expect(existsSync(objectPath(name))).toBe(false);
    await page.getByRole('dialog').getByRole('radio', { name: 'Python' }).click();
    expect(await page.getByRole('dialog').locator('.open-lines code').innerText()).toContain(
      `mmap.mmap(f.fileno(), ${PAYLOAD + 4})`,
    );
    await screenshot(page, 'mappings-create');
    // Enter at once, before it is known whether it can be made.
    await field(page, 'Label').fill('Made right here');
    await field(page, 'Label').press('Enter');

    // It is there, with its trailer, for peers too; and kept.
    await page.getByRole('heading', { name: 'is ready' }).waitFor();
    await screenshot(page, 'mappings-created');
    expect(statSync(objectPath(name)).size).toBe(12_288);
    expect(readFileSync(objectPath(name)).subarray(-128, -120).toString('latin1')).toBe(TRAILER_MAGIC);
    expect(await runPeer(scope, 'write', name, PAYLOAD, [100, 2])).toMatchObject({ code: PEER_EXIT.done });
    await press(page, 'Look at it');
    await eventually(() => inspector(page).getByRole('button', { name: 'Stop keeping alive' }).count()).toBe(1);
    await eventually(() => mappingCell(page, name, 'name').innerText()).toContain('Made right here');

    // Resized: the plan names who uses it; then the new section has the name.
    await pressInInspector(page, 'Resize…');
    await field(page, 'Height').fill('96');
    await press(page, 'What would that mean?');
    await page.getByRole('dialog').getByText('What happens').waitFor();
    await screenshot(page, 'mappings-resize');
    await untilDone(page, 'Resize it');
    await eventually(() => statSync(objectPath(name)).size).toBe(20_480);
    await eventually(() => mappingCell(page, name, 'real').innerText()).toContain('20.0 KiB');

    // Removed.
    await pressInInspector(page, 'Remove…');
    await page.getByRole('dialog').getByText('What happens').waitFor();
    await screenshot(page, 'mappings-remove');
    await untilDone(page, /^Remove it/);
    await eventually(() => existsSync(objectPath(name))).toBe(false);
    await eventually(() => mappingRow(page, name).allInnerTexts()).toEqual([]);
  });

  test('the question before a removal names who still uses it', async () => {
    const scope = testScope();
    const name = scope.name('used');
    const peer = await peerCreates(scope, name, PAYLOAD);
    const page = await show(scope, { name });
    await eventually(() =>
      inspector(page)
        .getByRole('row', { name: new RegExp(String(peer.pid)) })
        .count(),
    ).toBe(1);
    await pressInInspector(page, 'Remove…');
    await eventually(() =>
      page
        .getByRole('dialog')
        .getByRole('row', { name: new RegExp(String(peer.pid)) })
        .count(),
    ).toBe(1);
    await press(page, 'Keep it');
    expect(existsSync(objectPath(name))).toBe(true);

    // Kept alive, it outlives the name's maker; let go, it is the maker's again.
    await pressInInspector(page, 'Keep alive');
    await inspector(page).getByRole('button', { name: 'Stop keeping alive' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop keeping alive' }).click();
    await inspector(page).getByRole('button', { name: 'Keep alive' }).waitFor();
  });

  test('a foreign camera gets a trailer, and loses it again', async () => {
    const scope = testScope();
    const name = scope.name('foreign');
    await peerCreates(scope, name, PAYLOAD);
    const page = await show(scope, { name });
    await pressInInspector(page, 'Trailer…');
    await field(page, 'Width').fill('64');
    await field(page, 'Height').fill('64');
    await page.getByRole('dialog').getByText('There is no room').waitFor();
    await field(page, 'Height').fill('48');
    await field(page, 'Label').fill('Described');
    await screenshot(page, 'mappings-trailer');
    await press(page, 'Write the trailer');
    await eventually(() => mappingCell(page, name, 'name').innerText()).toContain('Described');
    expect(readFileSync(objectPath(name)).subarray(-128, -120).toString('latin1')).toBe(TRAILER_MAGIC);
    await pressInInspector(page, 'Trailer…');
    await press(page, 'Take it away');
    await eventually(() =>
      readFileSync(objectPath(name))
        .subarray(-128)
        .every((byte) => byte === 0),
    ).toBe(true);
    await eventually(() => mappingCell(page, name, 'name').innerText()).not.toContain('Described');
  });

  test('bytes are found, shown as they lie, and edited one at a time after the guard was lifted', async () => {
    const scope = testScope();
    const name = scope.name('bytes');
    await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, 'write', name, PAYLOAD, [100, 3]);
    const page = await show(scope, { name, tab: 'bytes' });
    const byte = (offset: number) => page.locator(`#byte-${offset}`);
    await eventually(() => byte(4).innerText()).toBe('03');
    expect(await byte(12).innerText()).toBe('03');

    const goTo = page.getByLabel('Go to offset, row or part');
    await goTo.fill('0x2000');
    await goTo.press('Enter');
    await eventually(() => byte(0x2000).getAttribute('data-cursor')).toBe('true');
    await eventually(() => byte(0x2000).innerText()).toMatch(/^[\da-f]{2}$/);
    await goTo.fill('99999999');
    await goTo.press('Enter');
    await eventually(() => page.getByRole('alert').innerText()).toContain('ends at');
    await goTo.fill('lock');
    await goTo.press('Enter');
    await eventually(() => byte(0).getAttribute('data-cursor')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+End');
    await eventually(() => byte(3 * 4096 - 1).getAttribute('data-cursor')).toBe('true');
    await page.keyboard.press('Control+Home');
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await eventually(() => page.locator('.hex-place').innerText()).toContain('0x03');
    await screenshot(page, 'mappings-bytes');

    expect(await page.getByLabel('New value 0x').count()).toBe(0);
    await page.getByRole('button', { name: 'Unlock editing' }).click();
    await page.getByLabel('New value 0x').fill('a5');
    await page.keyboard.press('Enter');
    await eventually(() => byte(4).innerText()).toBe('a5');
    expect(readFileSync(objectPath(name))[4]).toBe(0xa5);
    expect(readFileSync(objectPath(name)).readUInt32LE(0)).toBe(0);

    // It is in the log, and taken back from there.
    await page.getByRole('tab', { name: 'Doctor' }).click();
    await page.getByText('Byte edited at 4').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).first().click();
    await eventually(() => readFileSync(objectPath(name))[4]).toBe(3);
  });
}

/** Programs that only list mappings come and go; each time the plan is made anew and the question asked again. */
async function untilDone(page: Page, name: string | RegExp): Promise<void> {
  await eventually(
    async () => {
      await press(page, name, 1_000).catch(() => undefined);
      return page.getByRole('dialog').count();
    },
    { timeout: 30_000, interval: 300 },
  ).toBe(0);
}

async function pressInInspector(page: Page, name: string): Promise<void> {
  await inspector(page).getByRole('button', { name }).click();
}
