import type { Credit } from '../../../backend/contract.ts';

/** Takes credits to the browser shell. What is sent before the socket is open waits; a socket that is lost takes every stream with it. */
export class CreditSocket {
  readonly #socket: WebSocket;
  #waiting: Credit[] | undefined = [];
  #closed = false;

  constructor(address: string, onLost: () => void) {
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => {
      for (const credit of this.#waiting ?? []) this.#socket.send(JSON.stringify(credit));
      this.#waiting = undefined;
    };
    this.#socket.onclose = () => {
      if (!this.#closed) onLost();
      this.#closed = true;
    };
  }

  send(credit: Credit): void {
    if (this.#closed) return;
    if (this.#waiting) this.#waiting.push(credit);
    else this.#socket.send(JSON.stringify(credit));
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
  }
}
