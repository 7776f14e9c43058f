import { decode } from 'fast-png';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { RawPixelFormat } from '../../native/core/formats.ts';
import { LOCK_BYTES } from '../../native/core/lock-word.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { expectedRgb, largestDifference, pixelTolerance, testPicture } from '../support/pictures.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { pageStats, readCanvas, startViewer, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const [WIDTH, HEIGHT] = [642, 482];
/** Screenshots of large ones take their time. */
const SMALL_WINDOW = { width: 900, height: 600 };
async function publish(scope: Scope, format: RawPixelFormat): Promise<string> {
  const name = scope.name('closer');
  await scope.actor('picture-publisher', [20, WIDTH, HEIGHT, `${name}:${format}`]).said('started');
  return name;
}

async function openViewer(scope: Scope, camera: string, options: BrowserContextOptions = {}) {
  const { url } = await startViewer(scope, { drawing: '2d', overlay: false, selected: `local:${camera}` });
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const watched = await openPage(browser, { viewport: SMALL_WINDOW, ...options });
  await watched.page.goto(url);
  await untilShown(watched.page, camera);
  return watched;
}

/** By the key until the picture is that many times as large. */
async function zoomTo(page: Page, scale: number): Promise<void> {
  await page.keyboard.press('1');
  await until(
    async () => {
      const now = await page.evaluate(
        (width) => (document.querySelector('.stage')?.getBoundingClientRect().width ?? 0) / width,
        WIDTH,
      );
      if (Math.abs(now - scale) < 0.001) return true;
      await page.keyboard.press(now < scale ? '+' : '-');
      return undefined;
    },
    { what: `a scale of ${scale}` },
  );
}

const pictureOf = async (page: Page) => (await pageStats(page)).picture;

const isWhole = ({ crop }: { readonly crop: { readonly width: number; readonly height: number } }) =>
  crop.width === WIDTH && crop.height === HEIGHT;

const untilPart = (page: Page) =>
  until(
    async () => {
      const picture = await pictureOf(page);
      return picture && !isWhole(picture) ? picture : undefined;
    },
    { what: 'a part of the picture to be sent' },
  );

interface Place {
  /** Of the source. */
  readonly x: number;
  readonly y: number;
  /** On the page. */
  readonly left: number;
  readonly top: number;
}

/** Pixels of the source that are in sight, and not covered by a badge. */
function placesInSight(page: Page): Promise<readonly Place[]> {
  return page.evaluate(
    ([width, height]) => {
      const stage = document.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect();
      const scale = stage.width / width;
      const places: Place[] = [];
      for (let y = 1; y < height; y += 5)
        for (let x = 1; x < width; x += 5) {
          const [left, top] = [stage.x + (x + 0.5) * scale, stage.y + (y + 0.5) * scale];
          const at = document.elementFromPoint(left, top);
          if (at?.matches('.stage-frame, .stage, .frame-canvas, .look-overlay')) places.push({ x, y, left, top });
        }
      return places;
    },
    [WIDTH, HEIGHT] as const,
  );
}

async function compareScreen(page: Page, rgb: Uint8Array): Promise<{ readonly seen: number; readonly wrong: string[] }> {
  const image = decode(await page.screenshot());
  const ratio = await page.evaluate(() => devicePixelRatio);
  const places = await placesInSight(page);
  const wrong = places.flatMap(({ x, y, left, top }) => {
    const from = (Math.floor(top * ratio) * image.width + Math.floor(left * ratio)) * image.channels;
    const found = String([...image.data.subarray(from, from + 3)]);
    const expected = String([...rgb.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)]);
    return found === expected ? [] : [`${x}, ${y}: ${found} instead of ${expected}`];
  });
  return { seen: places.length, wrong };
}

async function untilOnScreen(page: Page, rgb: Uint8Array, what: string): Promise<void> {
  let last = '';
  await until(
    async () => {
      const { seen, wrong } = await compareScreen(page, rgb);
      last = `${wrong.length} of ${seen} wrong: ${wrong.slice(0, 3).join('; ')}`;
      return seen > 100 && wrong.length === 0 ? true : undefined;
    },
    { what: () => `${what}: ${last}` },
  );
}

async function dragBy(page: Page, x: number, y: number): Promise<void> {
  const frame = await page.locator('.stage-frame').boundingBox();
  if (!frame) throw new Error('There is no picture.');
  const [fromX, fromY] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + x, fromY + y, { steps: 8 });
  await page.mouse.up();
}

test('zoomed in, a picture is sent as far as it is in sight', async () => {
  const scope = testScope();
  const format = 'NV12';
  const camera = await publish(scope, format);
  const { page } = await openViewer(scope, camera);
  await zoomTo(page, 6);
  const { crop } = await untilPart(page);
  expect(crop.width * crop.height).toBeLessThan(0.5 * WIDTH * HEIGHT);
  const canvas = await until(
    async () => {
      const now = await readCanvas(page);
      return now.width === crop.width && now.height === crop.height ? now : undefined;
    },
    { what: 'a canvas of that part' },
  );
  const rgb = expectedRgb(testPicture(format, WIDTH, HEIGHT));
  const part = new Uint8Array(crop.width * crop.height * 3);
  for (let y = 0; y < crop.height; y++) {
    const at = ((crop.y + y) * WIDTH + crop.x) * 3;
    part.set(rgb.subarray(at, at + crop.width * 3), y * crop.width * 3);
  }
  const { difference, text } = largestDifference(canvas.rgb, part, crop.width);
  expect(difference, text).toBeLessThanOrEqual(pixelTolerance(format));
  // 20 frames a second, each copied once and no more of it than that part, which is less than half of the picture.
  const partBytes = testPicture(format, crop.width, crop.height).bytes.length;
  let perSecond = Number.POSITIVE_INFINITY;
  await until(
    async () => {
      perSecond = (await pageStats(page)).reading?.bytesPerSecond ?? perSecond;
      return perSecond < 30 * partBytes;
    },
    { what: () => `fewer bytes to be copied than ${perSecond} a second, with ${partBytes} in a frame` },
  );
});

