import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { screenshot } from '../../support/chromium.ts';
import { inspector, mappingCell, type ShowMappings } from '../../support/mappings.ts';
import { peerCreates, peerHolds, peerWord, runPeer } from '../../support/peer.ts';
import { testScope } from '../../support/scope.ts';
import { eventually } from '../../support/wait.ts';

const PAYLOAD = 64 * 48 * 3;

const verdict = (page: Page) => inspector(page).getByRole('region', { name: 'Verdict' });

async function releaseAgain(page: Page): Promise<string> {
  const release = inspector(page).getByRole('button', { name: 'Release the lock' });
  if (await release.isEnabled({ timeout: 200 }).catch(() => false))
    await release.click({ timeout: 1_000 }).catch(() => undefined);
  const outcome = await inspector(page).locator('.callout').allInnerTexts();
  return [await verdict(page).innerText(), ...outcome].join('\n');
}

export function doctorSpecs(show: ShowMappings): void {
  test('a writer killed inside its copy, nobody else attached: proven, released with one click, taken back', async () => {
    const scope = testScope();
    const name = scope.name('dead');
    const maker = await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, 'die-write', name, PAYLOAD);
    maker.signal('SIGKILL');
    await maker.exited();
    const page = await show(scope, { name, tab: 'doctor' });
    await eventually(() => mappingCell(page, name, 'lock').innerText()).toBe('Stuck');
    await eventually(() => verdict(page).innerText()).toContain('Stuck');
    await inspector(page).getByText('safe now').waitFor();
    expect(await inspector(page).locator('[aria-current="step"]').innerText()).toContain('Nobody else has it open');
    await screenshot(page, 'doctor-proven');
    expect(await peerWord(scope, name, PAYLOAD)).toBe('80000000');

    // Whoever has it open for a moment stands against the proof: another program that lists mappings, or a peer that is asked for the word.
    await eventually(() => releaseAgain(page), { timeout: 60_000, interval: 500 }).toMatch(/^Free/);
    expect(await peerWord(scope, name, PAYLOAD)).toBe('00000000');
    await eventually(() => mappingCell(page, name, 'lock').innerText()).toBe('Free');
    await inspector(page).getByText('Released, rung 1').waitFor();
    await screenshot(page, 'doctor-released');

    await inspector(page).getByRole('button', { name: 'Take it back' }).first().click();
    await eventually(() => peerWord(scope, name, PAYLOAD)).toBe('80000000');
    await inspector(page).getByText('Taken back').waitFor();
  });

  test('a stopped reader is not taken for a dead one; only a typed name forces its lock', async () => {
    const scope = testScope();
    const name = scope.name('held');
    await peerCreates(scope, name, PAYLOAD);
    const holder = await peerHolds(scope, 'read', name, PAYLOAD);
    holder.signal('SIGSTOP');
    const page = await show(scope, { name, tab: 'doctor' });
    await eventually(() => mappingCell(page, name, 'lock').innerText()).toBe('Stopped');
    await eventually(() => verdict(page).innerText()).toContain('Stopped');
    expect(
      await inspector(page)
        .getByRole('row', { name: new RegExp(`${holder.pid}.*stopped`) })
        .count(),
    ).toBe(1);
    expect(await inspector(page).getByRole('button', { name: 'Release the lock' }).count()).toBe(0);
    await screenshot(page, 'doctor-stopped');

    await inspector(page).getByRole('button', { name: 'Force the release…' }).click();
    const dialog = page.getByRole('dialog');
    const force = dialog.getByRole('button', { name: 'Force the release' });
    expect(await force.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${name} to confirm`).fill(name.slice(0, -1));
    expect(await force.isDisabled()).toBe(true);
    await screenshot(page, 'doctor-force');
    await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
    await force.click();
    await eventually(() => dialog.count()).toBe(0);
    await eventually(() => peerWord(scope, name, PAYLOAD)).toBe('00000000');
    await inspector(page).getByText('Forced, rung 3').waitFor();

    // The reader goes on in the end, finds its lock gone and says so: what the dialog warned of.
    holder.signal('SIGCONT');
    holder.signal('SIGKILL');
    await holder.exited();
  });

  test('a lock in use is called in use, and nothing is offered', async () => {
    const scope = testScope();
    const name = scope.name('busy');
    await peerCreates(scope, name, PAYLOAD);
    const page = await show(scope, { name, tab: 'doctor' });
    // Each hold is longer than what falls between two samples, and far shorter than what would be called stuck.
    const using = (async () => {
      for (let hold = 0; hold < 20; hold++) await (await peerHolds(scope, 'write', name, PAYLOAD, 100)).exited();
    })();
    await inspector(page).getByRole('button', { name: 'Look again' }).click();
    await eventually(() => verdict(page).innerText()).toMatch(/^(Free|In use)/);
    expect(
      await inspector(page)
        .getByRole('button', { name: /^(Release|Force) the/ })
        .count(),
    ).toBe(0);
    await inspector(page).getByRole('tab', { name: 'Lock' }).click();
    await eventually(() => inspector(page).getByText('Being written').count()).toBeGreaterThan(0);
    await eventually(() =>
      inspector(page)
        .getByText(/holds?: half within/)
        .count(),
    ).toBe(1);
    await screenshot(page, 'mappings-lock');
    await using;
  });
}
