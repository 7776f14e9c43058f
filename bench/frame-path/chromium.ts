/**
 * Chromium, spoken to by no more than "evaluate this". Playwright listens to a page's network, and a message for each piece of a stream of
 * pixels took a third of the processors: what was measured was that as well.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { LineChild } from '../child.ts';

const PROGRAM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];
const DEADLINE_MS = 30_000;

export class Chromium {
  readonly #process: LineChild;
  readonly #folder: string;
  readonly #port: string;

  private constructor(process: LineChild, folder: string, port: string) {
    this.#process = process;
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<Chromium> {
    if (!PROGRAM) throw new Error('No Chromium was found (Debian: apt install chromium).');
    const folder = mkdtempSync(join(tmpdir(), 'sharedcam-bench-chromium-'));
    const process = new LineChild(PROGRAM, [...FLAGS, `--user-data-dir=${folder}`]);
    const file = join(folder, 'DevToolsActivePort');
    await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('\n'), 'Chromium to start');
    const [port = ''] = readFileSync(file, 'utf8').split('\n');
    return new Chromium(process, folder, port);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** In a window of its own, so that each page is in sight. */
  async open(address: string): Promise<ChromiumPage> {
    const version = await fetch(`http://127.0.0.1:${this.#port}/json/version`);
    const { webSocketDebuggerUrl } = (await version.json()) as { webSocketDebuggerUrl: string };
    const browser = await Session.open(webSocketDebuggerUrl);
    const window = { url: address, newWindow: true, width: 1000, height: 600 };
    const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', window);
    browser.close();
    const page = await Session.open(`ws://127.0.0.1:${this.#port}/devtools/page/${targetId}`);
    return new ChromiumPage(page);
  }

  async close(): Promise<void> {
    this.#process.end('SIGTERM');
    await this.#process.ended();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class ChromiumPage {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What the function answers in the page, which must be plain data, as `argument` is. */
  async evaluate<Answer, Argument>(run: (argument: Argument) => Answer, argument?: Argument): Promise<Awaited<Answer>> {
    const { result, exceptionDetails } = await this.#session.send<Evaluated>('Runtime.evaluate', {
      expression: `(${run})(${JSON.stringify(argument) ?? ''})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Awaited<Answer>;
  }

  async until(condition: () => boolean, what: string): Promise<void> {
    await until(() => this.evaluate(condition).catch(() => false), what);
  }

  close(): Promise<void> {
    return this.#session.send('Page.close').then(() => this.#session.close());
  }
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** https://chromedevtools.github.io/devtools-protocol: no domain is enabled, so nothing comes that was not asked for. */
class Session {
  readonly #socket: WebSocket;
  readonly #asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#answered(JSON.parse(String(data)) as Answer));
    socket.on('close', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('Chromium has closed the connection.'));
    });
  }

  static open(address: string): Promise<Session> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(address, { perMessageDeflate: false, handshakeTimeout: DEADLINE_MS });
      socket.once('open', () => resolve(new Session(socket)));
      socket.once('error', reject);
    });
  }

  send<Result>(method: string, params: object = {}): Promise<Result> {
    this.#last++;
    const id = this.#last;
    return new Promise<Result>((resolve, reject) => {
      this.#asked.set(id, { resolve: (value) => resolve(value as Result), reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #answered({ id, result, error }: Answer): void {
    const asked = id === undefined ? undefined : this.#asked.get(id);
    if (id === undefined || !asked) return;
    this.#asked.delete(id);
    if (error) asked.reject(new Error(error.message));
    else asked.resolve(result);
  }
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${DEADLINE_MS / 1000} s in vain for ${what}.`);
    await delay(50);
  }
}
