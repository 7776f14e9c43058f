import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createBackend } from '../../backend/app.ts';
import type { FakeBackend } from '../unit/web/fake-backend.ts';
import { get, openPage, openSocket, type PageClient, type TestServer, testServer } from '../unit/web/page-client.ts';
import { fuzz } from './fuzz.ts';

beforeEach(() => {
  running = undefined;
});
let running: { server: TestServer; page: PageClient } | undefined;

/** One server for all tries of a test, and a page on it that behaves. */
async function shell(): Promise<{ server: TestServer; page: PageClient }> {
  const server = running?.server ?? (await testServer({ backend: realBackend() }));
  const page = running?.page.socket.readyState === WebSocket.OPEN ? running.page : await openPage(server);
  running = { server, page };
  return running;
}

/** Behind the server is the backend of the product, with settings of its own. */
function realBackend(): FakeBackend {
  const settingsDir = mkdtempSync(join(tmpdir(), 'fuzz-shell-'));
  onTestFinished(() => rmSync(settingsDir, { recursive: true, force: true }));
  return { ...createBackend({ shell: 'browser', version: '0', settingsDir, log: () => {} }), sessions: [], open: [] };
}

/** The shell is as it was: it serves its page, and answers a command. */
async function stillWhole(): Promise<void> {
  const { server, page } = await shell();
  expect((await get(server, '')).status).toBe(200);
  expect(await page.request('app.info')).toHaveProperty('answer');
}

function sendRaw(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (answer.length > 100_000) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('..', '%2e%2e', '%00', '//', '?', '#', '\\', 'index.html'),
);
const header = fc.constantFrom(
  'Host',
  'Origin',
  'Upgrade',
  'Connection',
  'Sec-WebSocket-Key',
  'Content-Length',
  'Transfer-Encoding',
  'Range',
  'X',
);
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'CONNECT', 'PUT', 'get', 'X'),
  secret: fc.boolean(),
  path: fc.array(text, { maxLength: 4 }),
  headers: fc.array(fc.tuple(header, fc.oneof(text, fc.constantFrom('websocket', 'Upgrade', 'chunked', '5', 'null'))), {
    maxLength: 5,
  }),
  host: fc.boolean(),
  body: fc.string({ maxLength: 50 }),
});

describe('the browser shell', () => {
  fuzz(
    'lives through any bytes on its port, and gives out nothing without the secret',
    fc.asyncProperty(fc.oneof(request, fc.uint8Array({ maxLength: 400 })), async (sent) => {
      const { server } = await shell();
      const secret = new URL(server.url).pathname;
      const answer = await sendRaw(server.port, Buffer.from(sent instanceof Uint8Array ? sent : raw(sent, secret, server.port)));
      const withSecret = !(sent instanceof Uint8Array) && sent.secret;
      if (!withSecret) expect(answer).not.toMatch(/^HTTP\/1\.1 (2|101)/u);
      expect(answer).not.toContain(secret.replaceAll('/', ''));
    }),
    stillWhole,
  );

  fuzz(
    'lives through any message on its control and credit sockets, and the page beside is served on',
    fc.asyncProperty(
      fc.boolean(),
      fc.array(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array({ maxLength: 100 }),
          fc
            .record(
              {
                id: fc.jsonValue(),
                command: fc.oneof(fc.constantFrom('app.info', 'stream.open', '__proto__'), fc.string()),
                argument: fc.jsonValue(),
              },
              { requiredKeys: [] },
            )
            .map((each) => JSON.stringify(each)),
          fc
            .record({ stream: fc.jsonValue(), epoch: fc.jsonValue(), sequence: fc.jsonValue() })
            .map((each) => JSON.stringify(each)),
          fc.nat(2 ** 19).map((length) => 'x'.repeat(length)),
        ),
        { maxLength: 5 },
      ),
      async (control, messages) => {
        const { server, page } = await shell();
        const socket = await openSocket(server, control ? 'control' : `credits/${page.session}`);
        await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
        for (const message of messages) if (socket.readyState === WebSocket.OPEN) socket.send(message);
        await new Promise((resolve) => {
          socket.once('close', resolve);
          if (socket.readyState === WebSocket.CLOSED) resolve(undefined);
          else socket.close();
        });
        expect(await page.request('app.info')).toHaveProperty('answer');
      },
    ),
    stillWhole,
  );
});

function raw(
  { method, secret, path, headers, host, body }: typeof request extends fc.Arbitrary<infer R> ? R : never,
  base: string,
  port: number,
): string {
  const lines = [
    `${method} ${secret ? base : '/'}${path.join('/')} HTTP/1.1`,
    ...(host ? [`Host: 127.0.0.1:${port}`] : []),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
