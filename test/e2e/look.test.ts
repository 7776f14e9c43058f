import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_KEEPING } from '../../backend/recordings/keeping.ts';
import { LOCK_BYTES } from '../../native/core/lock-word.ts';
import { expectedRgb, testPicture } from '../support/pictures.ts';
import { suiteScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { readCanvas, showCamera, untilShown } from '../support/viewer.ts';
import { until } from '../support/wait.ts';

const [WIDTH, HEIGHT] = [66, 50];
const picture = testPicture('RGB24', WIDTH, HEIGHT);
const swapped = expectedRgb(testPicture('BGR24', WIDTH, HEIGHT));

/** Of the shell that is tested. */
let page: Page;

/** The pixels of the window, and where the picture lies in them. */
async function screen() {
  const image = decode(await page.screenshot());
  const at = (x: number, y: number) => {
    const from = (Math.round(y) * image.width + Math.round(x)) * image.channels;
    return [...image.data.subarray(from, from + 3)];
  };
  const frame = await box('.stage-frame');
  const inside = (x: number, y: number) =>
    x > frame.x + 2 && y > frame.y + 2 && x < frame.x + frame.width - 2 && y < frame.y + frame.height - 2;
  return { at, inside, frame };
}

const box = (selector: string) =>
  page.evaluate((query) => {
    const { x, y, width, height } = document.querySelector(query)?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, width, height };
  }, selector);

const colourOf = (rgb: Uint8Array, x: number, y: number) => [...rgb.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];

/** By the key until the picture is that many times as large. */
async function zoomTo(scale: number): Promise<void> {
  await page.keyboard.press('1');
  await until(
    async () => {
      const { width } = await box('.stage');
      if (Math.abs(width / WIDTH - scale) < 0.001) return true;
      await page.keyboard.press(width / WIDTH < scale ? '+' : '-');
      return undefined;
    },
    { what: `a scale of ${scale}` },
  );
}

/** Values on the pixels can only be read by drawing what they should be: how far the overlay is from that, by its opacity. */
function distanceToText(pixel: { readonly x: number; readonly y: number }, lines: readonly string[]): Promise<number> {
  return page.evaluate(
    ({ x, y, texts }) => {
      const stage = document.querySelector('.stage')?.getBoundingClientRect();
      const overlay = document.querySelector<HTMLCanvasElement>('.look-overlay');
      if (!stage || !overlay) throw new Error('There is no picture with an overlay.');
      const place = overlay.getBoundingClientRect();
      const cell = 64;
      const [left, top] = [Math.round(stage.x - place.x) + x * cell, Math.round(stage.y - place.y) + y * cell];
      const read = (draw: (context: CanvasRenderingContext2D) => void) => {
        const canvas = document.createElement('canvas');
        canvas.width = cell;
        canvas.height = cell;
        const context = canvas.getContext('2d');
        if (!context) throw new Error('No 2D context.');
        draw(context);
        return context.getImageData(4, 4, cell - 8, cell - 8).data;
      };
      const shown = read((context) => context.drawImage(overlay, -left, -top));
      const wanted = read((context) => {
        context.font = '15px ui-monospace, "DejaVu Sans Mono", monospace';
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        for (const [index, text] of texts.entries()) context.fillText(text, cell / 2, cell / 2 + (index - 1) * 15 * 1.15);
      });
      let sum = 0;
      for (let at = 3; at < shown.length; at += 4) sum += Math.abs((shown[at] ?? 0) - (wanted[at] ?? 0));
      return sum / (shown.length / 4);
    },
    { ...pixel, texts: [...lines] },
  );
}

