import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pixelFormat, type RawPixelFormat } from '../../native/core/formats.ts';
import { tightLayout } from '../../native/core/layout.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { convertToRgba } from '../../native/core/pixels/convert.ts';
import { DEFAULT_DISPLAY, type Display } from '../../native/core/pixels/display.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { testPicture } from '../support/pictures.ts';
import { Scope, suiteScope } from '../support/scope.ts';
import { describeInShells } from '../support/shells.ts';
import { showCamera, startViewer, untilCanvas, untilShown } from '../support/viewer.ts';

const [WIDTH, HEIGHT] = [66, 50];

/** Each with something that only its display does. */
const SHOWN: readonly (readonly [RawPixelFormat, Partial<Display>])[] = [
  ['RGB24', { levels: { low: 40, high: 180 }, gamma: 1.5 }],
  ['GRAY8', { levels: { low: 30, high: 200 }, colourMap: 'turbo' }],
  ['GRAY16', { levels: 'auto', colourMap: 'viridis' }],
  ['FLOAT32', { levels: { low: 0.2, high: 0.7 }, colourMap: 'inverted', gamma: 0.5 }],
  ['NV12', { matrix: 'bt2020', range: 'full', levels: { low: 60, high: 160 } }],
  ['UYVY', { colourMap: 'cividis', levels: 'extremes' }],
];

let browser: Browser;
let scope: Scope;
const names = new Map<RawPixelFormat, string>();

beforeAll(async () => {
  scope = new Scope();
  browser = await launchChromium({ webgl: true });
  for (const [format] of SHOWN) names.set(format, scope.name(format));
  const cameras = [...names].map(([format, name]) => `${name}:${format}`);
  await scope.actor('picture-publisher', [15, WIDTH, HEIGHT, ...cameras]).said('started');
});

afterAll(async () => {
  await browser?.close();
  await scope?.close();
});

/** Red, green and blue as the converter of the command line has them. */
function expectedRgb(format: RawPixelFormat, display: Partial<Display>): Uint8Array {
  const layout = tightLayout(format, WIDTH, HEIGHT);
  const { bytes } = testPicture(format, WIDTH, HEIGHT);
  const rgba = new Uint8Array(WIDTH * HEIGHT * 4);
  convertToRgba(layout, bytes, rgba, renderingOfPicture({ ...DEFAULT_DISPLAY, ...display }, layout, bytes));
  return rgba.filter((_, i) => i % 4 !== 3);
}

/** Steps between what is shown and what must be: colours of a map are the farther apart, the steeper it is. */
function farthest(shown: Uint8Array, expected: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < expected.length; i++) most = Math.max(most, Math.abs((shown[i] ?? 0) - (expected[i] ?? 0)));
  return most;
}

