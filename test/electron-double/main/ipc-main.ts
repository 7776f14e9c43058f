import type { MessagePortMain } from './message-ports.ts';
import { RefusingEmitter } from './refusing.ts';

export type InvokeHandler = (event: object, ...values: unknown[]) => unknown;

/** docs/api/ipc-main.md. Every channel is an event here, so none is refused. */
class IpcMain extends RefusingEmitter {
  readonly #handlers = new Map<string, { readonly handler: InvokeHandler; readonly once: boolean }>();

  constructor() {
    super('ipcMain', []);
    this.removeAllListeners('newListener');
  }

  handle(channel: string, handler: InvokeHandler): void {
    this.#add(channel, handler, false);
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.#add(channel, handler, true);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async _invoke(event: object, channel: string, values: unknown[]): Promise<unknown> {
    const found = this.#handlers.get(channel);
    if (!found) throw new Error(`No handler registered for '${channel}'`);
    if (found.once) this.#handlers.delete(channel);
    return await found.handler(event, ...values);
  }

  _deliver(event: object & { readonly ports: readonly MessagePortMain[] }, channel: string, values: unknown[]): void {
    this.emit(channel, event, ...values);
  }

  #add(channel: string, handler: InvokeHandler, once: boolean): void {
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, { handler, once });
  }
}

export const ipcMain = new IpcMain();