describeInShells('looking closely', (open, shell) => {
  const scope = suiteScope();
  let twin: string;
  let other: string;
  let moving: string;
  const pictures = () => scope().path('pictures');
  const files = () => (existsSync(pictures()) ? readdirSync(pictures()) : []);

  beforeAll(async () => {
    const camera = scope().name('look');
    [twin, other, moving] = [scope().name('twin'), scope().name('other'), scope().name('moving')];
    const names = [`${camera}:RGB24`, `${twin}:RGB24`, `${other}:BGR24`];
    await scope()
      .actor('picture-publisher', [10, WIDTH, HEIGHT, ...names])
      .said('started');
    const noise = ['--source', 'pattern:noise', '--width', '64', '--height', '48', '--format', 'GRAY8', '--fps', '10'];
    scope().cli(['publish', moving, ...noise]);
    const keeping = { ...DEFAULT_KEEPING, snapshotFolder: pictures(), template: '{frame}' };
    page = await open(scope(), { drawing: '2d', overlay: false, selected: `local:${camera}`, keeping });
    await showCamera(page, camera);
    await untilShown(page, camera);
  });

  describe('zoom', () => {
    test('shows pixels as squares of one colour at 8 times', async () => {
      await zoomTo(8);
      await until(
        async () => {
          const { at, inside } = await screen();
          const stage = await box('.stage');
          for (let y = 0; y < HEIGHT; y++)
            for (let x = 0; x < WIDTH; x++)
              // Not at the edges, where the grid is.
              for (const [dx, dy] of [
                [2, 2],
                [4, 4],
                [6, 2],
                [2, 6],
                [6, 6],
              ] as const) {
                const [left, top] = [stage.x + x * 8 + dx, stage.y + y * 8 + dy];
                if (inside(left, top) && String(at(left, top)) !== String(colourOf(picture.bytes, x, y))) return undefined;
              }
          return true;
        },
        { what: 'every pixel as a square of 8 x 8' },
      );
    });

    test('writes the bytes of the mapping on the pixels at 64 times, and nothing else', async () => {
      await zoomTo(64);
      const pixel = { x: WIDTH / 2, y: HEIGHT / 2 };
      const [red = 0, green = 0, blue = 0] = colourOf(picture.bytes, pixel.x, pixel.y);
      const lines = (r: number) => [`R ${r}`, `G ${green}`, `B ${blue}`];
      await until(async () => (await distanceToText(pixel, lines(red))) < 3, {
        what: `${lines(red).join()} on pixel ${pixel.x}, ${pixel.y}`,
      });
      expect(await distanceToText(pixel, lines((red + 5) % 256))).toBeGreaterThan(4);
    });

    test('keeps the pixel under the pointer, turned and flipped', async () => {
      await page.keyboard.press('Backspace');
      await page.keyboard.press('r');
      await page.keyboard.press('h');
      await page.keyboard.press('i');
      const position = page.locator('.inspect-facts dd').first();
      await until(() => position.count(), { what: 'the inspector' });
      const frame = await box('.stage-frame');
      // In the middle of a pixel: at its edge, rounding decides. The picture lies on its side, and its middle is a corner of four pixels.
      const scale = (await box('.stage')).width / HEIGHT;
      const inside = (offset: number) => (Math.round(offset / scale) + 0.5) * scale;
      const [x, y] = [frame.x + frame.width / 2 + inside(100), frame.y + frame.height / 2 + inside(60)];
      const told = async (last: string) => {
        await page.mouse.move(x + 1, y);
        await page.mouse.move(x, y);
        const text = await position.textContent();
        return text && text !== last ? text : undefined;
      };
      const middle = `${WIDTH / 2}, ${HEIGHT / 2}`;
      const before = await until(() => told(middle), { what: 'a pixel under the pointer' });
      for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -100);
      await until(() => page.locator('.zoom-map').count(), { what: 'a zoomed picture' });
      await until(() => told(''), { what: 'the pixel under the pointer' });
      expect(await position.textContent()).toBe(before);
      await page.keyboard.press('Backspace');
    });
  });

  test('the inspector tells the bytes of a pixel and where they lie, by the keyboard alone', async () => {
    const rows = page.locator('.inspect .samples tbody tr');
    const place = async () => ((await page.locator('.inspect-facts dd').first().textContent()) ?? '').split(', ').map(Number);
    const [x = 0, y = 0] = await place();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowDown');
    await until(async () => String(await place()) === String([x + 10, y + 1]), { what: 'the cursor to move' });
    await until(
      async () => {
        const told = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
        const offset = ((y + 1) * WIDTH + x + 10) * 3;
        const expected = ['R', 'G', 'B'].map((channel, index) => {
          const value = picture.bytes[offset + index] ?? 0;
          return [channel, `${value}`, `0x${value.toString(16).padStart(2, '0')}`, '0', `${LOCK_BYTES + offset + index}`];
        });
        return JSON.stringify(told).replace(/[\u202f\u00a0.,](?=\d{3})/gu, '') === JSON.stringify(expected) || undefined;
      },
      { what: 'the native values of the pixel' },
    );
    await page.keyboard.press('x');
    await until(() => page.locator('.pins li').count(), { what: 'the pinned pixel' });
    await page.keyboard.press('g');
    const mean = page.locator('.scopes .samples tbody tr').first().locator('td').nth(2);
    const reds = picture.bytes.filter((_, at) => at % 3 === 0);
    const expected = reds.reduce((sum, value) => sum + value, 0) / reds.length;
    await until(async () => Math.abs(Number(await mean.textContent()) - expected) < 0.1, { what: 'the mean of red' });
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await shell.screenshot(page, `look-panel-${scheme}`);
    }
    await page.keyboard.press('g');
    await page.keyboard.press('i');
  });

  describe('comparing', () => {
    const partner = async (name: string) => {
      await page.getByRole('button', { name: /^Compare with:/u }).click();
      await page.getByRole('menuitemradio').filter({ hasText: name }).click();
    };
    const mode = (name: string) => page.getByRole('radio', { name }).click();
    const untilScreen = (what: string, expected: (x: number, y: number) => readonly number[] | undefined) =>
      until(
        async () => {
          const { at, frame } = await screen();
          const scale = Math.min(frame.width / WIDTH, frame.height / HEIGHT);
          const left = frame.x + (frame.width - WIDTH * scale) / 2;
          const top = frame.y + (frame.height - HEIGHT * scale) / 2;
          for (let y = 1; y < HEIGHT; y += 4)
            for (let x = 1; x < WIDTH; x += 4) {
              const wanted = expected(x, y);
              const found = at(left + (x + 0.5) * scale, top + (y + 0.5) * scale);
              if (wanted && String(found) !== String(wanted)) return undefined;
            }
          return true;
        },
        { what },
      );

    test('of a picture with itself is black, with one of swapped colours their difference', async () => {
      await page.keyboard.press('w');
      await partner(twin);
      await mode('Difference');
      await untilScreen('nothing to differ', () => [0, 0, 0]);
      await until(async () => (await page.locator('.compare').textContent())?.includes('Both at frame'), {
        what: 'aligned frames',
      });
      expect(await page.locator('.compare td').first().textContent()).toBe('identical');
      await partner(other);
      await page.getByRole('radio', { name: '1×', exact: true }).click();
      await untilScreen('the difference of the colours', (x, y) => {
        const others = colourOf(swapped, x, y);
        return colourOf(picture.bytes, x, y).map((value, index) => Math.abs(value - (others[index] ?? 0)));
      });
      expect(await page.locator('.compare').textContent()).toContain('RGB24 and BGR24 have no values in common');
    });

    test('with a wipe that arrow keys move', async () => {
      await mode('Wipe');
      const slider = page.getByRole('slider', { name: 'Position of the wipe' });
      await slider.focus();
      await page.keyboard.press('PageDown');
      expect(await slider.getAttribute('aria-valuenow')).toBe('40');
      const { frame } = await screen();
      const scale = Math.min(frame.width / WIDTH, frame.height / HEIGHT);
      const edge = (0.4 * frame.width - (frame.width - WIDTH * scale) / 2) / scale;
      await untilScreen('one picture on each side', (x, y) => {
        if (Math.abs(x + 0.5 - edge) < 2) return undefined;
        return colourOf(x < edge ? picture.bytes : swapped, x, y);
      });
      await shell.screenshot(page, 'look-wipe');
      await page.keyboard.press('w');
    });
  });

  /** Taken by key; its pixels, from the file that is named by the frame's number. */
  async function savedPicture(frame: number): Promise<string> {
    await page.keyboard.press('s');
    const file = `${frame}.png`;
    await until(() => files().includes(file), { what: `the picture of frame ${frame}` });
    return Buffer.from(decode(readFileSync(join(pictures(), file))).data).toString('base64');
  }

  test('a frozen picture stands still while frames pass, and steps back and forth', async () => {
    await showCamera(page, moving);
    await untilShown(page, moving);
    const pixels = async () => Buffer.from((await readCanvas(page)).rgb).toString('base64');
    const badge = page.locator('.freeze-badge');
    const passed = async () => Number(/(\d+) frames? passed/u.exec((await badge.textContent()) ?? '')?.[1] ?? 0);
    const kept = async () => Number(/of (\d+) kept/u.exec((await badge.textContent()) ?? '')?.[1] ?? 0);
    await page.keyboard.press('Space');
    // What was drawn last is on the canvas by then.
    await until(async () => (await passed()) > 2, { what: 'the badge' });
    const [still, before] = [await pixels(), await passed()];
    await until(async () => (await passed()) > before + 2, { what: 'frames to pass' });
    expect(await pixels()).toBe(still);
    expect(await kept()).toBeGreaterThan(1);
    const frame = Number(/^Frozen at frame (\d+)$/u.exec((await badge.getByRole('status').textContent()) ?? '')?.[1]);
    expect(await savedPicture(frame)).toBe(still);
    await page.keyboard.press('p');
    const earlier = await until(
      async () => {
        const now = await pixels();
        return now === still ? undefined : now;
      },
      { what: 'the frame before' },
    );
    expect(await savedPicture(frame - 1)).toBe(earlier);
    await page.keyboard.press('n');
    await until(async () => (await pixels()) === still, { what: 'the frame after it' });
    await page.keyboard.press('n');
    await until(async () => ![still, earlier].includes(await pixels()), { what: 'the next frame that comes' });
    await page.keyboard.press('Space');
    await until(async () => (await badge.count()) === 0, { what: 'the badge to go' });
    const live = await pixels();
    await until(async () => (await pixels()) !== live, { what: 'the picture to move again' });
  });
});
