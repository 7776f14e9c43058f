import { decode, type Encoded, encode } from '../shared/codec.ts';
import { RefusingEmitter } from './refusing.ts';

/** The way to the other end of a channel, wherever that is by now. */
export interface FarEnd {
  deliver(value: Encoded, ports: readonly MessagePortMain[]): void;
  close(): void;
}

interface Message {
  readonly value: Encoded;
  readonly ports: readonly MessagePortMain[];
}

/** docs/api/message-port-main.md. Names that begin with `_` are the double's own. */
export class MessagePortMain extends RefusingEmitter {
  #far: FarEnd | undefined;
  /** Where this end has gone, once it was transferred; it is of no use here any more. */
  #gone: FarEnd | undefined;
  #queue: Message[] = [];
  #started = false;
  #closed = false;

  constructor() {
    super('MessagePortMain', ['message', 'close']);
  }

  /** Copies at once. Only ports can be transferred; anything else in the list, an ArrayBuffer for one, throws. */
  postMessage(message: unknown, transfer?: unknown): void {
    const ports = checkTransfer(transfer);
    if (ports.includes(this)) throw new Error(`Port at index ${ports.indexOf(this)} contains the source port`);
    const value = encode(message);
    if (this.#closed || this.#gone) return;
    this.#far?.deliver(value, ports);
  }

  /** Messages wait until this is called. */
  start(): void {
    this.#started = true;
    setImmediate(() => this.#flush());
  }

  /** Both ends tell 'close': this one at once, the other after what was sent to it before. */
  close(): void {
    if (this.#closed || this.#gone) return;
    this.#far?.close();
    this.#end();
  }

  _entangle(far: FarEnd): void {
    this.#far = far;
  }

  /** Transferred: what comes for this end goes there from now on. Answers with the way to the other end. */
  _transferTo(place: FarEnd): FarEnd | undefined {
    this.#gone = place;
    for (const { value, ports } of this.#queue.splice(0)) place.deliver(value, ports);
    if (this.#closed) place.close();
    return this.#far;
  }

  _receive(value: Encoded, ports: readonly MessagePortMain[]): void {
    if (this.#gone) this.#gone.deliver(value, ports);
    else if (!this.#closed) {
      this.#queue.push({ value, ports });
      setImmediate(() => this.#flush());
    }
  }

  _otherEndClosed(): void {
    if (this.#gone) this.#gone.close();
    else
      setImmediate(() => {
        this.#flush();
        this.#end();
      });
  }

  get _isTransferred(): boolean {
    return this.#gone !== undefined;
  }

  #flush(): void {
    while (this.#started && !this.#closed && !this.#gone) {
      const next = this.#queue.shift();
      if (!next) return;
      this.emit('message', { data: decode(next.value), ports: next.ports });
    }
  }

  #end(): void {
    if (this.#closed || this.#gone) return;
    this.#closed = true;
    this.emit('close');
  }
}

/** docs/api/message-channel-main.md */
export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1._entangle(wayTo(this.port2));
    this.port2._entangle(wayTo(this.port1));
  }
}

function wayTo(port: MessagePortMain): FarEnd {
  return {
    deliver: (value, ports) => port._receive(value, ports.map(arrived)),
    close: () => port._otherEndClosed(),
  };
}

/** A port that was transferred within the main process: another object, the same end. */
function arrived(port: MessagePortMain): MessagePortMain {
  const there = new MessagePortMain();
  const far = port._transferTo(wayTo(there));
  if (far) there._entangle(far);
  return there;
}

/** The rules of a transfer list in the main process, in Electron's words where they are known (electron/electron#37585). */
export function checkTransfer(transfer: unknown): MessagePortMain[] {
  if (transfer === undefined) return [];
  if (!Array.isArray(transfer)) throw new TypeError('transferables must be an array of MessagePorts');
  transfer.forEach((port, index) => {
    if (!(port instanceof MessagePortMain)) throw new TypeError(`Port at index ${index} is not a valid port`);
    if (port._isTransferred) throw new Error(`Port at index ${index} is already neutered`);
    if (transfer.indexOf(port) !== index) throw new Error(`Port at index ${index} is a duplicate of an earlier port`);
  });
  return transfer as MessagePortMain[];
}
