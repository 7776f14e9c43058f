import { EventEmitter } from 'node:events';

export function notImplemented(what: string): Error {
  return new Error(`not implemented by the double: electron.${what}`);
}

/** Looked up by JavaScript itself or by tools that print a value, not by a program that uses Electron. */
const LOOKED_UP_ON_EVERYTHING = new Set([
  'then',
  'toJSON',
  'constructor',
  'domain',
  'inspect',
  'nodeType',
  'tagName',
  'asymmetricMatch',
]);

function isOwnBusiness(object: object, key: string | symbol): boolean {
  return typeof key === 'symbol' || key in object || key.startsWith('_') || LOOKED_UP_ON_EVERYTHING.has(key);
}

/** What Electron has and the double has not is refused in words, and never is `undefined`. */
export function refusing<T extends object>(object: T, name: string): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      if (isOwnBusiness(target, key)) return Reflect.get(target, key, receiver);
      throw notImplemented(`${name}.${String(key)}`);
    },
  });
}

/** For classes: the constructor answers with the proxy, so private members of derived classes live on it, and there is one identity. */
export class Refusing {
  constructor(name: string) {
    // biome-ignore lint/correctness/noConstructorReturn: the proxy takes the object's place.
    return refusing(this, name);
  }
}

/** Stands for a whole module or class that the double has not: it can be imported, and throws when it is used. */
export function missing(name: string): unknown {
  // Not an arrow function, which could not take the place of a class.
  const refuse = function refuse(): never {
    throw notImplemented(name);
  };
  const get = (target: object, key: string | symbol): unknown => {
    if (isOwnBusiness(target, key)) return Reflect.get(target, key);
    throw notImplemented(`${name}.${String(key)}`);
  };
  return new Proxy(refuse, { apply: refuse, construct: refuse, get });
}

/**
 * The same for objects that emit events: events that the double never emits are refused too, and a destroyed object refuses everything,
 * as Electron's do.
 */
export class RefusingEmitter extends EventEmitter {
  constructor(name: string, events: readonly string[]) {
    super();
    this.on('newListener', (event: string | symbol) => {
      if (typeof event === 'string' && !event.endsWith('Listener') && !events.includes(event))
        throw notImplemented(`${name}, event '${event}'`);
    });
    // biome-ignore lint/correctness/noConstructorReturn: the proxy takes the object's place.
    return new Proxy(this, {
      get(target, key, receiver) {
        if (!isOwnBusiness(target, key)) throw notImplemented(`${name}.${String(key)}`);
        const value: unknown = Reflect.get(target, key, receiver);
        const forbidden =
          typeof value === 'function' && typeof key === 'string' && isApi(key) && (receiver as RefusingEmitter).isDestroyed();
        if (forbidden) throw new TypeError('Object has been destroyed');
        return value;
      },
    });
  }

  isDestroyed(): boolean {
    return false;
  }
}

function isApi(key: string): boolean {
  return key !== 'isDestroyed' && key !== 'constructor' && !(key in EventEmitter.prototype) && !key.startsWith('_');
}
