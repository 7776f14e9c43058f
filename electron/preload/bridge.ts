/** The page's half of the desktop shell: the bridge of the contract, and the ports of its streams. It forwards, and decides nothing. */
import { ipcRenderer } from 'electron';
import type { Bridge, EventName } from '../../backend/contract.ts';
import { EVENT_CHANNEL, FRAME_CHANNEL, REQUEST_CHANNEL, type Reply, STREAM_CHANNEL, type StreamOffer } from '../channels.ts';

const listeners = new Map<EventName, Set<(value: never) => void>>();

export const bridge: Bridge = {
  async request(command, argument) {
    const reply: Reply = await ipcRenderer.invoke(REQUEST_CHANNEL, command, argument);
    // A plain report: of an Error, only the message would reach the page.
    if ('error' in reply) throw reply.error;
    return reply.answer as never;
  },
  on(event, listener) {
    const all = listeners.get(event) ?? new Set();
    listeners.set(event, all.add(listener));
    return () => void all.delete(listener);
  },
  /** The owning process is the one that made this window: while there is a page, it can be reached. */
  onConnection(listener) {
    listener(true);
    return () => {};
  },
};

/** One for all who listen: with more than ten, Node takes them for forgotten ones. */
export function forwardEvents(): void {
  ipcRenderer.on(EVENT_CHANNEL, (_event, name: EventName, value: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(value as never);
  });
}

/** Hands the port of each stream on to the page, which gives it to its worker; and the frames, where the port does not carry them. */
export function forwardStreams(): void {
  ipcRenderer.on(STREAM_CHANNEL, ({ ports }, { stream, epoch }: StreamOffer) => {
    window.postMessage({ tag: STREAM_CHANNEL, stream, epoch }, '*', [...ports]);
  });
  ipcRenderer.on(FRAME_CHANNEL, (_event, { stream, epoch }: StreamOffer, frame: ArrayBuffer) => {
    window.postMessage({ tag: FRAME_CHANNEL, stream, epoch, frame }, '*', [frame]);
  });
}
