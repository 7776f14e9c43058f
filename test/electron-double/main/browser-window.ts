import { app } from './app.ts';
import { electronEvent } from './events.ts';
import { notImplemented, RefusingEmitter } from './refusing.ts';
import { runtime } from './runtime.ts';
import { WebContents } from './web-contents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
}

interface Options extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly fullscreen?: boolean;
  readonly webPreferences?: WebPreferences;
}

const EVENTS = [
  'close',
  'closed',
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
  'enter-full-screen',
  'leave-full-screen',
  // Told when a test says so: a page on the full screen leaves its window as it is here.
  'enter-html-full-screen',
  'leave-html-full-screen',
  'resize',
  'resized',
  'move',
  'moved',
  'page-title-updated',
  'always-on-top-changed',
  'unresponsive',
  'responsive',
  // Of Windows: never told here.
  'query-session-end',
  'session-end',
] as const;

/** What a window of a screen that nobody looks at may be given without effect, beside what the double does. */
const OPTIONS = new Set(
  'x y width height minWidth minHeight show title icon backgroundColor fullscreen autoHideMenuBar webPreferences'.split(' '),
);
const PREFERENCES = new Set(
  'preload sandbox contextIsolation nodeIntegration webSecurity spellcheck navigateOnDragDrop devTools backgroundThrottling'.split(
    ' ',
  ),
);

type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

const windows = new Set<BrowserWindow>();
let lastId = 0;
let front: BrowserWindow | undefined;

/** docs/api/browser-window.md: a window of headless Chromium with one page. Its place is as it was set: nobody drags it. */
export class BrowserWindow extends RefusingEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Bounds;
  #normal: Bounds;
  #title: string;
  #visible: boolean;
  #state: State = 'normal';
  #before: State = 'normal';
  #destroyed = false;
  #painted = false;
  #closing = false;
  #onTop = false;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return front ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null;
  }

  constructor(options: Options = {}) {
    super('BrowserWindow', EVENTS);
    if (!runtime.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    const { webPreferences = {} } = options;
    checkOptions(options, webPreferences);
    lastId++;
    this.id = lastId;
    const { x = 0, y = 0, width = 800, height = 600, show = true, title = runtime.application.name } = options;
    this.#bounds = { x, y, width, height };
    this.#normal = this.#bounds;
    this.#title = title;
    this.#visible = show;
    this.webContents = new WebContents({
      bounds: this.#bounds,
      preload: webPreferences.preload,
      onPaint: () => this.#paint(),
      onTitle: (changed) => this.#retitle(changed),
    });
    this.webContents.once('destroyed', () => this.#end());
    for (const event of ['unresponsive', 'responsive']) this.webContents.on(event, () => this.emit(event));
    windows.add(this);
    if (show) front = this;
    app.emit('web-contents-created', electronEvent({}), this.webContents);
    app.emit('browser-window-created', electronEvent({}), this);
    if (options.fullscreen) this.setFullScreen(true);
  }

  override isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The double's own, for quitting. */
  get _isClosing(): boolean {
    return this.#closing || this.#destroyed;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  /** Asks first: 'close' can be prevented. */
  close(): void {
    if (this.#closing) return;
    const event = electronEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.#closing = true;
    this.webContents.close();
  }

  destroy(): void {
    const { webContents } = this;
    webContents.close();
    webContents._destroy();
  }

  show(): void {
    this.#setVisible(true);
    this.focus();
  }

  showInactive(): void {
    this.#setVisible(true);
  }

  hide(): void {
    this.#setVisible(false);
  }

  isVisible(): boolean {
    return this.#visible && this.#state !== 'minimized';
  }

  focus(): void {
    if (front === this || !this.isVisible()) return;
    front = this;
    this.webContents.focus();
    this.emit('focus', electronEvent({}));
  }

  isFocused(): boolean {
    return front === this;
  }

  minimize(): void {
    this.#change('minimized', 'minimize');
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  restore(): void {
    if (this.#state === 'minimized') this.#change(this.#before, 'restore');
  }

  /** Shows the window, too. */
  maximize(): void {
    this.#change('maximized', 'maximize');
    this.#setVisible(true);
  }

  unmaximize(): void {
    if (this.#state === 'maximized') this.#change('normal', 'unmaximize');
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  setFullScreen(wanted: boolean): void {
    if (wanted !== this.isFullScreen())
      this.#change(wanted ? 'fullscreen' : 'normal', wanted ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  setAlwaysOnTop(wanted: boolean): void {
    if (wanted === this.#onTop) return;
    this.#onTop = wanted;
    this.emit('always-on-top-changed', electronEvent({}), wanted);
  }

  isAlwaysOnTop(): boolean {
    return this.#onTop;
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#normal };
  }

  setBounds(change: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...change };
    this.#normal = this.#bounds;
    this.#place({ left: this.#bounds.x, top: this.#bounds.y, width: this.#bounds.width, height: this.#bounds.height });
    const resized = before.width !== this.#bounds.width || before.height !== this.#bounds.height;
    const moved = before.x !== this.#bounds.x || before.y !== this.#bounds.y;
    if (resized) for (const name of ['resize', 'resized']) this.emit(name, electronEvent({}));
    if (moved) for (const name of ['move', 'moved']) this.emit(name, electronEvent({}));
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  #change(state: State, event: string): void {
    if (state === this.#state) return;
    this.#before = this.#state === 'minimized' ? this.#before : this.#state;
    this.#state = state;
    this.#applyState();
    this.emit(event, electronEvent({}));
  }

  #setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    if (!visible && front === this) front = undefined;
    this.#applyState();
    this.emit(visible ? 'show' : 'hide', electronEvent({}));
  }

  /**
   * A hidden window is a minimised one to Chromium: the page is hidden in both cases ("Page visibility" of the documentation). A window
   * that was not shown yet stays as it is, because there the page counts as visible.
   */
  #applyState(): void {
    const state = this.#visible ? this.#state : 'minimized';
    // Chromium goes from one state to another by way of the normal one.
    if (state !== 'normal') this.#place({ windowState: 'normal' });
    this.#place({ windowState: state });
  }

  #place(bounds: object): void {
    this.webContents._page
      .then(async ({ session }) => {
        const { windowId } = await session.send<{ windowId: number }>('Browser.getWindowForTarget');
        await session.send('Browser.setWindowBounds', { windowId, bounds });
      })
      .catch(() => {}); // the window has gone
  }

  #paint(): void {
    if (this.#painted) return;
    this.#painted = true;
    this.emit('ready-to-show', electronEvent({}));
  }

  #retitle(title: string): void {
    const event = electronEvent({});
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }

  #end(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    if (front === this) front = undefined;
    this.emit('closed');
    app._windowClosed(windows.size);
  }
}

function checkOptions(options: Options, preferences: WebPreferences): void {
  const unknown = [
    ...Object.keys(options).filter((key) => !OPTIONS.has(key)),
    ...Object.keys(preferences)
      .filter((key) => !PREFERENCES.has(key))
      .map((key) => `webPreferences.${key}`),
  ];
  if (unknown.length > 0) throw notImplemented(`BrowserWindow, options ${unknown.join(', ')}`);
  const { sandbox = true, contextIsolation = true, nodeIntegration = false, webSecurity = true } = preferences;
  if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity)
    throw notImplemented('BrowserWindow without sandbox, contextIsolation and webSecurity, or with nodeIntegration');
}

app._windows = () => [...windows];
