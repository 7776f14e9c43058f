import type { ServerResponse } from 'node:http';
import { decode, type Encoded, encode } from '../shared/codec.ts';
import type { TextEncoded, ToMain, ToPage } from '../shared/messages.ts';
import { toRecord } from '../shared/records.ts';
import { type FarEnd, MessagePortMain } from './message-ports.ts';

export interface DocumentLinkOptions {
  onSend(channel: string, values: unknown[], ports: MessagePortMain[]): void;
  onInvoke(channel: string, values: unknown[]): Promise<unknown>;
  onFullscreen(answer: (allowed: boolean) => void): void;
}

/** The main process's line to the preload script of one document. It ends with the document, and all ports over it with it. */
export class DocumentLink {
  readonly #options: DocumentLinkOptions;
  readonly #ports = new Map<number, FarEnd>();
  #response: ServerResponse | undefined;
  #early: Uint8Array[] = [];
  #lastPort = 0;
  #closed = false;

  constructor(options: DocumentLinkOptions) {
    this.#options = options;
  }

  get closed(): boolean {
    return this.#closed;
  }

  open(response: ServerResponse): void {
    this.#response = response;
    this.#write(this.#early.splice(0));
  }

  send(channel: string, values: Encoded, ports: readonly MessagePortMain[]): void {
    this.#tell({ type: 'ipc', channel, values, ports: ports.map((port) => this.#lend(port)) });
  }

  receive(message: Exclude<ToMain, { type: 'hello' | 'trouble' }>): void {
    switch (message.type) {
      case 'send':
        this.#options.onSend(
          message.channel,
          fromText(message.values) as unknown[],
          message.ports.map((port) => this.#borrow(port)),
        );
        return;
      case 'invoke':
        void this.#invoke(message.id, message.channel, fromText(message.values) as unknown[]);
        return;
      case 'port-message':
        this.#ports.get(message.port)?.deliver(
          toEncoded(message.value),
          message.ports.map((port) => this.#borrow(port)),
        );
        return;
      case 'port-closed': {
        const far = this.#ports.get(message.port);
        this.#ports.delete(message.port);
        far?.close();
        return;
      }
      case 'fullscreen':
        this.#options.onFullscreen((allowed) => this.#tell({ type: 'fullscreen', id: message.id, allowed }));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#response?.end();
    this.#early = [];
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.close();
  }

  async #invoke(id: number, channel: string, values: unknown[]): Promise<void> {
    try {
      this.#tell({ type: 'reply', id, result: encode(await this.#options.onInvoke(channel, values)) });
    } catch (error) {
      this.#tell({ type: 'failure', id, message: String(error) });
    }
  }

  /** A port of the main process goes to the document, under an even number. */
  #lend(port: MessagePortMain): number {
    this.#lastPort += 2;
    const number = this.#lastPort;
    const far = port._transferTo(this.#wayTo(number));
    if (far) this.#ports.set(number, far);
    return number;
  }

  /** A port of the document, which has given it an odd number, comes to the main process. */
  #borrow(number: number): MessagePortMain {
    const port = new MessagePortMain();
    port._entangle(this.#wayTo(number));
    this.#ports.set(number, {
      deliver: (value, ports) => port._receive(value, ports),
      close: () => port._otherEndClosed(),
    });
    return port;
  }

  #wayTo(number: number): FarEnd {
    return {
      deliver: (value, ports) =>
        this.#tell({ type: 'port-message', port: number, value, ports: ports.map((port) => this.#lend(port)) }),
      close: () => {
        if (this.#ports.delete(number)) this.#tell({ type: 'port-closed', port: number });
      },
    };
  }

  #tell(message: ToPage): void {
    if (!this.#closed) this.#write(toRecord(message));
  }

  #write(pieces: readonly Uint8Array[]): void {
    if (!this.#response) {
      this.#early.push(...pieces);
      return;
    }
    this.#response.cork();
    for (const piece of pieces) this.#response.write(piece);
    this.#response.uncork();
  }
}

function toEncoded({ tree, binaries }: TextEncoded): Encoded {
  return { tree, binaries: binaries.map((text) => new Uint8Array(Buffer.from(text, 'base64')).buffer) };
}

function fromText(value: TextEncoded): unknown {
  return decode(toEncoded(value));
}
