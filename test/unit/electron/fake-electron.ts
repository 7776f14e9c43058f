/** Stands for the electron module: what the shell does with it is remembered, and events are sent by hand. */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();
  postMessage(message: unknown): void {
    this.posted.push(structuredClone(message));
  }
}

export class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: unknown[][] = [];
  readonly reload = vi.fn();
  destroyed = false;
  windowOpen: (() => { action: string }) | undefined;

  constructor(id: number) {
    super();
    this.id = id;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  postMessage(...message: unknown[]): void {
    this.sent.push(message);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.windowOpen = handler;
  }
}

type Handler = (event: unknown, ...message: unknown[]) => Promise<unknown>;

export const channels: { port1: FakePort; port2: FakePort }[] = [];
export const handlers = new Map<string, Handler>();
export const app = Object.assign(new EventEmitter(), { enableSandbox: vi.fn(), getName: () => 'viewer', getVersion: () => '1' });
export const dialog = { showMessageBox: vi.fn() };
export const ipcMain = { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) };
export const ipcRenderer = Object.assign(new EventEmitter(), { invoke: vi.fn() });
export const protocol = { handle: vi.fn(), registerSchemesAsPrivileged: vi.fn() };
export const Menu = {};
export class MessageChannelMain {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
  constructor() {
    channels.push(this);
  }
}
