import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Settings } from '../../backend/contract.ts';
import type { Diagnostics } from '../../renderer/diagnostics.ts';
import { jsonLines } from './json-lines.ts';
import type { TestProcess } from './processes.ts';
import type { Scope } from './scope.ts';
import { until } from './wait.ts';

export interface ViewerServer {
  readonly process: TestProcess;
  readonly url: string;
}

/** `sharedcam serve` with settings of the test's own. */
export async function startViewer(
  scope: Scope,
  settings: Partial<Settings> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<ViewerServer> {
  const folder = scope.path(`settings-${scope.name()}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, ...settings }));
  const process = scope.cli(['serve', '--json'], { env: { ...environment, SHAREDCAM_HOME: folder } });
  await process.said('"ready":true');
  const ready = jsonLines(process.stdout)[0] as { url: string };
  return { process, url: ready.url };
}

/** The row of a camera in the source list. */
export function cameraRow(page: Page, name: string) {
  return page.locator(`[data-camera="local:${name}"]`);
}

export async function showCamera(page: Page, name: string): Promise<void> {
  await cameraRow(page, name).click();
}

/** What the page says of itself (window.__sharedCamera). */
export function pageStats(page: Page): Promise<ReturnType<Diagnostics['stats']>> {
  return page.evaluate(() => {
    const diagnostics = window.__sharedCamera;
    if (!diagnostics) throw new Error('The page exposes no diagnostics.');
    return diagnostics.stats();
  });
}

/** Waits until the large view shows fresh pictures of this camera, and answers with the figures. */
export function untilShown(page: Page, name: string, timeoutMs = 15_000) {
  let last = '';
  return until(
    async () => {
      const stats = await pageStats(page);
      last = JSON.stringify(stats);
      return stats.camera === `local:${name}` &&
        stats.state === 'live' &&
        stats.picture &&
        (stats.presentation?.presented ?? 0) > 1
        ? { ...stats, picture: stats.picture }
        : undefined;
    },
    { timeoutMs, intervalMs: 20, what: () => `${name} to be shown; the page says ${last}` },
  );
}

/**
 * Milliseconds from the start of this page (its navigation) until its large view has a picture, by the page's own clock: how often the
 * driver of the browser asks is no part of it.
 */
export async function millisecondsToPicture(page: Page): Promise<number> {
  const there = () => document.querySelector('canvas.frame-canvas') !== null && performance.now();
  const found = await page.waitForFunction(there, undefined, { polling: 'raf' });
  return Number(await found.jsonValue());
}

export interface CanvasPixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of every pixel. */
  readonly rgb: Uint8Array;
}

/** The pixels that are on the canvas of the large view. */
export async function readCanvas(page: Page): Promise<CanvasPixels> {
  const { width, height, base64 } = await page.evaluate(() => {
    const shown = document.querySelector<HTMLCanvasElement>('canvas.frame-canvas');
    if (!shown) throw new Error('No canvas is shown.');
    const copy = document.createElement('canvas');
    copy.width = shown.width;
    copy.height = shown.height;
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D context.');
    context.drawImage(shown, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let text = '';
    for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return { width: copy.width, height: copy.height, base64: btoa(text) };
  });
  const rgba = Buffer.from(base64, 'base64');
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) rgb.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return { width, height, rgb };
}

/**
 * Waits until the canvas of the large view is as it should be: what the worker has drawn reaches the page a little later, on a busy machine
 * much later. `fault` says what is wrong with it, or nothing.
 */
export async function untilCanvas(page: Page, fault: (canvas: CanvasPixels) => string): Promise<CanvasPixels> {
  let last = '';
  return until(
    async () => {
      const canvas = await readCanvas(page);
      last = fault(canvas);
      return last === '' ? canvas : undefined;
    },
    { intervalMs: 30, what: () => `the right picture: ${last}` },
  );
}
