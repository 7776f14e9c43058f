import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { LineChild } from '../child.ts';
import { type BenchResult, type BenchRow, printWhenMain, row } from '../support.ts';

const CLI = resolve(import.meta.dirname, '../../bin/sharedcam.mjs');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const QUIET = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const FPS = 30;
const REFRESH_MS = 1000 / 60;
/** The page tells figures of the last five seconds once a second. */
const WARM_UP_MS = 8000;
const SAMPLES = 10;

/** The part of `window.__sharedCamera` that is read. */
interface PageFigures {
  readonly presentation: {
    readonly fps: number | null;
    readonly ageMs: { readonly p50: number; readonly p95: number } | null;
  } | null;
  readonly picture: { readonly width: number; readonly painter: { readonly kind: string } } | null;
}

/** B9, the part that one camera in the browser shell can show: publish to presented, as the page itself sees it. */
export async function run(): Promise<BenchResult> {
  if (!CHROMIUM) throw new Error('No Chromium was found.');
  const folder = mkdtempSync(join(tmpdir(), 'sharedcam-bench-'));
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const layout = ['--width', '1920', '--height', '1080', '--format', 'RGB24', '--fps', String(FPS)];
  const publisher = new LineChild(process.execPath, [CLI, 'publish', name, '--source', 'pattern:ball', ...layout, '--json']);
  await publisher.heard();
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, selected: `local:${name}` }));
  const server = new LineChild(process.execPath, [CLI, 'serve', '--json'], { SHAREDCAM_HOME: folder });
  const { url } = JSON.parse(await server.heard()) as { url: string };
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  try {
    const whole = await measure(browser, url, '1', { width: 1280, height: 800 });
    const fitted = await measure(browser, url, '0', { width: 1100, height: 700 });
    return {
      id: 'B9',
      title: `Browser shell: one ${FPS} fps 1920 x 1080 RGB24 camera, publish to presented`,
      peer: 'the aim: the published rate, and an age of one frame period and one refresh of the screen',
      rows: [...whole, ...fitted],
      note: 'Headless Chromium on this machine, drawing without a graphics card; publisher, server and browser share its cores.',
    };
  } finally {
    await browser.close();
    server.end('SIGINT');
    publisher.end('SIGINT');
    await Promise.all([server.ended(), publisher.ended()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** `key` chooses the size: 1 = every pixel, 0 = as it fits, sent no larger than it is shown. */
async function measure(browser: Browser, url: string, key: '0' | '1', viewport: Size): Promise<BenchRow[]> {
  const page = await browser.newPage({ viewport });
  await page.goto(url);
  await page.waitForSelector('canvas.frame-canvas');
  await page.keyboard.press(key);
  await delay(WARM_UP_MS);
  const fps: number[] = [];
  const p50: number[] = [];
  const p95: number[] = [];
  let label = '';
  for (let sample = 0; sample < SAMPLES; sample++) {
    await delay(1000);
    const { presentation, picture } = await figures(page);
    fps.push(presentation?.fps ?? 0);
    p50.push(presentation?.ageMs?.p50 ?? Number.NaN);
    p95.push(presentation?.ageMs?.p95 ?? Number.NaN);
    label = `${picture?.width ?? 0} wide, ${picture?.painter.kind ?? 'nothing drawn'}`;
  }
  await page.close();
  const aim = 1000 / FPS + REFRESH_MS;
  return [
    row(`${label}: rate`, 'fps', fps, [FPS]),
    row(`${label}: age p50`, 'ms', p50, [aim]),
    row(`${label}: age p95`, 'ms', p95, [aim]),
  ];
}

function figures(page: Page): Promise<PageFigures> {
  return page.evaluate(() => {
    const { __sharedCamera } = window as unknown as { __sharedCamera: { stats(): PageFigures } };
    return __sharedCamera.stats();
  });
}

await printWhenMain(import.meta.url, run);
