import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { FRAME_HEADER_BYTES } from '../../../backend/frame-message.ts';
import { PING_INTERVAL_MS, STALLED_READER_MS } from '../../../web/limits.ts';
import { until } from '../../support/wait.ts';
import { fakeBackend } from './fake-backend.ts';
import { closed, openPage, readFrames, testServer } from './page-client.ts';

const MEGABYTE = 1024 * 1024;

function credit(socket: WebSocket, sequence: number, epoch = 1, stream = 1): void {
  socket.send(JSON.stringify({ stream, epoch, sequence }));
}

describe('frames over one long response', () => {
  it('brings one frame for each credit, whole and in order', async () => {
    const server = await testServer({ backend: fakeBackend({ pixelBytes: 3 * MEGABYTE + 1 }) });
    const page = await openPage(server);
    const { answer } = await page.request('stream.open', { stream: 1 });
    const { epoch } = answer as { epoch: number };
    const credits = await page.openCredits();
    const response = await page.openFrames();
    expect(response.headers['content-type']).toBe('application/octet-stream');
    expect(response.headers['transfer-encoding']).toBeUndefined();
    credit(credits, 0, epoch);
    let expected = 0;
    for await (const { header, pixels } of readFrames(response)) {
      expected++;
      expect(header).toMatchObject({ epoch, sequence: expected, pixelBytes: 3 * MEGABYTE + 1 });
      expect(pixels.every((value) => value === expected)).toBe(true);
      if (expected === 5) break;
      credit(credits, header.sequence, epoch);
    }
    expect(server.backend.sessions[0]?.credits).toHaveLength(5);
  });

  it('carries every stream of the page, each with its own frames', async () => {
    const streams = 25;
    const server = await testServer({ backend: fakeBackend({ pixelBytes: 100_000 }) });
    const page = await openPage(server);
    const credits = await page.openCredits();
    const response = await page.openFrames();
    for (let stream = 1; stream <= streams; stream++) {
      await page.request('stream.open', { stream });
      credit(credits, 0, stream, stream);
    }
    const came = new Map<number, number>();
    for await (const { header, pixels } of readFrames(response)) {
      const { stream, epoch, sequence } = header;
      expect([epoch, sequence]).toEqual([stream, (came.get(stream) ?? 0) + 1]);
      expect(pixels.every((value) => value === sequence)).toBe(true);
      came.set(stream, sequence);
      // No stream is ever a whole round behind another one.
      expect(Math.max(...came.values()) - Math.min(...came.values())).toBeLessThanOrEqual(came.size < streams ? 5 : 2);
      if (sequence === 5 && came.size === streams) break;
      credit(credits, sequence, epoch, stream);
    }
  });

  it('gives nothing to a page that does not read', async () => {
    const server = await testServer();
    const page = await openPage(server);
    const session = server.backend.sessions[0];
    await page.request('stream.open', { stream: 1 });
    const credits = await page.openCredits();
    credit(credits, 0);
    await until(() => session?.credits.length === 1);
    const response = await page.openFrames();
    credit(credits, 1);
    for await (const { header } of readFrames(response)) {
      expect(header.sequence).toBe(2);
      break;
    }
  });

  it('ends every stream with its response, and goes on when one of them is closed', async () => {
    const server = await testServer();
    const page = await openPage(server);
    const session = server.backend.sessions[0];
    const credits = await page.openCredits();
    for (const stream of [1, 2]) await page.request('stream.open', { stream });
    (await page.openFrames()).destroy();
    await until(() => session?.streams.size === 0, { what: 'the streams to be closed' });
    for (const stream of [3, 4]) await page.request('stream.open', { stream });
    const response = await page.openFrames();
    await page.request('stream.close', { stream: 3 });
    credit(credits, 0, 4, 4);
    for await (const { header } of readFrames(response)) {
      expect(header.stream).toBe(4);
      break;
    }
  });

  it('finishes a frame whose stream was closed meanwhile, and drops one that waits', async () => {
    const server = await testServer({ backend: fakeBackend({ pixelBytes: 32 * MEGABYTE }) });
    const page = await openPage(server);
    const session = server.backend.sessions[0];
    const credits = await page.openCredits();
    for (const stream of [1, 2, 3]) await page.request('stream.open', { stream });
    const response = await page.openFrames();
    response.pause();
    const [begun, waiting, last] = [1, 2, 3].map((number) => session?.streams.get(number));
    for (const stream of [1, 2, 3]) credit(credits, 0, stream, stream);
    await until(() => begun?.busy && waiting?.busy && last?.busy);
    await page.request('stream.close', { stream: 1 });
    await page.request('stream.close', { stream: 2 });
    await until(() => waiting?.busy === false, { what: 'the buffer that waited to come back' });
    expect(begun?.busy).toBe(true);
    const numbers: number[] = [];
    for await (const { header } of readFrames(response)) {
      numbers.push(header.stream);
      if (numbers.length === 2) break;
    }
    expect(numbers).toEqual([1, 3]);
  });

  it('promise 27: a reader that does not read holds one frame, however many credits it sends', async () => {
    const pixelBytes = 32 * MEGABYTE;
    const server = await testServer({ backend: fakeBackend({ pixelBytes }) });
    const page = await openPage(server);
    await page.request('stream.open', { stream: 1 });
    const credits = await page.openCredits();
    const response = await page.openFrames();
    response.pause();
    credit(credits, 0);
    const stream = server.backend.sessions[0]?.streams.get(1);
    await until(() => stream?.sent === 1);
    const before = process.memoryUsage();
    for (let sequence = 1; sequence <= 1000; sequence++) credit(credits, sequence);
    await until(() => server.backend.sessions[0]?.credits.length === 1001);
    const after = process.memoryUsage();
    expect(stream?.sent).toBe(1);
    expect(stream?.busy).toBe(true);
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).toBeLessThan(pixelBytes / 4);
    page.socket.terminate();
    await until(() => stream?.busy === false, { what: 'the buffer to come back' });
  });

  it('cuts off a reader that leaves a frame unread, and gives the buffer back', async () => {
    const server = await testServer({ backend: fakeBackend({ pixelBytes: 32 * MEGABYTE }) });
    const page = await openPage(server);
    await page.request('stream.open', { stream: 1 });
    const credits = await page.openCredits();
    const response = await page.openFrames();
    const stream = server.backend.sessions[0]?.streams.get(1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    credit(credits, 0);
    await until(() => stream?.busy);
    vi.advanceTimersByTime(STALLED_READER_MS);
    await until(() => stream?.closed && !stream.busy);
    response.destroy();
    expect(await page.request('settings.get')).toMatchObject({ answer: null });
  });

  it('finds a dead page by pinging it, and lets a live one be', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = await testServer();
    const [live, dead] = [await openPage(server), await openPage(server)];
    dead.socket.pause();
    for (let round = 1; round <= 3; round++) {
      const ponged = once(live.socket, 'ping');
      vi.advanceTimersByTime(PING_INTERVAL_MS);
      await ponged;
      await live.request('settings.get');
    }
    await until(() => server.backend.open.length === 1);
    expect(server.backend.sessions.map(({ closed }) => closed)).toEqual([false, true]);
  });

  it('leaks nothing over many pages', async () => {
    const server = await testServer();
    const round = async (): Promise<void> => {
      const page = await openPage(server);
      const credits = await page.openCredits();
      await page.request('stream.open', { stream: 1 });
      const response = await page.openFrames();
      credit(credits, 0, server.backend.sessions.length);
      await once(response, 'data');
      page.socket.terminate();
      await Promise.all([once(credits, 'close'), closed(response)]);
      await until(() => server.backend.open.length === 0);
    };
    const handles = (): number => process.getActiveResourcesInfo().filter((name) => /TCP|Socket/.test(name)).length;
    for (let count = 0; count < 5; count++) await round();
    const before = handles();
    for (let count = 0; count < 100; count++) await round();
    await until(() => handles() <= before, { what: () => `${handles()} sockets to become ${before}` });
    expect(server.backend.sessions.every(({ closed, streams }) => closed && streams.size === 0)).toBe(true);
  });

  it('prints its throughput', async () => {
    const pixelBytes = 1920 * 1080 * 3;
    const server = await testServer({ backend: fakeBackend({ pixelBytes }) });
    const page = await openPage(server);
    await page.request('stream.open', { stream: 1 });
    const credits = await page.openCredits();
    const response = await page.openFrames();
    const stream = server.backend.sessions[0]?.streams.get(1);
    const frames = 60;
    let bytes = 0;
    let frame = 0;
    const start = performance.now();
    credit(credits, 0);
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      const whole = Math.floor(bytes / (pixelBytes + FRAME_HEADER_BYTES));
      if (whole > frame) credit(credits, whole);
      frame = whole;
      if (frame === frames) break;
    }
    const seconds = (performance.now() - start) / 1000;
    expect(stream?.sent).toBeGreaterThanOrEqual(frames);
    console.log(`${frames} frames of 1080p RGB24, writer and reader in one process: ${Math.round(bytes / seconds / 1e6)} MB/s`);
  });
});
