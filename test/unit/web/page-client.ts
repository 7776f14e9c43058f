/** What a page does, from Node: the control channel, the credits, and the reading of a frame stream. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFrameHeader, FRAME_HEADER_BYTES, type FrameHeader } from '../../../backend/frame-message.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../../web/server.ts';
import { until } from '../../support/wait.ts';
import { type FakeBackend, fakeBackend } from './fake-backend.ts';

export interface TestServer extends RunningServer {
  readonly backend: FakeBackend;
  readonly log: string[];
  readonly origin: string;
}

export async function testServer(options: Partial<ServerOptions> & { backend?: FakeBackend } = {}): Promise<TestServer> {
  const backend = options.backend ?? fakeBackend();
  const log: string[] = [];
  const rendererDir = mkdtempSync(join(tmpdir(), 'sharedcam-page-'));
  onTestFinished(() => rmSync(rendererDir, { recursive: true }));
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(rendererDir, 'page.js'), 'export {};');
  writeFileSync(join(rendererDir, '.hidden'), 'no');
  const server = await startServer({ port: 0, rendererDir, log: (line) => log.push(line), ...options, backend });
  onTestFinished(() => server.close());
  return { ...server, backend, log, origin: `http://127.0.0.1:${server.port}` };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A request with exactly these headers; `path` is below the secret unless it is a whole one. */
export async function get(
  server: RunningServer,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: string,
): Promise<Answer> {
  const sent = request({
    host: '127.0.0.1',
    port: server.port,
    path: path.startsWith('/') ? path : new URL(server.url).pathname + path,
    method,
    headers: { Host: `127.0.0.1:${server.port}`, ...headers },
    setHost: false,
  });
  sent.end(body);
  const response = await responseOf(sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

async function responseOf(sent: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

/** The status with which a WebSocket is turned away, 101 when it opens. */
export async function upgradeStatus(server: RunningServer, path: string, headers: Record<string, string>): Promise<number> {
  const base = path.startsWith('/') ? `ws://127.0.0.1:${server.port}` : server.url.replace('http:', 'ws:');
  const socket = new WebSocket(base + path, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    socket.on('error', reject);
  });
}

/** The server ends a stream by closing its connection, which Node reports as an error of the reader. */
export async function closed(response: IncomingMessage): Promise<void> {
  response.on('error', () => {});
  if (!response.resume().closed) await new Promise((resolve) => response.once('close', resolve));
}

export interface PageClient {
  readonly socket: WebSocket;
  readonly session: string;
  readonly messages: Record<string, unknown>[];
  request(command: string, argument?: unknown): Promise<Record<string, unknown>>;
  openCredits(): Promise<WebSocket>;
  /** The response with the frames of all streams; `readFrames` reads it. */
  openFrames(): Promise<IncomingMessage>;
  close(): void;
}

export async function openSocket(server: RunningServer, path: string): Promise<WebSocket> {
  const origin = new URL(server.url).origin;
  const socket = new WebSocket(server.url.replace('http:', 'ws:') + path, { headers: { Origin: origin } });
  socket.on('error', () => {});
  return socket;
}

export async function openPage(server: RunningServer): Promise<PageClient> {
  const socket = await openSocket(server, 'control');
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(data.toString()) as Record<string, unknown>));
  const hello = await until(() => messages.find((message) => 'hello' in message), { what: 'hello' });
  const session = (hello['hello'] as { session: string }).session;
  let ids = 0;
  return {
    socket,
    session,
    messages,
    async request(command, argument) {
      const id = ++ids;
      socket.send(JSON.stringify({ id, command, argument }));
      return until(() => messages.find((message) => message['id'] === id), { what: `the answer of ${command}` });
    },
    async openCredits() {
      const credits = await openSocket(server, `credits/${session}`);
      await once(credits, 'open');
      return credits;
    },
    openFrames() {
      const sent = request(`${server.url}streams/${session}`, {
        headers: { Origin: new URL(server.url).origin },
        agent: false,
      });
      sent.on('error', () => {});
      sent.end();
      return responseOf(sent);
    },
    close: () => socket.close(),
  };
}

export interface ReadFrame {
  readonly header: FrameHeader;
  readonly pixels: Buffer;
}

/** Cuts a stream into its records. */
export async function* readFrames(response: IncomingMessage): AsyncGenerator<ReadFrame> {
  let rest: Buffer[] = [];
  let bytes = 0;
  let header: FrameHeader | undefined;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    rest.push(chunk);
    bytes += chunk.length;
    while (bytes >= FRAME_HEADER_BYTES) {
      if (!header) {
        const all = Buffer.concat(rest);
        header = decodeFrameHeader(all);
        if (!header) throw new Error('not a frame header');
        rest = [all];
      }
      const size = FRAME_HEADER_BYTES + header.pixelBytes;
      if (bytes < size) break;
      const all = Buffer.concat(rest);
      yield { header, pixels: all.subarray(FRAME_HEADER_BYTES, size) };
      rest = [all.subarray(size)];
      bytes -= size;
      header = undefined;
    }
  }
}
