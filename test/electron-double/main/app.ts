import { spawn } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserWindow } from './browser-window.ts';
import { commandLine } from './command-line.ts';
import { electronEvent } from './events.ts';
import { notImplemented, RefusingEmitter } from './refusing.ts';
import { complain, runtime } from './runtime.ts';
import { type SecondStart, SingleInstance } from './single-instance.ts';

const EVENTS = [
  'will-finish-launching',
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'browser-window-created',
  'web-contents-created',
  // Of macOS: never told here.
  'activate',
  'open-url',
  'open-file',
  // Of the process for graphics only.
  'child-process-gone',
] as const;

/** docs/api/app.md */
class App extends RefusingEmitter {
  readonly commandLine = commandLine;
  readonly isPackaged = false;
  /** Set by the module of the windows, which needs this one. */
  _windows: () => BrowserWindow[] = () => [];
  /** What tests ask for. */
  _accelerated = true;
  readonly _schemes: string[] = [];
  #relaunch: readonly string[] | undefined;
  #openAtLogin = false;
  readonly #paths = new Map<string, string>();
  readonly #instance = new SingleInstance();
  readonly #seconds: SecondStart[] = [];
  readonly #ready: Promise<void>;
  #becomeReady: () => void = () => {};
  #quitting = false;
  #name: string | undefined;

  constructor() {
    super('app', EVENTS);
    this.#ready = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  isReady(): boolean {
    return runtime.isReady;
  }

  getName(): string {
    return this.#name ?? runtime.application.name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return runtime.application.version;
  }

  getAppPath(): string {
    return runtime.application.path;
  }

  getLocale(): string {
    return 'en-US';
  }

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? this.#defaultPath(name);
    if (path === undefined) throw notImplemented(`app.getPath of ${name}`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** Pages of the double are sandboxed by Chromium as far as the user who starts it allows. */
  enableSandbox(): void {
    if (runtime.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setAboutPanelOptions(_options: object): void {}

  /** Headless Chromium is started without a graphics card anyway. */
  disableHardwareAcceleration(): void {
    if (runtime.isReady) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
    this._accelerated = false;
  }

  /** Starts nothing yet: as there, the new process comes when this one has ended. */
  relaunch({ args = process.argv.slice(1) }: { readonly args?: readonly string[] } = {}): void {
    this.#relaunch = args;
  }

  /** Of Windows and macOS; kept for tests. */
  setLoginItemSettings({ openAtLogin = false }: { readonly openAtLogin?: boolean } = {}): void {
    this.#openAtLogin = openAtLogin;
  }

  getLoginItemSettings(): { readonly openAtLogin: boolean; readonly executableWillLaunchAtLogin: boolean } {
    return { openAtLogin: this.#openAtLogin, executableWillLaunchAtLogin: this.#openAtLogin };
  }

  /** Registers nothing with the system that the tests run on. */
  setAsDefaultProtocolClient(scheme: string): boolean {
    this._schemes.push(scheme);
    return true;
  }

  requestSingleInstanceLock(data: unknown = null): boolean {
    const start = { argv: process.argv, cwd: process.cwd(), data };
    return this.#instance.request(this.getPath('userData'), start, (second) => {
      this.#seconds.push(second);
      this.#tellOfSeconds();
    });
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  /** 'before-quit', then each window's 'close', then 'will-quit': each of them can stop it. */
  quit(): void {
    if (this.#quitting) return;
    const event = electronEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const open = this._windows();
    if (open.length === 0) {
      this.#willQuit();
      return;
    }
    for (const window of open) window.close();
    // A window that wants to stay keeps the app.
    if (open.some((window) => !window._isClosing)) this.#quitting = false;
  }

  /** At once, without asking anybody. */
  exit(code = 0): void {
    void this.#end(code);
  }

  _windowClosed(left: number): void {
    if (left > 0) return;
    if (this.#quitting) this.#willQuit();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  get _isQuitting(): boolean {
    return this.#quitting;
  }

  _start(): void {
    runtime.isReady = true;
    this.#becomeReady();
    this.emit('will-finish-launching');
    this.emit('ready', electronEvent({}), {});
    this.#tellOfSeconds();
  }

  #tellOfSeconds(): void {
    if (!runtime.isReady) return;
    for (const { argv, cwd, data } of this.#seconds.splice(0)) this.emit('second-instance', electronEvent({}), argv, cwd, data);
  }

  #willQuit(): void {
    const event = electronEvent({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#quitting = false;
    else void this.#end(0);
  }

  async #end(code: number): Promise<void> {
    this.emit('quit', electronEvent({}), code);
    await Promise.all([this.#instance.told(), runtime.started?.close()]).catch((error: Error) => complain(error.message));
    if (this.#relaunch) this.#startAgain(this.#relaunch);
    process.exit(code);
  }

  #startAgain(words: readonly string[]): void {
    this.releaseSingleInstanceLock();
    spawn(process.argv[0] ?? process.execPath, words, { detached: true, stdio: 'inherit' }).unref();
  }

  #defaultPath(name: string): string | undefined {
    const home = homedir();
    const configuration = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    const userData = (): string => this.#paths.get('userData') ?? join(configuration, this.getName());
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return configuration;
      case 'userData':
      case 'sessionData':
        return userData();
      case 'logs':
        return join(userData(), 'logs');
      case 'crashDumps':
        return join(userData(), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.argv[0];
      case 'module':
        return process.argv[0] && dirname(process.argv[0]);
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return join(home, `${name[0]?.toUpperCase()}${name.slice(1)}`);
      default:
        return undefined;
    }
  }
}

export const app = new App();
