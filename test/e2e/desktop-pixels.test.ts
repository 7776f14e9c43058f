import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOFTWARE_WEBGL } from '../support/chromium.ts';
import { type Desktop, describeOnRuntimes, startDesktop } from '../support/desktop.ts';
import { expectedRgb, largestDifference, pixelTolerance, testPicture } from '../support/pictures.ts';
import { Scope } from '../support/scope.ts';
import { showCamera, untilCanvas, untilShown } from '../support/viewer.ts';

/** Not a multiple of anything, so that a wrong stride or an odd row shows. */
const [WIDTH, HEIGHT] = [51, 37];
/** One of each kind: the same code draws all of them in the other shell, see pixels.test.ts. */
const FORMATS = ['RGB24', 'BGRA', 'RGB565', 'GRAY8', 'GRAY16BE', 'FLOAT32', 'YUYV', 'NV12', 'YV12', 'BAYER_GRBG16'] as const;

describeOnRuntimes('pixels in the desktop shell', (runtime) => {
  describe.each(['2d', 'webgl2'] as const)('drawn by %s', (drawing) => {
    let scope: Scope;
    let desktop: Desktop;

    beforeAll(async () => {
      scope = new Scope();
      const names = FORMATS.map((format) => `${scope.prefix}-${format}:${format}`);
      await scope.actor('picture-publisher', [15, WIDTH, HEIGHT, ...names]).said('started');
      desktop = await startDesktop(scope, runtime, { settings: { drawing }, args: drawing === 'webgl2' ? SOFTWARE_WEBGL : [] });
    });
    afterAll(() => scope?.close());

    test.each(FORMATS)('%s has the published pixels on the canvas', async (format) => {
      const { page } = desktop;
      const name = `${scope.prefix}-${format}`;
      await showCamera(page, name);
      const { picture } = await untilShown(page, name);
      expect(picture.painter.kind).toBe(drawing);
      const expected = expectedRgb(testPicture(format, WIDTH, HEIGHT));
      await untilCanvas(page, ({ width, height, rgb }) => {
        if (width !== WIDTH || height !== HEIGHT) return `${width} x ${height}`;
        const { difference, text } = largestDifference(rgb, expected, WIDTH);
        return difference <= pixelTolerance(format) ? '' : text;
      });
    });

    test('the page had nothing to complain of', () => {
      expect(desktop.complaints).toEqual([]);
    });
  });
});
