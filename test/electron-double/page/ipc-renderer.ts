import { decode, encode } from '../shared/codec.ts';
import type { TextEncoded, ToMain, ToPage } from '../shared/messages.ts';

type Listener = (event: unknown, ...values: unknown[]) => void;

/** `ipcRenderer`, as docs/api/ipc-renderer.md has it: an emitter of channels, and what it sends is cloned or refused at once. */
export function createIpcRenderer(up: (message: ToMain) => void, portNumber: (port: MessagePort) => number) {
  const listeners = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let invoked = 0;

  const add = (once: boolean) => (channel: string, listener: Listener) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const list = [...(listeners.get(channel) ?? [])];
    const at = list.findLastIndex((entry) => entry.listener === listener);
    if (at >= 0) list.splice(at, 1);
    listeners.set(channel, list);
    return ipcRenderer;
  };

  const ipcRenderer = {
    on: add(false),
    addListener: add(false),
    once: add(true),
    off: remove,
    removeListener: remove,
    removeAllListeners(channel?: string) {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
    send(channel: string, ...values: unknown[]): void {
      up({ type: 'send', channel: named(channel), values: inText(values), ports: [] });
    },
    postMessage(channel: string, message: unknown, transfer: MessagePort[] = []): void {
      if (!transfer.every((port) => port instanceof MessagePort)) throw new TypeError('Invalid value for transfer');
      up({ type: 'send', channel: named(channel), values: inText([message]), ports: transfer.map(portNumber) });
    },
    async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
      const encoded = inText(values);
      invoked++;
      const id = invoked;
      const answer = new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
      up({ type: 'invoke', id, channel: named(channel), values: encoded });
      return answer.catch((error: Error) => {
        throw new Error(`Error invoking remote method '${channel}': ${error.message}`);
      });
    },
  };

  return {
    ipcRenderer,
    /** What came from the main process; `ports` are real ports by now. */
    receive(message: Extract<ToPage, { type: 'ipc' | 'reply' | 'failure' }>, ports: MessagePort[]): void {
      if (message.type === 'ipc') {
        const event = { sender: ipcRenderer, ports };
        const values = decode(message.values) as unknown[];
        for (const { listener, once } of [...(listeners.get(message.channel) ?? [])]) {
          if (once) remove(message.channel, listener);
          listener(event, ...values);
        }
        return;
      }
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.type === 'reply') waiting?.resolve(decode(message.result));
      else waiting?.reject(new Error(message.message));
    },
  };
}

function named(channel: string): string {
  if (typeof channel !== 'string' || channel === '') throw new TypeError('Missing required channel argument');
  return channel;
}

/** Binaries as text, because a binding takes text only. */
export function inText(value: unknown): TextEncoded {
  const { tree, binaries } = encode(value);
  return { tree, binaries: binaries.map(base64) };
}

function base64(binary: ArrayBuffer): string {
  const bytes = new Uint8Array(binary);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
