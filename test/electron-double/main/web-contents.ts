import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../shared/codec.ts';
import { BINDING, type ToMain, WORLD } from '../shared/messages.ts';
import { originOf, realAddress, standIn } from './addresses.ts';
import { DocumentLink } from './document-link.ts';
import { electronEvent } from './events.ts';
import { watchAnswers } from './hang-watch.ts';
import { ipcMain } from './ipc-main.ts';
import { checkTransfer, type MessagePortMain } from './message-ports.ts';
import { watchPage } from './page-events.ts';
import { notImplemented, RefusingEmitter, refusing } from './refusing.ts';
import { complain, runtime } from './runtime.ts';
import { SETTABLE, type Session, session } from './session.ts';
import { openPage, type PageTarget, watchPopups } from './targets.ts';
import { DocumentFrame, type WebFrameMain } from './web-frame-main.ts';

const EVENTS = [
  'did-finish-load',
  'did-fail-load',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'page-title-updated',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'did-start-navigation',
  'did-navigate',
  'did-frame-navigate',
  'did-navigate-in-page',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'destroyed',
  'ipc-message',
  // Never told, because nothing in the double attaches a <webview>.
  'will-attach-webview',
] as const;

const ABORTED = -3;
const scripts = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

type WindowOpenHandler = (details: {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}) => { readonly action: 'allow' | 'deny' };

export interface PageOptions {
  readonly bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
  readonly preload: string | undefined;
  onPaint(): void;
  onTitle(title: string): void;
}

const all = new Map<number, WebContents>();
let lastId = 0;

/** docs/api/web-contents.md: a page of Chromium, with the link between its preload script and the main process. */
export class WebContents extends RefusingEmitter {
  readonly id: number;
  readonly session: Session = session.defaultSession;
  readonly #options: PageOptions;
  readonly #page: Promise<PageTarget>;
  #target: PageTarget | undefined;
  #frame: DocumentFrame | null = null;
  #link: DocumentLink | undefined;
  #title = '';
  #destroyed = false;
  #crashed = false;
  #onWindowOpen: WindowOpenHandler | undefined;
  readonly #opened: { url: string; windowName: string; windowFeatures: string[] }[] = [];

  constructor(options: PageOptions) {
    super('WebContents', EVENTS);
    lastId++;
    this.id = lastId;
    all.set(this.id, this);
    this.#options = options;
    this.#page = this.#open();
    this.#page.catch((error: Error) => this.#destroyed || complain(`the page of a window: ${error.message}`));
  }

  override isDestroyed(): boolean {
    return this.#destroyed;
  }

  get mainFrame(): WebFrameMain | null {
    return this.#frame;
  }

  getType(): string {
    return 'window';
  }

  getURL(): string {
    return this.#frame?.url ?? '';
  }

