import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_KEEPING } from '../../backend/recordings/keeping.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { largestDifference } from '../support/pictures.ts';
import { suiteScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { readCanvas, showCamera, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn('!!! SKIPPED: MJPEG in the page: ffmpeg is not installed (Debian: apt install ffmpeg)');

const [WIDTH, HEIGHT] = [90, 62];
const layout = tightLayout('MJPEG', WIDTH, HEIGHT);
/** Two decoders may round their transforms and their colours differently, by a step or two each. */
const TOLERANCE = 4;

function ffmpeg(args: readonly string[], input?: Uint8Array): Uint8Array<ArrayBuffer> {
  const options = { maxBuffer: 2 ** 24, timeout: 20_000, ...(input && { input }) };
  const { stdout, stderr, status } = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...args, 'pipe:1'], options);
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`);
  return new Uint8Array(stdout);
}

describe.skipIf(!hasFfmpeg)('MJPEG', () => {
  describeInShells('in the page', (open) => {
    const scope = suiteScope();
    let page: Page;
    let mapping: SharedMapping;
    let name: string;
    let jpeg: Uint8Array;
    let other: Uint8Array;
    let frameNumber = 0;

    function publish(payload: Uint8Array): void {
      frameNumber++;
      const { width, height, strideBytes, format } = layout;
      const trailer = {
        ...{ payloadBytes: mapping.payloadBytes, width, height, strideBytes, format, frameNumber },
        captureTimeNs: BigInt(Date.now()) * 1_000_000n,
        publishTimeNs: loadFramelock().now(),
        ...{ fpsNumerator: 10, fpsDenominator: 1, publisherPid: process.pid, validBytes: payload.length, label: '' },
      };
      mapping.write(payload, { timeoutMs: 1000, tail: 'zero', trailer });
    }

    beforeAll(async () => {
      name = scope().name('mjpeg');
      mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: layoutBytes(layout) });
      // Without subsampling, so that no decoder may choose how to spread colour.
      const output = ['-frames:v', '1', '-pix_fmt', 'yuvj444p', '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe'];
      jpeg = ffmpeg(['-f', 'lavfi', '-i', `testsrc2=size=${WIDTH}x${HEIGHT}`, ...output]);
      other = ffmpeg(['-f', 'lavfi', '-i', `smptebars=size=${WIDTH}x${HEIGHT}`, ...output]);
      publish(jpeg);
      scope().onClose(() => mapping.close());
      page = await open(scope(), { keeping: { ...DEFAULT_KEEPING, snapshotFolder: scope().path('pictures') } });
      await showCamera(page, name);
    });

    test('is decoded to the pixels that ffmpeg finds in it', async () => {
      const camera = setInterval(() => publish(jpeg), 50);
      const { picture } = await untilShown(page, name).finally(() => clearInterval(camera));
      expect(picture).toMatchObject({ format: 'MJPEG', width: WIDTH, height: HEIGHT });
      const expected = ffmpeg(['-f', 'mjpeg', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgb24'], jpeg);
      // What the worker has drawn reaches the page's canvas a little later, on a busy machine much later.
      let text = '';
      await until(
        async () => {
          const found = largestDifference((await readCanvas(page)).rgb, expected, WIDTH);
          text = found.text;
          return found.difference <= TOLERANCE;
        },
        { timeoutMs: 10_000, intervalMs: 50, what: () => `the picture that ffmpeg finds; ${text}` },
      );
    });

    test('frozen, it is saved as the JPEG that came, though others came since', async () => {
      await page.keyboard.press('Space');
      await page.locator('.freeze-badge').waitFor();
      publish(other);
      await page.keyboard.press('s');
      const folder = scope().path('pictures');
      const saved = () => existsSync(folder) && readdirSync(folder).find((name) => name.endsWith('.jpg'));
      const file = await until(saved, { what: 'a file' });
      expect(Buffer.compare(readFileSync(join(folder, file)), jpeg)).toBe(0);
      await page.keyboard.press('Space');
      await page.locator('.freeze-badge').waitFor({ state: 'detached' });
      publish(jpeg);
    });

    test('a torn frame is said in words, the picture stays, and the next whole one takes the words away', async () => {
      const before = await readCanvas(page);
      publish(jpeg.slice(0, Math.floor(jpeg.length / 2)));
      const words = page.getByText('before its end marker (EOI)');
      await words.waitFor();
      expect(Buffer.compare((await readCanvas(page)).rgb, before.rgb)).toBe(0);
      publish(jpeg);
      await words.waitFor({ state: 'detached' });
    });

    test('what only looks like a JPEG is said in words', async () => {
      // Whole by its markers, and nothing in it to decode.
      publish(Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 9, 0, 9, 1, 0xff, 0xd9));
      await page.getByText('the browser does not decode it').waitFor();
      publish(jpeg);
      await page.getByText('the browser does not decode it').waitFor({ state: 'detached' });
    });
  });
});
