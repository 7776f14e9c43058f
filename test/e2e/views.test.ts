/** Tiles: by key, by mouse, twenty-five at once, after a reload, in windows of their own. Each shell is started once for all that is done by hand. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../backend/contract.ts';
import { type Scope, suiteScope, testScope } from '../support/scope.ts';
import { closeDialog } from '../support/screens.ts';
import { describeInShells } from '../support/shells.ts';
import { cameraRow, pageStats } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const PATTERNS = ['bars', 'ball', 'ramp'] as const;

/** Of the shell that is tested. */
let page: Page;

const publish = (scope: Scope, name: string, pattern: string, label: string) =>
  scope.cli([
    ...['publish', name, '--source', `pattern:${pattern}`, '--width', 640, '--height', 360, '--format', 'RGB24'],
    ...['--fps', 10, '--label', label, '--json'],
  ]);

const tile = (index: number) => page.locator(`[data-tile="${index}"]`);
const label = (index: number) => tile(index).locator('.tile-name');
const presented = async (index: number): Promise<number> => (await statsOf(index)).presentation?.presented ?? 0;
const statsOf = (index: number, on = page) =>
  on.evaluate((number) => {
    const diagnostics = window.__sharedCamera;
    if (!diagnostics) throw new Error('The page exposes no diagnostics.');
    return diagnostics.stats(number);
  }, index);

/** New pictures come into the tile, of this camera. */
const untilMoving = (index: number, camera: string | undefined, on = page) =>
  until(
    async () => {
      const stats = await statsOf(index, on);
      return stats.camera === camera && stats.state === 'live' && (stats.presentation?.presented ?? 0) > 1;
    },
    { timeoutMs: 20_000, intervalMs: 50, what: `pictures of ${camera} in tile ${index}` },
  );

