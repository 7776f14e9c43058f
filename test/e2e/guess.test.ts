/** A camera that says nothing of its pixels: the window guesses, shows what each guess would look like, and one click takes it. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RawPixelFormat } from '../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';
import { encodeFromRgba } from '../../native/core/pixels/convert.ts';
import { JpegEncoder } from '../../native/core/pixels/jpeg-encode.ts';
import { screenshot } from '../support/chromium.ts';
import { peerCreates, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { readCanvas, showCamera, untilShown } from '../support/viewer.ts';
import { landscape } from '../unit/core/guess-scene.ts';

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
    const page = await open(scope);
    await showCamera(page, name);
    await page.getByText('How do the pixels lie?').waitFor();
    await page.keyboard.press('Shift+L');

    const guesses = page.getByRole('region', { name: 'From the picture itself' });
    // All black so far: nothing stands out, and it is looked at again without being asked.
    await guesses.getByText('No layout stands out').waitFor();
    await screenshot(page, 'guess-black');
    startPeer(scope, 'raw', name, BYTES, [file, 10, 100_000]);
    const first = guesses.getByRole('listitem').first();
    await expect.poll(() => first.textContent(), { timeout: 10_000 }).toMatch(/640 × 360 (RGB|BGR)24/u);
    const picture = first.locator('img');
    await picture.waitFor();
    const shown = await picture.getAttribute('src');
    await expect.poll(() => picture.getAttribute('src'), { timeout: 10_000 }).not.toBe(shown);
    await screenshot(page, 'guess');
    await page.emulateMedia({ colorScheme: 'dark' });
    await screenshot(page, 'guess-dark');

    // Only a person can tell these two apart, so both are there to be compared.
    await guesses.getByText(/Choose by the colours: (RGB24, BGR24|BGR24, RGB24)/u).waitFor();
    for (const format of ['BGR24', 'RGB24']) {
      const card = guesses.getByRole('button', { name: new RegExp(`640 × 360 ${format}`, 'u') }).first();
      await card.click();
      await expect.poll(() => card.getAttribute('aria-pressed')).toBe('true');
    }
    await untilShown(page, name);
    const { width, height } = await readCanvas(page);
    expect(width / height).toBeCloseTo(SIZE.width / SIZE.height, 1);
    const remembered = await page.evaluate(() => window.__sharedCamera?.stats().state);
    expect(remembered).toBe('live');
    await page.reload();
    await untilShown(page, name);
  });

  test('of 12 bits, of a mosaic and of compressed frames is guessed, and its picture is shown', async () => {
    const scope = testScope();
    const page = await open(scope);
    for (const { of, first, frame } of KINDS) {
      const name = scope.name(of);
      const payload = frame();
      const file = scope.path(`${of}.raw`);
      writeFileSync(file, payload);
      await peerCreates(scope, name, payload.length);
      startPeer(scope, 'raw', name, payload.length, [file, 100, 100_000]);
      await showCamera(page, name);
      await page.getByText('How do the pixels lie?').waitFor();
      await page.keyboard.press('Shift+L');
      const guesses = page.getByRole('region', { name: 'From the picture itself' });
      const best = guesses.getByRole('listitem').first();
      await expect.poll(() => best.textContent(), { timeout: 10_000 }).toMatch(first);
      const picture = best.locator('img');
      await expect.poll(() => picture.evaluate(meanOf), { timeout: 10_000 }).toBeGreaterThan(60);
      await screenshot(page, `guess-${of}`);
      await best.getByRole('button').click();
      await untilShown(page, name);
      await page.keyboard.press('Shift+L');
    }
  });
});

const KINDS = [
  { of: 'words', first: /640 × 360 GRAY16\d+ %/u, frame: twelveBits },
  { of: 'mosaic', first: /640 × 360 BAYER_GRBG8\d+ %/u, frame: mosaic },
  { of: 'jpeg', first: /640 × 360 MJPEG\d+ %/u, frame: compressed },
] as const;

function twelveBits(): Uint8Array {
  const payload = frameIn('GRAY16');
  const words = new Uint16Array(payload.buffer);
  for (const [i, word] of words.entries()) words[i] = word >> 4;
  return payload;
}

function mosaic(): Uint8Array {
  return frameIn('BAYER_GRBG8');
}

/** With room behind it, as for frames of any length. */
function compressed(): Uint8Array {
  const payload = new Uint8Array(200_000);
  const length = new JpegEncoder(SIZE.width, SIZE.height).encode(new Uint32Array(scene().buffer), payload);
  expect(length).toBeGreaterThan(1000);
  return payload;
}

function frameIn(format: RawPixelFormat): Uint8Array {
  const layout = tightLayout(format, SIZE.width, SIZE.height);
  const payload = new Uint8Array(layoutBytes(layout));
  encodeFromRgba(scene(), layout, payload);
  return payload;
}

function scene(): Uint8Array {
  return landscape(SIZE.width, SIZE.height);
}

/** How bright an image is, 0 to 255. */
function meanOf(image: HTMLImageElement): number {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8;
  const context = canvas.getContext('2d');
  context?.drawImage(image, 0, 0, 8, 8);
  const bytes = context?.getImageData(0, 0, 8, 8).data ?? [];
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum += ((bytes[i] ?? 0) + (bytes[i + 1] ?? 0) + (bytes[i + 2] ?? 0)) / 3;
  return sum / 64;
}
