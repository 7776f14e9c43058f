/** A camera that says nothing of its pixels: the window guesses, shows what each guess would look like, and one click takes it. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { screenshot } from '../support/chromium.ts';
import { peerCreates, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { readCanvas, showCamera, untilShown } from '../support/viewer.ts';

const SIZE = { width: 640, height: 360 };
const BYTES = SIZE.width * SIZE.height * 3;
const FRAMES = 20;

describeInShells('a camera without a trailer', (open) => {
  test('is guessed at once, with live pictures; one click takes the layout, and it is remembered', async () => {
    const scope = testScope();
    const name = scope.name('raw');
    const file = scope.path('frames.raw');
    // A moving picture with natural edges and shades: a zooming fractal that ffmpeg draws.
    const scene = `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=10`;
    const output = ['-frames:v', String(FRAMES), '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-y', file];
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', scene, ...output]);
    await peerCreates(scope, name, BYTES);
    startPeer(scope, 'raw', name, BYTES, [file, 10, 100_000]);
    const page = await open(scope);
    await showCamera(page, name);
    await page.getByText('How do the pixels lie?').waitFor();
    await page.keyboard.press('Shift+L');

    const guesses = page.getByRole('region', { name: 'From the picture itself' });
    const first = guesses.getByRole('listitem').first();
    await expect.poll(() => first.textContent(), { timeout: 10_000 }).toMatch(/640 × 360 (RGB|BGR)24/u);
    const picture = first.locator('img');
    await picture.waitFor();
    const shown = await picture.getAttribute('src');
    await expect.poll(() => picture.getAttribute('src'), { timeout: 10_000 }).not.toBe(shown);
    await screenshot(page, 'guess');

    await guesses
      .getByRole('button', { name: /640 × 360 RGB24/u })
      .first()
      .click();
    await untilShown(page, name);
    const { width, height } = await readCanvas(page);
    expect(width / height).toBeCloseTo(SIZE.width / SIZE.height, 1);
    const remembered = await page.evaluate(() => window.__sharedCamera?.stats().state);
    expect(remembered).toBe('live');
    await page.reload();
    await untilShown(page, name);
  });
});