describe.each(['webgl2', '2d'] as const)('drawn by %s', (drawing) => {
  test('pictures have the colours of their display', async () => {
    const remembered = SHOWN.map(([format, display]) => {
      const name = names.get(format) ?? '';
      return { name, namespace: 'local', display: { ...DEFAULT_DISPLAY, ...display } } as const;
    });
    const selected = `local:${names.get('RGB24')}`;
    const { url } = await startViewer(scope, { drawing, remembered, selected });
    const { page, complaints } = await openPage(browser);
    await page.goto(url);
    for (const [format, display] of SHOWN) {
      const name = names.get(format) ?? '';
      await showCamera(page, name);
      const { picture } = await untilShown(page, name);
      expect(picture.painter.kind).toBe(drawing);
      const expected = expectedRgb(format, display);
      expect(farthest(expected, expectedRgb(format, {})), `${format} is not shown as it comes`).toBeGreaterThan(40);
      // One step of a value; of turbo and viridis that is up to eight of a channel.
      const tolerance = display.colourMap && pixelFormat(format).bits > 8 ? 8 : 1;
      await untilCanvas(page, ({ rgb }) => {
        const steps = farthest(rgb, expected);
        return steps <= tolerance ? '' : `${format} is ${steps} steps off`;
      });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describeInShells('the display panel', (open, shell) => {
  const own = suiteScope();
  let page: Page;
  const gray = () => names.get('GRAY8') ?? '';

  beforeAll(async () => {
    page = await open(own(), { drawing: '2d', selected: `local:${gray()}` });
    await showCamera(page, gray());
    await untilShown(page, gray());
  });

  const panel = () => page.getByRole('complementary', { name: 'Display' });
  const black = () => panel().getByRole('slider', { name: 'Black point' });
  const white = () => panel().getByRole('slider', { name: 'White point' });
  const untilPicture = (display: Partial<Display>) =>
    untilCanvas(page, ({ rgb }) =>
      farthest(rgb, expectedRgb('GRAY8', display)) <= 1 ? '' : `not the picture with ${JSON.stringify(display)}`,
    );

  test('opens by its key, and moves black by the keyboard alone', async () => {
    await page.keyboard.press('d');
    await black().focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowLeft');
    expect(await black().getAttribute('aria-valuenow')).toBe('29');
    await untilPicture({ levels: { low: 29, high: 255 } });
    expect(await panel().getByRole('radio', { name: 'Fixed' }).getAttribute('aria-checked')).toBe('true');
  });

  test('moves white by dragging it', async () => {
    const box = await panel().locator('.histogram').boundingBox();
    if (!box) throw new Error('There is no histogram.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width - 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, y, { steps: 4 });
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
    await page.mouse.up();
    const high = Number(await white().getAttribute('aria-valuenow'));
    expect(high).toBeGreaterThan(125);
    expect(high).toBeLessThan(130);
    await untilPicture({ levels: { low: 29, high } });
  });

  test('takes typed numbers, and says what is wrong with one', async () => {
    const field = panel().getByRole('textbox', { name: 'White' });
    await field.fill('12');
    await panel().getByText('Black must lie below white.').waitFor();
    await field.fill('300');
    await panel().getByText('GRAY8 holds 0 to 255.').waitFor();
    await field.fill('200');
    await page.keyboard.press('Enter');
    await untilPicture({ levels: { low: 29, high: 200 } });
  });

  test('colours values, with a legend in native values', async () => {
    await panel().getByRole('radio', { name: 'Inferno' }).click();
    await untilPicture({ levels: { low: 29, high: 200 }, colourMap: 'inferno' });
    await page.getByRole('img', { name: 'Colour map Inferno: 29 to 200' }).waitFor();
    expect(await panel().getByText('Matrix and range belong to YUV; GRAY8 needs neither.').isVisible()).toBe(true);
  });

  test('follows the picture', async () => {
    await panel().getByRole('radio', { name: 'Min–max' }).click();
    await untilPicture({ levels: 'extremes', colourMap: 'inferno' });
  });

  test('is remembered, for this camera alone, and told to every page', async () => {
    // Another page of the same program, or the only one anew.
    const other = shell.isDesktop ? page : await page.context().newPage();
    await panel().getByRole('radio', { name: 'Min–max' }).click();
    await panel().getByRole('radio', { name: 'Viridis' }).click();
    // At once: the last of several choices is still on its way, and the page takes it along.
    await (other === page ? page.reload() : other.goto(page.url()));
    await other.getByRole('img', { name: /^Colour map Viridis/u }).waitFor();
    if (other === page) await page.keyboard.press('d');
    else await other.close();
    expect(await panel().getByRole('radio', { name: 'Viridis' }).getAttribute('aria-checked')).toBe('true');
    await showCamera(page, names.get('NV12') ?? '');
    expect(await panel().getByRole('radio', { name: 'In colour' }).getAttribute('aria-checked')).toBe('true');
    expect(await panel().getByRole('button', { name: 'Reset' }).isDisabled()).toBe(true);
  });

  test('resets', async () => {
    await showCamera(page, gray());
    await panel().getByRole('button', { name: 'Reset' }).click();
    await untilShown(page, gray());
    await untilPicture({});
    expect(await page.locator('.legend').count()).toBe(0);
  });
});
