import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RAW_PIXEL_FORMAT_NAMES } from '../../native/core/formats.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { expectedRgb, largestDifference, pixelTolerance, testPicture } from '../support/pictures.ts';
import { Scope } from '../support/scope.ts';
import { showCamera, startViewer, untilCanvas, untilShown } from '../support/viewer.ts';

/** Not a multiple of anything, so that a wrong stride or an odd row shows. */
const [WIDTH, HEIGHT] = [51, 37];
/** Of the eight Bayer formats each pattern and each depth once or twice: all eight are made by one function. */
const FORMATS = RAW_PIXEL_FORMAT_NAMES.filter((format) => !/(GRBG|BGGR)8|(RGGB|GBRG)16/.test(format));

/** What the painter before this one made of each format. */
const drawn = new Map<string, Uint8Array>();

describe.each(['webgl2', '2d'] as const)('drawn by %s', (drawing) => {
  let browser: Browser;
  let scope: Scope;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    scope = new Scope();
    browser = await launchChromium({ webgl: true });
    const names = FORMATS.map((format) => `${scope.prefix}-${format}:${format}`);
    await scope.actor('picture-publisher', [15, WIDTH, HEIGHT, ...names]).said('started');
    const { url } = await startViewer(scope, { drawing });
    ({ page, complaints } = await openPage(browser));
    await page.goto(url);
  });

  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await scope?.close();
  });

  test.each(FORMATS)('%s has the published pixels on the canvas', async (format) => {
    const name = `${scope.prefix}-${format}`;
    await showCamera(page, name);
    const { picture } = await untilShown(page, name);
    expect(picture.painter.kind).toBe(drawing);
    const expected = expectedRgb(testPicture(format, WIDTH, HEIGHT));
    const canvas = await untilCanvas(page, ({ width, height, rgb }) => {
      if (width !== WIDTH || height !== HEIGHT) return `${width} x ${height}`;
      const { difference, text } = largestDifference(rgb, expected, WIDTH);
      return difference <= pixelTolerance(format) ? '' : text;
    });
    const other = drawn.get(format);
    if (other) expect(largestDifference(canvas.rgb, other, WIDTH).difference).toBeLessThanOrEqual(1);
    drawn.set(format, canvas.rgb);
  });
});
