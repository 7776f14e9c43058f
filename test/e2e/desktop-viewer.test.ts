import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { screenshot } from '../support/chromium.ts';
import { peerCreates, startPeer } from '../support/peer.ts';
import { expectedRgb, largestDifference, testPicture } from '../support/pictures.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { cameraRow, pageStats, readCanvas, showCamera, untilCanvas, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

async function publish(scope: Scope, name: string, width: number, height: number) {
  const layout = ['--width', width, '--height', height, '--format', 'RGB24'];
  const publisher = scope.cli(['publish', name, '--source', 'pattern:bars', ...layout, '--fps', 30, '--json']);
  await publisher.said('ready');
  return publisher;
}

describeInShells('the viewer', (open) => {
  test('shows a camera of another process, moving, frozen and moving again, and in a tile', async () => {
    const scope = testScope();
    const name = scope.name('live');
    await publish(scope, name, 1280, 720);
    const page = await open(scope, { selected: `local:${name}` });
    const { picture } = await untilShown(page, name);
    expect(picture).toMatchObject({ sourceWidth: 1280, sourceHeight: 720, format: 'RGB24', hasTrailer: true });
    const first = await readCanvas(page);
    await until(async () => Buffer.compare((await readCanvas(page)).rgb, first.rgb) !== 0, { what: 'another picture' });

    // Frozen it stands still while frames pass; then it moves again.
    const badge = page.locator('.freeze-badge');
    await page.keyboard.press('Space');
    const passed = async () => Number(/(\d+) frames? passed/u.exec((await badge.allTextContents()).join())?.[1] ?? 0);
    await until(async () => (await passed()) > 3, { what: 'frames to pass' });
    const [still, before] = [await readCanvas(page), await passed()];
    await until(async () => (await passed()) > before + 5, { what: 'more to pass' });
    expect(Buffer.compare((await readCanvas(page)).rgb, still.rgb)).toBe(0);
    await page.keyboard.press('Space');
    await until(async () => Buffer.compare((await readCanvas(page)).rgb, still.rgb) !== 0, { what: 'a moving picture' });

    // In the second of four tiles, too.
    await page.keyboard.press('Alt+2');
    await until(async () => (await page.locator('.tile').count()) === 4, { what: 'four tiles' });
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+p');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await until(
      () =>
        page.evaluate(() => {
          const { state, presentation } = window.__sharedCamera?.stats(1) ?? {};
          return state === 'live' && (presentation?.presented ?? 0) > 1;
        }),
      { what: 'pictures in the second tile' },
    );
    await screenshot(page, expect.getState().currentTestName?.replaceAll(/\W+/gu, '-') ?? 'live');
  });

  test('says that a killed publisher is quiet, and goes on with the next one, of another size', async () => {
    const scope = testScope();
    const name = scope.name('restarted');
    const first = await publish(scope, name, 320, 240);
    const page = await open(scope);
    await showCamera(page, name);
    expect((await untilShown(page, name)).picture).toMatchObject({ width: 320, height: 240 });
    await first.kill();
    await expect.poll(async () => (await pageStats(page)).state, { timeout: 10_000 }).toBe('stalled');
    await expect.poll(() => cameraRow(page, name).textContent(), { timeout: 10_000 }).toContain('Publisher ended');
    await publish(scope, name, 400, 300);
    await until(async () => (await pageStats(page)).picture?.width === 400, { what: 'the new size', timeoutMs: 5000 });
    expect((await untilShown(page, name)).picture).toMatchObject({ width: 400, height: 300 });
  });

  test('shows a raw camera once its layout is typed, beside one of ours, and remembers it', async () => {
    const scope = testScope();
    const [raw, ours] = [scope.name('raw'), scope.name('ours')];
    // Two pictures in turn: without a trailer a camera is live by what changes.
    const pictures = [testPicture('RGB24', 160, 100), testPicture('RGB24', 160, 100, 2)];
    const bytes = pictures[0]?.bytes.length ?? 0;
    writeFileSync(scope.path('frames.raw'), Buffer.concat(pictures.map((picture) => picture.bytes)));
    await peerCreates(scope, raw, bytes);
    startPeer(scope, 'raw', raw, bytes, [scope.path('frames.raw'), 10, 100_000]);
    await scope.actor('picture-publisher', [10, 64, 48, `${ours}:NV12`]).said('started');
    const page = await open(scope);
    await showCamera(page, raw);
    await page.getByRole('heading', { name: 'How do the pixels lie?' }).waitFor();
    await page.getByRole('button', { name: 'Describe the layout' }).click();
    await page.getByRole('textbox', { name: 'Width' }).fill('160');
    await page.getByRole('textbox', { name: 'Height' }).fill('100');
    await page.getByRole('button', { name: 'Apply' }).click();
    const { picture, presentation } = await untilShown(page, raw);
    expect(picture).toMatchObject({ width: 160, height: 100, format: 'RGB24', hasTrailer: false });
    expect(presentation?.ageMs).toBeNull();
    const expected = pictures.map((each) => expectedRgb(each));
    await untilCanvas(page, ({ rgb }) => {
      const found = expected.map((each) => largestDifference(rgb, each, 160));
      return found.some(({ difference }) => difference === 0) ? '' : (found[0]?.text ?? '');
    });
    await showCamera(page, ours);
    expect((await untilShown(page, ours)).picture).toMatchObject({ width: 64, height: 48, format: 'NV12', hasTrailer: true });
    // What was typed is kept for the next time.
    await page.reload();
    await showCamera(page, raw);
    await untilShown(page, raw);
  });
});
