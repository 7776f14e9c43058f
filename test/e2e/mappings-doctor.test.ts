import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { inspector, mappingCell, openMappings } from '../support/mappings.ts';
import { peerCreates, peerHolds, peerWord, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';

const PAYLOAD = 64 * 48 * 3;
/** Stuck is said after a second and a look; busy machines take their time. */
const SOON = { timeout: 20_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const verdict = (page: Page) => inspector(page).getByRole('region', { name: 'Verdict' });

async function releaseAgain(page: Page): Promise<string> {
  const release = inspector(page).getByRole('button', { name: 'Release the lock' });
  if (await release.isEnabled({ timeout: 200 }).catch(() => false))
    await release.click({ timeout: 1_000 }).catch(() => undefined);
  const outcome = await inspector(page).locator('.callout').allInnerTexts();
  return [await verdict(page).innerText(), ...outcome].join('\n');
}

test('a writer killed inside its copy, nobody else attached: proven, released with one click, taken back', async () => {
  const scope = testScope();
  const name = scope.name('dead');
  const maker = await peerCreates(scope, name, PAYLOAD);
  await runPeer(scope, 'die-write', name, PAYLOAD);
  maker.signal('SIGKILL');
  await maker.exited();
  const { page } = await watchedPage(browser);
  await openMappings(scope, page, { name, tab: 'doctor', settings: { healLocks: false } });
  await expect.poll(() => mappingCell(page, name, 'lock').innerText(), SOON).toBe('Stuck');
  await expect.poll(() => verdict(page).innerText(), SOON).toContain('Stuck');
  await inspector(page).getByText('safe now').waitFor();
  expect(await inspector(page).locator('[aria-current="step"]').innerText()).toContain('Nobody else has it open');
  await screenshot(page, 'doctor-proven');
  expect(await peerWord(scope, name, PAYLOAD)).toBe('80000000');

  // Whoever has it open for a moment stands against the proof: another program that lists mappings, or a peer that is asked for the word.
  await expect.poll(() => releaseAgain(page), { timeout: 60_000, interval: 500 }).toMatch(/^Free/);
  expect(await peerWord(scope, name, PAYLOAD)).toBe('00000000');
  await expect.poll(() => mappingCell(page, name, 'lock').innerText(), SOON).toBe('Free');
  await inspector(page).getByText('Released, rung 1').waitFor();
  await screenshot(page, 'doctor-released');

  await inspector(page).getByRole('button', { name: 'Take it back' }).first().click();
  await expect.poll(() => peerWord(scope, name, PAYLOAD)).toBe('80000000');
  await inspector(page).getByText('Taken back').waitFor();
});

test('a stopped reader is not taken for a dead one; only a typed name forces its lock', async () => {
  const scope = testScope();
  const name = scope.name('held');
  await peerCreates(scope, name, PAYLOAD);
  const holder = await peerHolds(scope, 'read', name, PAYLOAD);
  holder.signal('SIGSTOP');
  const { page } = await watchedPage(browser);
  await openMappings(scope, page, { name, tab: 'doctor' });
  await expect.poll(() => mappingCell(page, name, 'lock').innerText(), SOON).toBe('Stopped');
  await expect.poll(() => verdict(page).innerText(), SOON).toContain('Stopped');
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
  await expect.poll(() => dialog.count()).toBe(0);
  await expect.poll(() => peerWord(scope, name, PAYLOAD)).toBe('00000000');
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
  const { page } = await watchedPage(browser);
  await openMappings(scope, page, { name, tab: 'doctor' });
  // Each hold is longer than what falls between two samples, and far shorter than what would be called stuck.
  const using = (async () => {
    for (let hold = 0; hold < 20; hold++) await (await peerHolds(scope, 'write', name, PAYLOAD, 100)).exited();
  })();
  await inspector(page).getByRole('button', { name: 'Look again' }).click();
  await expect.poll(() => verdict(page).innerText(), SOON).toMatch(/^(Free|In use)/);
  expect(
    await inspector(page)
      .getByRole('button', { name: /^(Release|Force) the/ })
      .count(),
  ).toBe(0);
  await inspector(page).getByRole('tab', { name: 'Lock' }).click();
  await expect.poll(() => inspector(page).getByText('Being written').count(), SOON).toBeGreaterThan(0);
  await expect
    .poll(
      () =>
        inspector(page)
          .getByText(/holds?: half within/)
          .count(),
      SOON,
    )
    .toBe(1);
  await screenshot(page, 'mappings-lock');
  await using;
});

test('proven dead locks are released by themselves, said and logged; the switch turns it off', async () => {
  const scope = testScope();
  const [first, second] = [scope.name('first'), scope.name('second')];
  const { page } = await watchedPage(browser);
  await openMappings(scope, page);
  // A publisher of ours that dies inside its copy: only mappings of ours are healed without a question.
  const left = (name: string) =>
    scope.runCli(['publish', name, '--source', 'pattern:bars', '--fault', 'die-in-write'], { timeoutMs: 20_000 });
  await left(first);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.getByRole('row', { name: new RegExp(first) }).allInnerTexts(), SOON).toHaveLength(1);
  expect(await dialog.getByRole('row', { name: new RegExp(first) }).innerText()).toContain('by itself');
  expect(rawWord(objectPath(first))).toBe(0);
  await dialog.getByText('Compiled part').first().waitFor();
  await screenshot(page, 'doctor-health');
  await dialog.getByLabel('Release proven dead locks by itself').click();
  await dialog.getByRole('button', { name: 'Write the bundle' }).click();
  await expect.poll(() => dialog.locator('.command code').innerText(), SOON).toMatch(/\.(json|zip|txt|tar|gz)$/);
  await page.keyboard.press('Escape');
  await left(second);
  await expect.poll(() => mappingCell(page, second, 'lock').innerText(), SOON).toBe('Stuck');
  await page.waitForTimeout(3_000);
  expect(rawWord(objectPath(second))).toBe(0x8000_0000);
});
