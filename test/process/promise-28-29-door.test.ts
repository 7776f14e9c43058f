import { get } from 'node:http';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { jsonLines } from '../support/json-lines.ts';
import type { TestProcess } from '../support/processes.ts';
import { testScope } from '../support/scope.ts';
import { until, within } from '../support/wait.ts';

interface Message {
  readonly id?: number | null;
  readonly hello?: { readonly session: string };
  readonly answer?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** The control channel as a page opens it. */
class Control {
  readonly received: Message[] = [];
  readonly #socket: WebSocket;
  #ids = 0;

  constructor(url: string) {
    const { origin } = new URL(url);
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}control`, { origin });
    this.#socket.on('message', (data) => this.received.push(JSON.parse(String(data)) as Message));
    this.#socket.on('error', () => {});
  }

  async opened(): Promise<this> {
    await until(() => this.received.some(({ hello }) => hello), { what: 'hello' });
    return this;
  }

  get open(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  async ask(command: unknown, argument?: unknown): Promise<Message> {
    const id = ++this.#ids;
    this.send(JSON.stringify({ id, command, argument }));
    return until(() => this.received.find((message) => message.id === id), { what: `an answer to ${String(command)}` });
  }

  close(): void {
    this.#socket.terminate();
  }
}

async function serve(scope: ReturnType<typeof testScope>): Promise<{ server: TestProcess; url: string }> {
  const server = scope.cli(['serve', '--json']);
  await server.said('"ready":true');
  return { server, url: (jsonLines(server.stdout)[0] as { url: string }).url };
}

function status(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const answer = new Promise<number | undefined>((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  return within(answer, 5000, url);
}

test('28: the running server refuses a wrong secret, host and origin, and listens on loopback alone', async () => {
  const scope = testScope();
  const { url } = await serve(scope);
  const { origin, port, pathname } = new URL(url);
  expect(await status(url)).toBe(200);
  for (const path of ['/', '/index.html', `/${'A'.repeat(22)}/`, pathname.slice(0, -2)])
    expect(await status(origin + path)).toBe(404);
  expect(await status(url, { Host: `evil.example:${port}` })).toBe(403);
  expect(await status(url, { Origin: 'http://evil.example' })).toBe(403);
  await expect(status(`http://[::1]:${port}${pathname}`)).rejects.toThrow();
  await expect(status(`http://127.0.0.2:${port}${pathname}`)).rejects.toThrow();
});

test('28, 29: no message crashes the running server; each gets a coded refusal that is logged', async () => {
  const scope = testScope();
  const { server, url } = await serve(scope);
  const page = await new Control(url).opened();
  scope.onClose(() => page.close());
  const refused: [unknown, unknown][] = [
    ['no.such.command', undefined],
    ['__proto__', undefined],
    ['constructor', {}],
    ['cameras.list', { surplus: true }],
    ['cameras.add', { name: '../../etc/passwd', namespace: 'local' }],
    ['cameras.add', { name: 'n'.repeat(64), namespace: 'local' }],
    ['cameras.add', { name: 'cam', namespace: 'Local' }],
    [
      'cameras.setLayout',
      { id: 'local:cam', layout: { width: -1, height: 1e9, format: 'RGB24', strideBytes: 0, offsetBytes: 0 } },
    ],
    ['stream.open', { stream: 'one', camera: 'local:cam', maxWidth: 0, maxHeight: 0 }],
    ['stream.open', { stream: 1, camera: 'nonsense', maxWidth: 0, maxHeight: 0 }],
    ['settings.set', { theme: 'pink' }],
  ];
  for (const [command, argument] of refused) {
    const { error, answer } = await page.ask(command, argument);
    expect(answer, String(command)).toBeUndefined();
    expect(['USAGE', 'NAME_INVALID', 'NOT_FOUND', 'LAYOUT_INVALID'], String(command)).toContain(error?.code);
    expect(error?.message.length).toBeGreaterThan(10);
  }
  expect(server.stderr).toContain('refused');

  // Whatever is not even a request is refused too, or ends this page, never the server.
  const garbage = [
    '',
    '{',
    'null',
    '[]',
    '{"id":{}}',
    '{"id":1e999,"command":"app.info"}',
    '\u0000'.repeat(1000),
    new Uint8Array(2000),
  ];
  for (const text of [...garbage, 'x'.repeat(1 << 20)]) {
    const other = await new Control(url).opened();
    other.send(text);
    const refusal = () => other.received.find(({ id }) => id === null);
    await until(() => !other.open || refusal(), { what: 'a refusal or the end' });
    if (other.open) expect(refusal()?.error?.code).toBe('USAGE');
    other.close();
  }
  expect((await page.ask('app.info')).answer).toMatchObject({ shell: 'browser' });
  expect(server.running).toBe(true);
});
