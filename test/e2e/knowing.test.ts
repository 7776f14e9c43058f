/** What the viewer knows of its cameras over time: figures, plots, timeline, alarms, files. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { AlarmRule } from '../../backend/contract.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { closeDialog } from '../support/screens.ts';
import { describeInShells } from '../support/shells.ts';
import { cameraRow, showCamera, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

async function publish(scope: Scope, name: string, ...more: string[]) {
  const size = ['--width', 64, '--height', 48, '--format', 'RGB24', '--fps', 30];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...size, ...more]);
  await until(() => scope.objects().some((object) => object.includes(name)), { what: () => `${name}: ${publisher.stderr}` });
  return publisher;
}

function rule(camera: string): AlarmRule {
  const actions = { sound: true, notify: true, command: false };
  return { id: 'gone', on: true, measure: 'not-live', threshold: 1, camera: `local:${camera}`, ...actions };
}

/** The file behind one item of the export menu. */
async function exported(page: Page, item: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

/** Pixels of each plot that have a colour: those of its lines, not of its grid and numbers. */
function drawn(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('.plot canvas')].map((canvas) => {
      const copy = document.createElement('canvas');
      Object.assign(copy, { width: canvas.width, height: canvas.height });
      const context = copy.getContext('2d', { willReadFrequently: true });
      context?.drawImage(canvas, 0, 0);
      const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.slice(at, at + 4);
        if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count++;
      }
      return count;
    }),
  );
}

const panel = (page: Page) => page.getByRole('complementary', { name: 'Figures over time' });
const events = (page: Page) => panel(page).getByRole('region', { name: 'Events' });

/** What the browser saves. */
async function exportFigures(page: Page): Promise<void> {
  const lines = (await exported(page, 'Figures as CSV')).trim().split('\n');
  const columns = lines[0]?.split(',') ?? [];
  expect(columns).toEqual(
    expect.arrayContaining(['time (ISO 8601)', 'rate mean (frames/s)', 'lock wait p95 (us)', 'data (MB/s)']),
  );
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.slice(1)) {
    expect(line.split(',')).toHaveLength(columns.length);
    expect(new Date(line.split(',')[0] ?? '').toISOString()).toBe(line.split(',')[0]);
  }
  const file = JSON.parse(await exported(page, 'Figures and events as JSON'));
  expect(file.columns).toEqual(columns);
  expect(file.events).toContainEqual(expect.objectContaining({ kind: 'alarm', measure: 'not-live' }));
}

describeInShells('what is known of a camera', (open, shell) => {
  test('a camera whose producer is killed: figures, plots, timeline, alarm, files; a still picture is no stalled one', async () => {
    const scope = testScope();
    const [name, still] = [scope.name('killed'), scope.name('still')];
    const publisher = await publish(scope, name);
    await scope.actor('picture-publisher', [20, 64, 48, `${still}:RGB24`]).said('started');
    const page = await open(scope, {
      language: 'en',
      selected: `local:${name}`,
      alarmRules: [rule(name)],
      stalledAfterMs: 1000,
    });
    await untilShown(page, name);
    await page.keyboard.press('t');

    // Figures in a table, and the same drawn.
    const published = panel(page).getByRole('row', { name: /^Published/u });
    await expect.poll(() => published.textContent(), { timeout: 10_000 }).toMatch(/\d\d\.\d fps/u);
    await expect.poll(async () => (await drawn(page)).length).toBe(5);
    await expect.poll(async () => Math.min(...(await drawn(page))), { timeout: 10_000 }).toBeGreaterThan(10);
    await expect.poll(() => page.getByRole('figure', { name: /^Rate in frames\/s: least/u }).count()).toBe(1);

    // The producer dies: the timeline says so, and the alarm.
    await publisher.kill();
    await expect.poll(() => events(page).textContent(), { timeout: 10_000 }).toContain('Live → Stalled');
    await expect.poll(() => events(page).textContent(), { timeout: 10_000 }).toMatch(/process \d+\) was killed or crashed/u);
    await expect.poll(() => page.locator('.state-pane').textContent()).toContain(`process ${publisher.pid}`);
    await expect.poll(() => cameraRow(page, name).textContent()).toContain('Publisher ended');
    const bell = page.getByRole('button', { name: '1 alarm' });
    await bell.waitFor({ timeout: 10_000 });
    expect(await page.locator('.toast').textContent()).toContain('is not live');
    await expect.poll(() => panel(page).textContent()).toContain('That is sure, because the frame number stands.');
    const strip = panel(page).getByRole('slider', { name: 'Timeline' });
    await strip.focus();
    expect(await strip.getAttribute('aria-valuetext')).toMatch(/^Stalled, /u);
    await page.keyboard.press('ArrowLeft');
    expect(await strip.getAttribute('aria-valuetext')).toMatch(/^Live, /u);
    expect(await panel(page).locator('.timeline-segment[data-state="stalled"] rect[fill^="url"]').count()).toBeGreaterThan(0);
    await shell.screenshot(page, 'knowing-killed');

    // Figures are kept by the program: a page that comes anew can still have them.
    await page.reload();
    await cameraRow(page, name).waitFor(); // before it there is nothing that a key could open
    await page.keyboard.press('t');
    await published.waitFor();
    if (!shell.isDesktop) await exportFigures(page);

    // It is known, and over when the camera is back.
    await bell.click();
    await page.getByRole('button', { name: /^Acknowledge: / }).click();
    await expect.poll(() => page.locator('.alarm').getAttribute('data-state')).toBe('known');
    await publish(scope, name, '--replace');
    await expect.poll(() => page.locator('.alarm').count(), { timeout: 15_000 }).toBe(0);
    await closeDialog(page);
    await expect.poll(() => events(page).textContent()).toContain('Its producer was restarted');

    // The other publishes all the time, and its picture does not move.
    await showCamera(page, still);
    await untilShown(page, still);
    await expect.poll(() => panel(page).textContent(), { timeout: 10_000 }).toContain('their sampled pixels stay the same');
    await expect.poll(() => cameraRow(page, still).textContent()).toContain('Live · Still');
  });
});
