import { decode } from '../shared/codec.ts';
import type { ToMain, ToPage } from '../shared/messages.ts';
import { inText } from './ipc-renderer.ts';

/** The page's ends of ports whose other end is in the main process. The page gets one half of a real channel; the other half is forwarded. */
export class PagePorts {
  readonly #up: (message: ToMain) => void;
  readonly #ours = new Map<number, MessagePort>();
  #last = -1;

  constructor(up: (message: ToMain) => void) {
    this.#up = up;
  }

  /** A real port for one that the main process sent. */
  open(number: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#forward(number, port1);
    return port2;
  }

  /** A port of the page goes to the main process. Ours have odd numbers, the main process's even ones. */
  readonly number = (port: MessagePort): number => {
    this.#last += 2;
    this.#forward(this.#last, port);
    return this.#last;
  };

  receive(message: Extract<ToPage, { type: 'port-message' | 'port-closed' }>): void {
    const port = this.#ours.get(message.port);
    if (message.type === 'port-closed') {
      this.#ours.delete(message.port);
      port?.close();
      return;
    }
    const value = decode(message.value);
    const ports = message.ports.map((number) => this.open(number));
    // A buffer that nobody else has need not be copied once more on its way to the page.
    port?.postMessage(value, value instanceof ArrayBuffer ? [value, ...ports] : ports);
  }

  #forward(number: number, port: MessagePort): void {
    this.#ours.set(number, port);
    port.onmessage = ({ data, ports }) =>
      this.#up({ type: 'port-message', port: number, value: inText(data), ports: ports.map(this.number) });
    port.addEventListener('close', () => {
      if (this.#ours.delete(number)) this.#up({ type: 'port-closed', port: number });
    });
  }
}
