import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { getuid } from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { findProgram } from '../../support/paths.ts';

type Listener = (parameters: never) => void;
interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly method: string;
}

/** One target of Chromium as its debugger sees it; the browser itself is the one without a session. */
export class DevToolsSession {
  readonly #devTools: DevTools;
  readonly #id: string | undefined;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(devTools: DevTools, id: string | undefined) {
    this.#devTools = devTools;
    this.#id = id;
  }

  send<T = object>(method: string, parameters: object = {}): Promise<T> {
    return this.#devTools.send(this.#id, method, parameters) as Promise<T>;
  }

  /** For what may come too late: the target may have gone. */
  try(method: string, parameters?: object): void {
    this.send(method, parameters).catch(() => {});
  }

  on<T>(event: string, listener: (parameters: T) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as Listener]);
  }

  receive(event: string, parameters: object): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(parameters as never);
  }
}

const SWITCHES = [
  '--headless',
  '--no-startup-window',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // A page that is left is gone, as in Electron's windows.
  '--disable-back-forward-cache',
  // RenderDocument: with a frame of its own for each document, the debugger has let go of the old one before its last events, and what the
  // preload script sends in them would be lost; in Electron it arrives (electron/electron#43473).
  '--disable-features=RenderDocument,MediaRouter,OptimizationHints,Translate,LocalNetworkAccessChecks',
  // Whether pages go to sleep is for Electron's windows to say, not for how these ones lie on a screen that is not there.
  '--disable-backgrounding-occluded-windows',
  // Electron's own addition to the web's ports (docs/tutorial/message-ports.md, "Extension: close event").
  '--enable-blink-features=MessagePortCloseEvent',
  '--use-fake-device-for-media-stream',
];

/** Chromium of its own for one app, spoken to through a pipe: it ends with this process, however that ends. */
export class DevTools {
  readonly browser: DevToolsSession;
  readonly #process: ChildProcess;
  readonly #pipe: Writable;
  readonly #sessions = new Map<string, DevToolsSession>();
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #rest: Buffer[] = [];

  constructor(profile: string, switches: readonly string[], onEnd: () => void) {
    const chromium = findProgram(process.env['ELECTRON_DOUBLE_CHROMIUM'] ?? '/usr/bin/chromium', 'chromium', 'google-chrome');
    if (!chromium) throw new Error('The double needs Chromium (Debian: apt install chromium).');
    mkdirSync(profile, { recursive: true });
    const sandbox = getuid?.() === 0 ? ['--no-sandbox'] : [];
    this.#process = spawn(chromium, [...SWITCHES, ...sandbox, `--user-data-dir=${profile}`, ...switches], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [, , errors, to, from] = this.#process.stdio;
    this.#pipe = to as Writable;
    this.#pipe.on('error', () => {});
    (from as Readable).on('data', (piece: Buffer) => this.#read(piece));
    // Of what Chromium says, only its address concerns anybody.
    (errors as Readable).setEncoding('utf8').on('data', (text: string) => {
      for (const [line] of text.matchAll(/^DevTools listening on .*$/gm)) process.stderr.write(`${line}\n`);
    });
    this.#process.once('exit', () => {
      for (const { reject, method } of this.#waiting.values()) reject(new Error(`${method}: Chromium has ended.`));
      this.#waiting.clear();
      onEnd();
    });
    this.browser = new DevToolsSession(this, undefined);
  }

  send(session: string | undefined, method: string, parameters: object): Promise<unknown> {
    this.#last++;
    const id = this.#last;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
    this.#pipe.write(`${JSON.stringify({ id, method, params: parameters, sessionId: session })}\0`);
    return answer;
  }

  session(id: string): DevToolsSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new DevToolsSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  /** Ends Chromium and waits until it has gone. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.browser.try('Browser.close');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(timer);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #read(piece: Buffer): void {
    let from = 0;
    for (let end = piece.indexOf(0); end >= 0; end = piece.indexOf(0, from)) {
      this.#receive(Buffer.concat([...this.#rest, piece.subarray(from, end)]).toString('utf8'));
      this.#rest = [];
      from = end + 1;
    }
    if (from < piece.length) this.#rest.push(piece.subarray(from));
  }

  #receive(text: string): void {
    const { id, result, error, method, params, sessionId } = JSON.parse(text) as {
      id?: number;
      result?: object;
      error?: { message: string };
      method: string;
      params: object;
      sessionId?: string;
    };
    if (id === undefined) {
      (sessionId === undefined ? this.browser : this.session(sessionId)).receive(method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`));
    else waiting?.resolve(result);
  }
}
