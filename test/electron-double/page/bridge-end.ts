/**
 * One end of contextBridge; the isolated world and the main world have one each. Objects cannot cross between worlds through DevTools, but
 * DOM events can, at once, and their `detail` is cloned by the engine: that is how the ends talk. What may cross, and as what, is in
 * Electron's docs/api/context-bridge.md, "Parameter / Error / Return Type support".
 */
export type BridgeMessage =
  | { readonly type: 'expose'; readonly key: string; readonly value: Crossing }
  | { readonly type: 'call'; readonly function: number; readonly values: readonly Crossing[] }
  | { readonly type: 'returned'; readonly value: Crossing }
  | { readonly type: 'threw'; readonly message: string }
  | { readonly type: 'settled'; readonly promise: number; readonly kept: boolean; readonly value: Crossing }
  | { readonly type: 'fullscreen?'; readonly id: number }
  | { readonly type: 'fullscreen'; readonly id: number; readonly allowed: boolean };

/** A value as it crosses. `seen` numbers objects in the order in which they are met, so that one that comes twice stays one. */
type Crossing =
  | { readonly is: 'clone'; readonly value: unknown }
  | { readonly is: 'again'; readonly seen: number }
  | { readonly is: 'function' | 'promise'; readonly id: number }
  | { readonly is: 'error'; readonly message: string }
  | { readonly is: 'array'; readonly items: readonly Crossing[] }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Crossing])[] };

/** Electron's own limit and words. */
const MAX_DEPTH = 1000;
const TOO_DEEP = `Electron contextBridge recursion depth exceeded.  Nested objects deeper than ${MAX_DEPTH} are not supported.`;
const NOT_CLONED = 'An object could not be cloned.';
const NO_MESSAGE =
  'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.';

/** As it was before the page could change it. */
const tagOf = Object.prototype.toString;

type Callable = (...values: unknown[]) => unknown;

export class BridgeEnd {
  readonly #send: (message: BridgeMessage) => void;
  readonly #functions = new Map<number, Callable>();
  readonly #numbers = new WeakMap<Callable, number>();
  readonly #promises = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  #last = 0;
  #answer: Extract<BridgeMessage, { type: 'returned' | 'threw' }> | undefined;

  constructor(send: (message: BridgeMessage) => void) {
    this.#send = send;
  }

  receive(message: BridgeMessage): void {
    switch (message.type) {
      case 'call':
        this.#send(this.#run(message.function, message.values));
        return;
      case 'returned':
      case 'threw':
        this.#answer = message;
        return;
      case 'settled': {
        const promise = this.#promises.get(message.promise);
        this.#promises.delete(message.promise);
        if (message.kept) promise?.resolve(this.take(message.value));
        else promise?.reject(this.take(message.value));
        return;
      }
      default:
        return;
    }
  }

  /** Makes a value ready to cross. */
  give(value: unknown): Crossing {
    const seen = new Map<object, number>();
    const cross = (part: unknown, depth: number): Crossing => {
      if (depth > MAX_DEPTH) throw new TypeError(TOO_DEEP);
      if (typeof part === 'symbol') return { is: 'clone', value: undefined };
      if ((typeof part !== 'object' && typeof part !== 'function') || part === null) return { is: 'clone', value: part };
      const known = seen.get(part);
      if (known !== undefined) return { is: 'again', seen: known };
      seen.set(part, seen.size);
      if (typeof part === 'function') return { is: 'function', id: this.#numberOf(part as Callable) };
      if (part instanceof Promise) return { is: 'promise', id: this.#follow(part) };
      if (part instanceof Error) return { is: 'error', message: String(part.message) };
      if (part instanceof Element) throw new Error('not implemented by the double: an Element over contextBridge');
      if (Array.isArray(part)) return { is: 'array', items: part.map((item) => cross(item, depth + 1)) };
      if (isPlain(part)) {
        const entries = Object.entries(part).filter(([, item]) => typeof item !== 'symbol');
        return { is: 'object', entries: entries.map(([key, item]) => [key, cross(item, depth + 1)] as const) };
      }
      return { is: 'clone', value: cloned(part) };
    };
    return cross(value, 0);
  }

  /** The value on this side. */
  take(crossing: Crossing): unknown {
    const seen: unknown[] = [];
    const make = (part: Crossing): unknown => {
      switch (part.is) {
        case 'clone':
          if (typeof part.value === 'object' && part.value !== null) seen.push(part.value);
          return part.value;
        case 'again':
          return seen[part.seen];
        case 'function':
          return keep(seen, this.#proxy(part.id));
        case 'promise':
          return keep(seen, this.#promise(part.id));
        case 'error':
          return keep(seen, new Error(part.message));
        case 'array': {
          const array = keep<unknown[]>(seen, []);
          for (const item of part.items) array.push(make(item));
          return array;
        }
        case 'object': {
          const object = keep<object>(seen, {});
          for (const [key, item] of part.entries)
            Object.defineProperty(object, key, { value: make(item), writable: true, enumerable: true, configurable: true });
          return object;
        }
      }
    };
    return make(crossing);
  }

  #run(id: number, values: readonly Crossing[]): BridgeMessage {
    try {
      const result = this.#functions.get(id)?.(...values.map((value) => this.take(value)));
      return { type: 'returned', value: this.give(result) };
    } catch (error) {
      const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
      return { type: 'threw', message: typeof message === 'string' ? message : NO_MESSAGE };
    }
  }

  #numberOf(callable: Callable): number {
    let number = this.#numbers.get(callable);
    if (number === undefined) {
      number = ++this.#last;
      this.#numbers.set(callable, number);
      this.#functions.set(number, callable);
    }
    return number;
  }

  #proxy(id: number): Callable {
    return (...values) => {
      this.#answer = undefined;
      this.#send({ type: 'call', function: id, values: values.map((value) => this.give(value)) });
      const answer: BridgeMessage | undefined = this.#answer;
      this.#answer = undefined;
      return this.#result(answer);
    };
  }

  #result(answer: BridgeMessage | undefined): unknown {
    if (answer?.type === 'returned') return this.take(answer.value);
    throw new Error(answer?.type === 'threw' ? answer.message : 'The other world did not answer.');
  }

  #follow(promise: Promise<unknown>): number {
    const id = ++this.#last;
    const settle = (kept: boolean) => (value: unknown) => {
      try {
        this.#send({ type: 'settled', promise: id, kept, value: this.give(value) });
      } catch (error) {
        this.#send({ type: 'settled', promise: id, kept: false, value: this.give(error) });
      }
    };
    promise.then(settle(true), settle(false));
    return id;
  }

  #promise(id: number): Promise<unknown> {
    const promise = new Promise((resolve, reject) => this.#promises.set(id, { resolve, reject }));
    return promise;
  }
}

function keep<T>(seen: unknown[], value: T): T {
  seen.push(value);
  return value;
}

/** Of a class of one's own only the values cross; what the platform defines is cloned whole. */
function isPlain(value: object): boolean {
  return tagOf.call(value) === '[object Object]';
}

function cloned(value: object): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw new Error(NOT_CLONED);
  }
}

export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || value instanceof Promise) return;
  // A view of memory cannot be frozen.
  if (!ArrayBuffer.isView(value)) Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}