  getTitle(): string {
    return this.#title;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  async loadURL(url: string): Promise<void> {
    const address = standIn(url);
    if (address === url && url !== 'about:blank')
      throw notImplemented(`WebContents.loadURL of ${url} (only the app's own schemes)`);
    const page = await this.#page;
    const done = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const { errorText } = await page.session.send<{ errorText?: string }>('Page.navigate', { url: address });
    if (errorText !== undefined) {
      const code = errorText.replace('net::', '');
      const errno = code === 'ERR_ABORTED' ? ABORTED : -2;
      throw Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url });
    }
    await done;
  }

  reload(): void {
    this.#try('Page.reload');
  }

  stop(): void {
    this.#try('Page.stopLoading');
  }

  send(channel: string, ...values: unknown[]): void {
    checkChannel(channel);
    let encoded: ReturnType<typeof encode>;
    try {
      encoded = encode(values);
    } catch {
      throw new Error('Failed to serialize arguments');
    }
    this.#link?.send(channel, encoded, []);
  }

  postMessage(channel: string, message: unknown, transfer?: MessagePortMain[]): void {
    checkChannel(channel);
    const ports = checkTransfer(transfer);
    const encoded = encode([message]);
    if (this.#link) this.#link.send(channel, encoded, ports);
    else for (const port of ports) port.close();
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#onWindowOpen = handler;
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.#page;
    const { result, exceptionDetails } = await page.session.send<{
      result: { value: unknown };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    }>('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Of Electron's NativeImage, what a screenshot needs. */
  async capturePage(): Promise<object> {
    const page = await this.#page;
    const { data } = await page.session.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    return refusing({ toPNG: () => Buffer.from(data, 'base64'), isEmpty: () => false }, 'NativeImage');
  }

  forcefullyCrashRenderer(): void {
    this.#try('Page.crash');
  }

  focus(): void {
    this.#try('Page.bringToFront');
  }

  close(_options?: { readonly waitForBeforeUnload?: boolean }): void {
    void this.#page.then(({ id }) => runtime.devTools.browser.try('Target.closeTarget', { targetId: id }));
  }

  /** The double's own, for its windows. */
  get _page(): Promise<PageTarget> {
    return this.#page;
  }

  get _targetId(): string | undefined {
    return this.#target?.id;
  }

  _setDark(dark: boolean): void {
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    this.#page.then(
      ({ session: page }) => page.try('Emulation.setEmulatedMedia', { features }),
      () => {},
    );
  }

  _destroy(): void {
    if (this.#destroyed) return;
    this.#leave();
    this.#destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }

  #try(method: string): void {
    this.#page.then(
      ({ session: page }) => page.try(method),
      () => {},
    );
  }

  async #open(): Promise<PageTarget> {
    const page = await openPage(this.#options.bounds, {
      onCrash: (status, errorCode) => this.#crash(status, errorCode),
      onGone: () => this._destroy(),
      onTitle: (title) => this.#retitle(title),
    });
    this.#target = page;
    this.#watch(page);
    const events = { toMainWorld: randomUUID(), toIsolatedWorld: randomUUID() };
    const { preload } = this.#options;
    const wrapped = preload === undefined ? 'undefined' : `(require, module, exports) => {\n${readFileSync(preload, 'utf8')}\n}`;
    const mainWorld = `{ const electronDouble = ${JSON.stringify(events)};\n${scripts('main-world.js')}\n}`;
    const isolated = `{ const electronDouble = { ...${JSON.stringify(events)}, preload: ${wrapped} };\n${scripts('isolated-world.js')}\n}`;
    const commands: [string, object?][] = [
      ['Page.enable'],
      ['Runtime.enable'],
      ['Page.setLifecycleEventsEnabled', { enabled: true }],
      ['Runtime.addBinding', { name: BINDING, executionContextName: WORLD }],
      ['Page.addScriptToEvaluateOnNewDocument', { source: mainWorld }],
      ['Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD }],
      ['Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document', requestStage: 'Request' }] }],
      ['Runtime.runIfWaitingForDebugger'],
    ];
    await Promise.all(commands.map(([method, parameters]) => page.session.send(method, parameters)));
    this.once(
      'destroyed',
      watchAnswers(page.session, (event) => this.emit(event)),
    );
    return page;
  }

  #watch(page: PageTarget): void {
    watchPage(page.session, {
      mainFrameId: page.id,
      emit: (event, ...values) => !this.#destroyed && this.emit(event, ...values),
      frame: () => this.#frame,
      arrive: (url) => this.#arrive(url),
      beforeDocument: (address) => this.#setPermissions(address),
      painted: () => this.#options.onPaint(),
    });
    page.session.on<{ name: string; payload: string }>('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) this.#receive(JSON.parse(payload) as ToMain);
    });
    page.session.on<{ url: string; windowName: string; windowFeatures: string[] }>('Page.windowOpen', (opened) => {
      this.#opened.push(opened);
    });
    watchPopups(page.id, (url, close) => this.#decideAboutWindow(url, close));
  }

  /** Denied windows are closed before they load anything; unlike in Electron the page has got an object for them, of a closed window. */
  #decideAboutWindow(url: string, close: () => void): void {
    const opened = this.#opened.shift();
    const handler = this.#destroyed ? undefined : this.#onWindowOpen;
    if (handler) {
      const { action } = handler({
        url: realAddress(opened?.url ?? url),
        frameName: opened?.windowName ?? '',
        features: opened?.windowFeatures.join(',') ?? '',
        disposition: 'foreground-tab',
      });
      if (action === 'allow') complain(`${notImplemented('WebContents.setWindowOpenHandler, action allow').message}: ${url}`);
    } else complain(`${notImplemented('WebContents, windows that a page opens').message}: ${url}`);
    close();
  }

  #arrive(url: string): void {
    if (this.#destroyed) return;
    this.#leave();
    this.#crashed = false;
    this.#frame = new DocumentFrame(url, null, { processId: this.id, routingId: 1 });
  }

  #leave(): void {
    this.#frame?._leave();
    this.#frame = null;
    this.#link?.close();
    this.#link = undefined;
  }

  #crash(status: string, exitCode: number): void {
    if (this.#destroyed) return;
    this.#leave();
    this.#crashed = true;
    const reasons: Record<string, string> = { killed: 'killed', oom: 'oom' };
    this.emit('render-process-gone', electronEvent({}), { reason: reasons[status] ?? 'crashed', exitCode });
  }

  #retitle(title: string): void {
    if (this.#frame === null) return;
    // Until a document names itself, Chromium names it by its address.
    const isAddress = standIn(this.getURL()).replace('http://', '').startsWith(title);
    if (title === this.#title || isAddress) return;
    this.#title = title;
    this.emit('page-title-updated', electronEvent({}), title, true);
    this.#options.onTitle(title);
  }

  #receive(message: ToMain): void {
    if (this.#destroyed) return;
    if (message.type === 'trouble') complain(message.text);
    else if (message.type === 'hello') this.#connect(message.link);
    else this.#link?.receive(message);
  }

  #connect(name: string): void {
    const frame = this.#frame;
    // Read when asked for, because by then the document may have gone.
    const event = (ports: readonly MessagePortMain[]) => {
      const about = electronEvent({ type: 'frame', sender: this, processId: this.id, frameId: 1, ports });
      return Object.defineProperty(about, 'senderFrame', { get: () => (frame?.isDestroyed() ? null : frame), enumerable: true });
    };
    const link = new DocumentLink({
      onSend: (channel, values, ports) => {
        const told = event(ports);
        this.emit('ipc-message', told, channel, ...values);
        ipcMain._deliver(told, channel, values);
      },
      onInvoke: (channel, values) => ipcMain._invoke(event([]), channel, values),
      onFullscreen: (answer) => void this.#mayGoFullScreen().then(answer),
    });
    this.#link?.close();
    this.#link = link;
    runtime.pages.expectLink(name, (response) => link.open(response));
  }

  #mayGoFullScreen(): Promise<boolean> {
    const url = this.getURL();
    return this.session._decide(this, 'fullscreen', url, originOf(url));
  }

  /** Chromium is told before the document arrives what the handlers say: they are asked once for each document, not at each request. */
  async #setPermissions(address: string): Promise<void> {
    const url = realAddress(address);
    if (url === address) return;
    const settings = SETTABLE.map(async ({ permission, descriptor }) => {
      const granted = await this.session._decide(this, permission, url, originOf(url));
      await runtime.devTools.browser.send('Browser.setPermission', {
        permission: descriptor,
        setting: granted ? 'granted' : 'denied',
        origin: originOf(address),
      });
    });
    await Promise.all(settings).catch((error: Error) => complain(error.message));
  }
}

function checkChannel(channel: unknown): void {
  if (typeof channel !== 'string' || channel === '') throw new TypeError('Missing required channel argument');
}

/** The module `webContents`. */
export const webContents = refusing(
  {
    getAllWebContents: (): WebContents[] => [...all.values()],
    fromId: (id: number): WebContents | undefined => all.get(id),
    fromDevToolsTargetId: (target: string): WebContents | undefined =>
      [...all.values()].find((contents) => contents._targetId === target),
  },
  'webContents',
);
