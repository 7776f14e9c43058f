import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { MAX_CONTROL_BYTES, MAX_SESSIONS } from '../../../web/limits.ts';
import { until } from '../../support/wait.ts';
import { fakeBackend } from './fake-backend.ts';
import { closed, get, openPage, testServer, upgradeStatus } from './page-client.ts';

describe('promise 28: the door of the browser shell', () => {
  it('serves the page below its secret, with headers that isolate it', async () => {
    const server = await testServer();
    const { status, headers, text } = await get(server, '');
    expect(status).toBe(200);
    expect(text).toContain('<title>page</title>');
    expect(headers['content-type']).toMatch(/^text\/html/);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/'unsafe-/u);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect((await get(server, 'page.js')).headers['content-type']).toMatch(/javascript/);
    expect((await get(server, 'page.js', {}, 'HEAD')).text).toBe('');
  });

  it('refuses a wrong or missing secret, Host and Origin with a short sentence', async () => {
    const server = await testServer();
    const wrong = '/AAAAAAAAAAAAAAAAAAAAAA/';
    for (const path of ['/', wrong, '/index.html', `${wrong}control`]) {
      const answer = await get(server, path);
      expect(answer).toMatchObject({ status: 404, text: 'Not found.\n' });
      expect(answer.headers['content-security-policy']).toBeDefined();
    }
    expect((await get(server, '', { Host: `example.org:${server.port}` })).status).toBe(403);
    expect((await get(server, '', { Host: '' })).status).toBe(403);
    expect((await get(server, '', { Origin: 'http://example.org' })).status).toBe(403);

    expect(await upgradeStatus(server, 'control', { Origin: server.origin })).toBe(101);
    expect(await upgradeStatus(server, 'control', {})).toBe(403);
    expect(await upgradeStatus(server, 'control', { Origin: 'http://example.org' })).toBe(403);
    expect(await upgradeStatus(server, 'control', { Origin: server.origin, Host: 'example.org' })).toBe(403);
    expect(await upgradeStatus(server, `${wrong}control`, { Origin: server.origin })).toBe(404);
    expect(await upgradeStatus(server, 'elsewhere', { Origin: server.origin })).toBe(404);
    expect(await upgradeStatus(server, `credits/${'A'.repeat(22)}`, { Origin: server.origin })).toBe(404);
    await until(() => server.backend.open.length === 0);
  });

  it('refuses frames to other pages, of sessions that nobody opened, and a second time', async () => {
    const server = await testServer();
    const page = await openPage(server);
    const path = `streams/${page.session}`;
    expect((await get(server, path)).status).toBe(403);
    expect((await get(server, path, { Origin: 'http://example.org' })).status).toBe(403);
    expect((await get(server, path, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await get(server, path, { Origin: server.origin }, 'HEAD')).status).toBe(405);
    for (const other of [`streams/${page.session}/1`, `streams/${page.session}/`, `streams/${'A'.repeat(22)}`, 'streams/'])
      expect((await get(server, other, { Origin: server.origin })).status).toBe(404);
    const response = await page.openFrames();
    expect(response.statusCode).toBe(200);
    expect((await get(server, path, { Origin: server.origin })).status).toBe(409);
  });

  it('goes on when a file of the page has gone since', async () => {
    const rendererDir = mkdtempSync(join(tmpdir(), 'sharedcam-page-'));
    onTestFinished(() => rmSync(rendererDir, { recursive: true }));
    for (const file of ['index.html', 'old.js']) writeFileSync(join(rendererDir, file), '');
    const server = await testServer({ rendererDir });
    expect((await get(server, 'old.js')).status).toBe(200);
    rmSync(join(rendererDir, 'old.js'));
    expect((await get(server, 'old.js')).status).toBe(404);
    expect((await get(server, '')).status).toBe(200);
  });

  it('serves nothing outside the folder of the page, and no hidden file', async () => {
    const server = await testServer();
    for (const path of ['../package.json', '..%2f..%2fetc/passwd', '%2e%2e/%2e%2e/etc/passwd', '.hidden', '%', '%00', '\\..\\x'])
      expect((await get(server, path)).status, path).toBe(404);
  });

  it('takes no methods but GET and HEAD, no bodies, no long headers', async () => {
    const server = await testServer();
    expect((await get(server, '', {}, 'POST', 'x')).status).toBe(405);
    expect((await get(server, '', {}, 'DELETE')).status).toBe(405);
    expect((await get(server, '', { 'Content-Length': '1' }, 'GET', 'x')).status).toBe(413);
    expect((await get(server, '', { 'X-Long': 'x'.repeat(20_000) })).status).toBe(431);
  });

  it('says which port is taken, and takes the next one when none was asked for', async () => {
    const server = await testServer();
    const error = await testServer({ port: server.port }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SharedCameraError);
    expect(error).toMatchObject({ code: 'OS_ERROR', message: `Port ${server.port} of 127.0.0.1 is taken.` });
    const rendererDir = '/nonexistent';
    await expect(testServer({ rendererDir })).rejects.toMatchObject({ code: 'UNSUPPORTED', remedy: 'Run `npm run build`.' });
  });
});

describe('promises 28 and 29: what a page sends', () => {
  it('answers commands, refuses unknown ones with a code, tells events', async () => {
    const server = await testServer({ backend: fakeBackend({ greeting: 'first' }) });
    const page = await openPage(server);
    expect(page.messages[0]).toEqual({ hello: { session: page.session } });
    await until(() => page.messages.some(({ event }) => event === 'notice'));
    expect(await page.request('settings.get')).toEqual({ id: 1, answer: null });
    expect(await page.request('no.such')).toMatchObject({ id: 2, error: { code: 'USAGE', remedy: expect.any(String) } });
    server.backend.open[0]?.emit('notice', { level: 'info', text: verbatim('hello') });
    await until(() => page.messages.filter(({ event }) => event === 'notice').length === 2);
    expect(page.messages).toContainEqual({ event: 'notice', value: { level: 'info', text: verbatim('hello') } });
  });

  it('refuses what is no request with a code and goes on', async () => {
    const server = await testServer();
    const page = await openPage(server);
    const junk = [
      '',
      '{',
      'null',
      '[]',
      '7',
      '{"id":1}',
      '{"id":-1,"command":"x"}',
      '{"id":1,"command":7}',
      '{"id":1,"command":"x","more":1}',
    ];
    for (const text of junk) page.socket.send(text);
    await until(() => page.messages.filter(({ id, error }) => id === null && error).length === junk.length);
    expect(await page.request('settings.get')).toMatchObject({ answer: null });
    expect(server.log.length).toBeGreaterThan(0);
  });

  it('survives any message on any socket', async () => {
    const server = await testServer();
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((value) => `{"id":0,"command":"x","argument":${value}}`),
    );
    const message = fc.oneof(text, fc.uint8Array({ maxLength: 400 }));
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 5 }), fc.boolean(), async (messages, toCredits) => {
        const page = await openPage(server);
        const socket = toCredits ? await page.openCredits() : page.socket;
        for (const one of messages) socket.send(one);
        socket.close();
        page.close();
        await once(page.socket, 'close');
      }),
      { numRuns: 60 },
    );
    expect(await (await openPage(server)).request('settings.get')).toMatchObject({ answer: null });
  });

  it('survives any bytes on the port', async () => {
    const server = await testServer();
    const path = new URL(server.url).pathname;
    const lines = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 6 }).map((parts) => parts.join('\r\n'));
    const request = lines.map(
      (rest) =>
        `GET ${path}control HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${rest}\r\n\r\n`,
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(lines, request), async (bytes) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => {});
        socket.resume();
        socket.end(bytes);
        await once(socket, 'close');
      }),
      { numRuns: 100 },
    );
    expect((await get(server, '')).status).toBe(200);
  });

  it('closes a socket that sends too much, binary data, or a credit that is none', async () => {
    const server = await testServer();
    const closeCode = async (path: string, message: string | Buffer): Promise<number> => {
      const page = await openPage(server);
      const socket = path === 'control' ? page.socket : await page.openCredits();
      socket.send(message);
      const [code] = (await once(socket, 'close')) as [number];
      page.close();
      return code;
    };
    expect(await closeCode('control', 'x'.repeat(MAX_CONTROL_BYTES + 1))).toBe(1009);
    expect(await closeCode('control', Buffer.from('{}'))).toBe(1003);
    expect(await closeCode('credits', 'x'.repeat(300))).toBe(1009);
    expect(await closeCode('credits', '{"stream":1,"epoch":1,"sequence":-1}')).toBe(1008);
    await until(() => server.backend.open.length === 0);
  });

  it('bounds the number of pages', async () => {
    const backend = fakeBackend();
    const server = await testServer({ backend });
    const pages = [];
    for (let count = 0; count < MAX_SESSIONS; count++) pages.push(await openPage(server));
    expect(await upgradeStatus(server, 'control', { Origin: server.origin })).toBe(503);
    for (const one of pages) one.close();
    await until(() => backend.open.length === 0);
    expect(await upgradeStatus(server, 'control', { Origin: server.origin })).toBe(101);
  });

  it('ends the session with its control socket, and lets a page come back', async () => {
    const server = await testServer();
    const page = await openPage(server);
    const credits = await page.openCredits();
    await page.request('stream.open', { stream: 1 });
    const response = await page.openFrames();
    page.socket.terminate();
    await Promise.all([once(credits, 'close'), closed(response)]);
    expect(server.backend.open).toHaveLength(0);
    expect(server.backend.sessions[0]?.streams.size).toBe(0);
    const again = await openPage(server);
    expect(again.session).not.toBe(page.session);
    expect(await upgradeStatus(server, `credits/${page.session}`, { Origin: server.origin })).toBe(404);
  });
});