describeInShells('a picture that is zoomed in', (open) => {
  test('is moved, inspected and frozen as if all of it were there', async () => {
    const scope = testScope();
    const camera = await publish(scope, 'RGB24');
    const picture = testPicture('RGB24', WIDTH, HEIGHT);
    const rgb = expectedRgb(picture);
    const page = await open(scope, { drawing: '2d', overlay: false, selected: `local:${camera}` });
    await untilShown(page, camera);
    await zoomTo(page, 6);
    const first = await untilPart(page);
    await untilOnScreen(page, rgb, 'the part in the middle');
    for (let i = 0; i < 3; i++) await dragBy(page, -300, -200);
    await until(async () => (await pictureOf(page))?.crop.x !== first.crop.x, { what: 'another part' });
    await untilOnScreen(page, rgb, 'the part that it was moved to');
    expect((await pictureOf(page))?.stream).toBe(first.stream);

    await page.keyboard.press('i');
    const rows = page.locator('.inspect .samples tbody tr');
    await until(async () => isWhole((await pictureOf(page)) ?? first) && (await rows.count()) === 3, { what: 'the inspector' });
    const place = ((await page.locator('.inspect-facts dd').first().textContent()) ?? '').split(', ').map(Number);
    const [x = 0, y = 0] = place;
    const offset = (y * WIDTH + x) * 3;
    const digits = (text: string | null) => Number((text ?? '').replace(/\D/gu, ''));
    await until(
      async () => {
        const cells = rows.first().locator('td');
        const [value, , , at] = await cells.allTextContents();
        return digits(value ?? '') === picture.bytes[offset] && digits(at ?? '') === LOCK_BYTES + offset;
      },
      { what: `the byte of pixel ${x}, ${y}` },
    );
    await page.keyboard.press('i');

    await untilPart(page);
    await page.keyboard.press('Space');
    await until(async () => (await page.locator('.freeze-badge').count()) > 0, { what: 'the badge' });
    await until(async () => isWhole((await pictureOf(page)) ?? first), { what: 'all of the frozen picture' });
    for (let i = 0; i < 3; i++) await dragBy(page, 300, 200);
    await untilOnScreen(page, rgb, 'another part of the frozen picture');
    await page.keyboard.press('Space');
    await untilPart(page);
  });
});

test('on a display of two pixels for one, a picture is zoomed by pinching, with two fingers and with a touch pad', async () => {
  const scope = testScope();
  const camera = await publish(scope, 'RGB24');
  const rgb = expectedRgb(testPicture('RGB24', WIDTH, HEIGHT));
  const { page, complaints } = await openViewer(scope, camera, { deviceScaleFactor: 2, hasTouch: true });
  const stage = () =>
    page.evaluate(() => {
      const { x, y, width } = document.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width };
    });
  // One pixel of the picture on one of the display.
  await page.keyboard.press('1');
  await until(async () => Math.abs((await stage()).width - WIDTH / 2) < 0.01, { what: 'the picture in its own size' });
  await untilOnScreen(page, rgb, 'pixels one by one');

  const frame = await page.locator('.stage-frame').boundingBox();
  if (!frame) throw new Error('There is no picture.');
  const [x, y] = [frame.x + frame.width / 2 + 60, frame.y + frame.height / 2 + 40];
  const under = async () => {
    const { x: left, y: top, width } = await stage();
    return { x: ((x - left) / width) * WIDTH, y: ((y - top) / width) * WIDTH };
  };
  const before = await under();
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -40);
  await page.keyboard.up('Control');
  const touchPad = await until(
    async () => {
      const { width } = await stage();
      return width > 4 * (WIDTH / 2) ? width : undefined;
    },
    { what: 'a larger picture' },
  );
  const after = await under();
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
  await untilPart(page);
  await untilOnScreen(page, rgb, 'the part under the touch pad');

  const touch = await page.context().newCDPSession(page);
  const fingers = (type: 'touchStart' | 'touchMove', apart: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [
        { x: x - apart, y, id: 1 },
        { x: x + apart, y, id: 2 },
      ],
    });
  await fingers('touchStart', 40);
  for (let apart = 40; apart <= 80; apart += 4) await fingers('touchMove', apart);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await until(async () => (await stage()).width > 1.8 * touchPad, { what: 'a picture that two fingers made larger' });
  expect((await stage()).width).toBeLessThan(2.2 * touchPad);
  await untilOnScreen(page, rgb, 'the part between the fingers');
  expect(complaints).toEqual([]);
});
