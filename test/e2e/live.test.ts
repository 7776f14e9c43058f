import { execFileSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, screenshot, watchedPage } from '../support/chromium.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { readCanvas, showCamera, startViewer, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const VIDEO = { width: 320, height: 240, frames: 24 };

/** A video without loss, and its pictures as they were before they were coded. */
function makeVideo(scope: Scope, generator: string): { file: string; pictures: Uint8Array[] } {
  const file = scope.path(`${generator}.mkv`);
  const { width, height, frames } = VIDEO;
  const source = ['-f', 'lavfi', '-i', `${generator}=size=${width}x${height}:rate=12`, '-frames:v', String(frames)];
  const quiet = ['-hide_banner', '-loglevel', 'error', '-y'];
  execFileSync('ffmpeg', [...quiet, ...source, '-pix_fmt', 'gbrp', '-c:v', 'ffv1', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const raw = execFileSync('ffmpeg', [...quiet, '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], { maxBuffer: 1 << 28 });
  const bytes = width * height * 3;
  const pictures = Array.from({ length: frames }, (_, index) => new Uint8Array(raw.subarray(index * bytes, (index + 1) * bytes)));
  return { file, pictures };
}

/** Which picture of the video is on the canvas, pixel for pixel; undefined for a picture that is none of them. */
async function shownPicture(page: Page, pictures: readonly Uint8Array[]): Promise<number | undefined> {
  const { rgb } = await readCanvas(page);
  const index = pictures.findIndex((picture) => Buffer.compare(picture, rgb) === 0);
  return index < 0 ? undefined : index;
}

describe.each(['testsrc2', 'mandelbrot'])('a real video (%s)', (generator) => {
  test('published by another process moves in the page, whole and pixel for pixel', async () => {
    const scope = testScope();
    const name = scope.name('video');
    const { file, pictures } = makeVideo(scope, generator);
    const layout = ['--width', VIDEO.width, '--height', VIDEO.height, '--format', 'RGB24'];
    const publisher = scope.cli(['publish', name, '--source', `file:${file}`, ...layout, '--fps', 12, '--loop', '--json']);
    await publisher.said('ready');
    const { url } = await startViewer(scope);
    const { page } = await watchedPage(browser);
    await page.goto(url);
    await showCamera(page, name);
    await untilShown(page, name);
    await until(async () => (await shownPicture(page, pictures)) !== undefined, { what: 'one of the pictures' });
    const seen = new Set<number>();
    await until(
      async () => {
        const index = await shownPicture(page, pictures);
        expect(index, 'a canvas that shows none of the pictures').toBeDefined();
        return seen.add(index ?? -1).size >= 6;
      },
      { timeoutMs: 20_000, what: () => `six different pictures; seen were ${[...seen]}` },
    );
    await screenshot(page, `live-${generator}`);
  });
});