describeInShells('tiles', (open, shell) => {
  const scope = suiteScope();
  let [bars, ball, ramp] = ['', '', ''];
  const cameraOf = (index: number) => [bars, ball, ramp][index % 3] ?? '';

  beforeAll(async () => {
    const names = PATTERNS.map((pattern) => scope().name(pattern));
    [bars = '', ball = '', ramp = ''] = names.map((name) => `local:${name}`);
    await Promise.all(PATTERNS.map((pattern, i) => publish(scope(), names[i] ?? '', pattern, `The ${pattern}`).said('ready')));
    page = await open(scope(), { selected: bars });
    for (const name of names) await cameraRow(page, name).waitFor();
  });

  test('with the keyboard alone: four tiles, filled, chosen, enlarged, exchanged, emptied', async () => {
    const keys = page.keyboard;
    await keys.press('Alt+2');
    await expect.poll(() => page.locator('.tile').count()).toBe(4);
    await untilMoving(0, bars);
    await expect.poll(() => tile(1).textContent()).toContain('Empty tile');

    // A camera is put into the next tile out of its menu.
    await keys.press('Alt+ArrowRight');
    await keys.press('Alt+p');
    await page.getByRole('dialog').waitFor();
    await keys.type('The ball');
    await keys.press('Enter');
    await untilMoving(1, ball);

    // Out of the list, the camera goes into the active tile; the same one may be in several.
    await keys.press('Alt+ArrowDown');
    await keys.press('/');
    await keys.type('The ball');
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await untilMoving(3, ball);
    await keys.press('/');
    await keys.press('Escape');

    // A tile that has the focus takes the plain keys.
    await tile(3).focus();
    await keys.press('ArrowLeft');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-tile'))).toBe('2');
    await keys.press('ArrowUp');
    await keys.press('Enter');
    await expect.poll(() => tile(1).isVisible()).toBe(false);
    expect(await tile(0).boundingBox()).toMatchObject({ width: (await page.locator('.wall').boundingBox())?.width });
    // What nobody sees is not read: its count stands still while the large one goes on.
    await until(async () => {
      const [hidden, large] = [await presented(1), await presented(0)];
      await until(async () => (await presented(0)) > large + 8, { timeoutMs: 10_000 });
      return (await presented(1)) === hidden;
    });
    await keys.press('Enter');
    await untilMoving(1, ball);

    await keys.press('Alt+Shift+ArrowRight');
    await expect.poll(() => label(1).textContent()).toBe('The bars');
    await expect.poll(() => label(0).textContent()).toBe('The ball');
    await keys.press('Delete');
    await expect.poll(() => tile(1).textContent()).toContain('Empty tile');
    // Cameras of others may need more tiles.
    await keys.press('Alt+a');
    await keys.press('Alt+2');
    await untilMoving(1, bars);

    // Whoever looks into a mapping did not ask for its camera: the wall stays as it is.
    const names = await page.locator('.tile-name').allTextContents();
    await keys.press('m');
    await page.locator('#mapping-table').waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: ball.replace('local:', '') })
      .first()
      .click();
    await keys.press('c');
    await untilMoving(1, bars);
    expect(await page.locator('.tile-name').allTextContents()).toEqual(names);
    await untilMoving(2, ramp);
  });

  test('by mouse: a camera out of the list onto a tile, a tile onto a tile; with Space and arrows, too', async () => {
    const drag = async (from: ReturnType<Page['locator']>, to: ReturnType<Page['locator']>) => {
      const [start, end] = [await from.boundingBox(), await to.boundingBox()];
      if (!start || !end) throw new Error('Both must be there.');
      await page.mouse.move(start.x + 30, start.y + start.height / 2);
      await page.mouse.down();
      await page.mouse.move(start.x + 60, start.y + start.height / 2 + 4, { steps: 4 });
      await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
      await page.mouse.up();
    };
    await drag(cameraRow(page, ramp.slice('local:'.length)), tile(0));
    await untilMoving(0, ramp);
    const [before, other] = [await label(0).textContent(), await label(3).textContent()];
    await drag(tile(0).locator('.tile-handle'), tile(3));
    await expect.poll(() => Promise.all([label(0).textContent(), label(3).textContent()])).toEqual([other, before]);

    await tile(0).locator('.tile-handle').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.dragged').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => tile(2).getAttribute('data-over')).toBe('true');
    const third = await label(2).textContent();
    await page.keyboard.press('Space');
    await expect.poll(() => Promise.all([label(0).textContent(), label(2).textContent()])).toEqual([third, other]);
  });

  test('views are saved, renamed, deleted and brought back, and all is there after a reload', async () => {
    await page.keyboard.press('Alt+s');
    await page.getByLabel('Keep the present view as').fill('Night');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename Night' }).click();
    await page.getByLabel('New name').fill('Night shift');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete Night shift' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Rename Night shift' }).waitFor();
    await shell.screenshot(page, 'saved-views');
    await closeDialog(page);

    const shown = await page.locator('.tile-name').allTextContents();
    await page.keyboard.press('Alt+0');
    await expect.poll(() => page.locator('.react-grid-item .tile').count()).toBe(4);
    await tile(0).focus();
    await page.keyboard.press('Control+Shift+ArrowRight');
    const width = async (index: number) => (await tile(index).boundingBox())?.width ?? 0;
    await expect.poll(async () => (await width(0)) > (await width(1)) + 20).toBe(true);

    await page.reload();
    await expect.poll(() => page.locator('.react-grid-item .tile').count()).toBe(4);
    await expect.poll(async () => (await width(0)) > (await width(1)) + 20).toBe(true);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Night shift' }).click();
    await expect.poll(() => page.locator('.wall').getAttribute('data-grid')).toBe('4');
    expect(await page.locator('.tile-name').allTextContents()).toEqual(shown);
  });

  test('twenty-five tiles are live at once, small ones with small pictures, none of them blank', async () => {
    const own = testScope();
    const gone = own.name('gone');
    const settings: Partial<Settings> = {
      remembered: [{ name: gone, namespace: 'local' }],
      view: {
        grid: 25,
        tiles: Array.from({ length: 25 }, (_, index) =>
          index === 23 ? `local:${gone}` : index === 24 ? 'local:never-heard-of' : cameraOf(index),
        ),
        places: [],
      },
    };
    const wall = await open(own, settings);
    for (let index = 0; index < 23; index++) await untilMoving(index, cameraOf(index), wall);
    expect((await statsOf(7, wall)).picture?.width).toBeLessThan(640);
    // One mapping in eight tiles is read once: no more frames are copied than are published.
    const reading = (await statsOf(0, wall)).reading;
    expect(reading?.fps?.mean ?? 0).toBeLessThan(20);
    await expect.poll(() => wall.locator('[data-tile="23"]').textContent()).toContain('Not there');
    await expect.poll(() => wall.locator('[data-tile="24"]').textContent()).toContain('Not there');
    await shell.screenshot(wall, 'tiles-25');

    // It comes back into its tile by itself.
    await publish(own, gone, 'noise', 'Back again').said('ready');
    await untilMoving(23, `local:${gone}`, wall);
  });

  test('a view in a window of its own shows pictures alone, at an address to keep', async ({ skip }) => {
    skip(shell.isDesktop, 'such windows are the desktop shell’s own there, and have no address: desktop-windows.test.ts');
    const url = page.url().replace(/#.*/u, '');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Alt+Shift+o');
    const popOut = await opened;
    await popOut.waitForSelector('canvas.frame-canvas');
    expect(popOut.url()).toContain('#/view/Night%20shift');
    await expect.poll(() => popOut.locator('.tile').count()).toBe(4);
    expect(await popOut.locator('.sidebar, .toolbar').count()).toBe(0);
    await until(async () => ((await statsOf(0, popOut)).presentation?.presented ?? 0) > 1, { timeoutMs: 15_000 });
    await shell.screenshot(popOut, 'pop-out');

    await popOut.goto(`${url}#/camera/${encodeURIComponent(ball)}`);
    await untilMoving(0, ball, popOut);
    await popOut.goto(`${url}#/view/Unheard%20of`);
    await popOut.getByText('There is no view of this name').waitFor();
    await popOut.getByRole('link', { name: 'Night shift' }).click();
    await expect.poll(() => popOut.locator('.tile').count()).toBe(4);
    await popOut.close();

    await page.keyboard.press('Alt+Shift+r');
    await expect.poll(async () => (await pageStats(page)).state).toBe('live');
    await expect.poll(() => page.locator('.tile').count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('.tile').count()).toBe(4);
  });
});
