import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FRAME_HEADER_BYTES } from '../../backend/frame-message.ts';
import { CHROMIUM, launchChromium, watchedPage } from '../support/chromium.ts';
import { fakeBackend } from '../unit/web/fake-backend.ts';
import { openPage, type TestServer, testServer } from '../unit/web/page-client.ts';

const FRAME_BYTES = 1920 * 1080 * 3;
const FRAMES = 60;

/** What the real page does, without drawing: opens a stream, and a worker that reads it and gives a credit for each frame. */
const PAGE = `
const control = new WebSocket(new URL('control', document.baseURI).href.replace('http', 'ws'));
control.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.hello) {
    window.session = message.hello.session;
    control.send(JSON.stringify({ id: 1, command: 'stream.open', argument: { stream: 1 } }));
  } else if (message.id === 1) {
    const worker = new Worker('worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => { window.outcome = data; };
    worker.postMessage({ base: document.baseURI, session: window.session, epoch: message.answer.epoch });
  }
};
`;
const WORKER = `
onmessage = async ({ data: { base, session, epoch } }) => {
  const credits = new WebSocket(new URL('credits/' + session, base).href.replace('http', 'ws'));
  await new Promise((resolve) => { credits.onopen = resolve; });
  const credit = (sequence) => credits.send(JSON.stringify({ stream: 1, epoch, sequence }));
  const response = await fetch(new URL('streams/' + session, base));
  const reader = response.body.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(1 << 20);
  let bytes = 0, frames = 0;
  const start = performance.now();
  credit(0);
  while (frames < ${FRAMES}) {
    const { value } = await reader.read(new Uint8Array(buffer));
    buffer = value.buffer;
    bytes += value.length;
    const whole = Math.floor(bytes / ${FRAME_BYTES + FRAME_HEADER_BYTES});
    if (whole > frames) credit(whole);
    frames = whole;
  }
  postMessage({ isolated: crossOriginIsolated, megabytesPerSecond: Math.round(bytes / (performance.now() - start) / 1000) });
};
`;

function pageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sharedcam-page-'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>page</title><link rel="icon" href="data:,"><script type="module" src="./page.js"></script></html>',
  );
  writeFileSync(join(folder, 'page.js'), PAGE);
  writeFileSync(join(folder, 'worker.js'), WORKER);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe.skipIf(!CHROMIUM)('the browser shell in a real browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('isolates its page, which gets frames in a worker without a complaint', async () => {
    const server = await testServer({ rendererDir: pageFolder(), backend: fakeBackend({ pixelBytes: FRAME_BYTES }) });
    const { page } = await watchedPage(browser);
    await page.goto(server.url);
    const outcome = await page.waitForFunction(() => (window as { outcome?: unknown }).outcome);
    const { isolated, megabytesPerSecond } = (await outcome.jsonValue()) as { isolated: boolean; megabytesPerSecond: number };
    expect(isolated).toBe(true);
    console.log(`${FRAMES} frames of 1080p RGB24 into a Chromium worker: ${megabytesPerSecond} MB/s`);
    expect(server.log).toEqual([]);
    await page.goto('about:blank');
    await expect.poll(() => server.backend.open.length).toBe(0);
  });

  it('promise 28: gives nothing to a page from elsewhere, even one that knows the address', async () => {
    const server = await testServer({ rendererDir: pageFolder() });
    const own = await openPage(server);
    await own.request('stream.open', { stream: 1 });
    const page = await (await browser.newContext()).newPage();
    await page.goto(await elsewhere());
    expect(await page.evaluate(tryToEnter, { url: server.url, session: own.session })).toEqual({
      page: 'refused',
      stream: 'refused',
      blindStream: 'refused',
      control: 'refused',
      frame: 'refused',
    });
    expect(statuses(server)).toContain(403);
    expect(server.backend.sessions[0]?.streams.get(1)?.sent).toBe(0);
    expect(server.backend.open).toHaveLength(1);
    await page.context().close();
  });
});

/** A page of another origin on the same machine. */
async function elsewhere(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>elsewhere</title><body></body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function tryToEnter({ url, session }: { url: string; session: string }): Promise<Record<string, string>> {
  const get = (path: string, mode: RequestMode): Promise<string> =>
    fetch(url + path, { mode }).then(
      ({ type, status }) => (type === 'opaque' ? 'opaque' : String(status)),
      () => 'refused',
    );
  const control = new Promise<string>((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}control`);
    socket.onopen = () => resolve('open');
    socket.onerror = () => resolve('refused');
  });
  const frame = new Promise<string>((resolve) => {
    const element = document.createElement('iframe');
    element.src = url;
    element.onload = () => {
      try {
        resolve(element.contentWindow?.document.title === 'page' ? 'shown' : 'refused');
      } catch {
        resolve('refused');
      }
    };
    document.body.append(element);
  });
  return {
    page: await get('', 'cors'),
    stream: await get(`streams/${session}`, 'cors'),
    blindStream: await get(`streams/${session}`, 'no-cors'),
    control: await control,
    frame: await frame,
  };
}

function statuses({ log }: TestServer): number[] {
  return log.map((line) => Number(/\((\d+)\)/.exec(line)?.[1]));
}
