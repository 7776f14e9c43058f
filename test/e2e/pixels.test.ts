import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { expectedRgb, largestDifference, testPicture } from '../support/pictures.ts';
import { Scope } from '../support/scope.ts';
import { readCanvas, showCamera, startViewer, untilShown } from '../support/viewer.ts';

/** Not a multiple of anything, so that a wrong stride or an odd row shows. */
const SIZES = [
  [66, 50],
  [51, 37],
] as const;

describe.each(['webgl2', '2d'] as const)('drawn by %s', (drawing) => {
  let browser: Browser;
  let scope: Scope;
  let page: Page;
  let complaints: string[];
  const cameras = new Map<string, string>();

  beforeAll(async () => {
    scope = new Scope();
    browser = await launchChromium({ webgl: true });
    for (const [width, height] of SIZES) {
      const names = RAW_PIXEL_FORMAT_NAMES.map((format) => {
        const name = scope.name(format);
        cameras.set(`${format} ${width}x${height}`, name);
        return `${name}:${format}`;
      });
      await scope.actor('picture-publisher', [10, width, height, ...names]).said('started');
    }
    const { url } = await startViewer(scope, { drawing });
    ({ page, complaints } = await openPage(browser));
    await page.goto(url);
  });

  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await scope?.close();
  });

  test.each(RAW_PIXEL_FORMAT_NAMES)('%s has the published pixels on the canvas', async (format) => {
    for (const [width, height] of SIZES) {
      const name = cameras.get(`${format} ${width}x${height}`) ?? '';
      await showCamera(page, name);
      const { picture } = await untilShown(page, name);
      expect(picture.painter.kind).toBe(drawing);
      const canvas = await readCanvas(page);
      expect([canvas.width, canvas.height]).toEqual([width, height]);
      const expected = expectedRgb(testPicture(format, width, height));
      const { difference, text } = largestDifference(canvas.rgb, expected, width);
      // Video formats are converted with some rounding; the others are taken as they are.
      expect(difference, `${width}x${height}: ${text}`).toBeLessThanOrEqual(pixelFormat(format).family === 'yuv' ? 2 : 0);
    }
  });
});
