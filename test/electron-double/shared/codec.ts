/**
 * Structured clones on their way between the main process and a page: what is left of a value after `structuredClone`, as JSON and a list
 * of binaries. The clone itself, and with it every refusal, is made by the engine on either side.
 */
export interface Encoded {
  /** Primitives as they are; everything else as an array that begins with its kind. */
  readonly tree: Tree;
  readonly binaries: readonly ArrayBuffer[];
}

type Tree = string | number | boolean | null | readonly [kind: string, ...parts: unknown[]];

const VIEWS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
} as const satisfies Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView>;
const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as const;

/** As Electron says it when a value cannot be sent (docs/api/ipc-renderer.md: functions, promises, symbols, DOM objects …). */
export const CANNOT_BE_CLONED = 'An object could not be cloned.';

/** Clones and encodes. Throws Electron's error for what cannot be sent. */
export function encode(value: unknown): Encoded {
  let clone: unknown;
  try {
    clone = structuredClone(value);
  } catch {
    throw new Error(CANNOT_BE_CLONED);
  }
  const binaries: ArrayBuffer[] = [];
  const numbers = new Map<object, number>();
  return { tree: branch(clone), binaries };

  function branch(part: unknown): Tree {
    switch (typeof part) {
      case 'string':
      case 'boolean':
        return part;
      case 'number':
        return Number.isFinite(part) && !Object.is(part, -0) ? part : ['number', Object.is(part, -0) ? '-0' : String(part)];
      case 'bigint':
        return ['bigint', String(part)];
      case 'undefined':
        return ['undefined'];
      case 'object':
        return part === null ? null : object(part);
      default:
        throw new Error(CANNOT_BE_CLONED);
    }
  }

  function object(part: object): Tree {
    const known = numbers.get(part);
    if (known !== undefined) return ['again', known];
    numbers.set(part, numbers.size);
    if (Array.isArray(part)) return ['array', part.length, ...Object.entries(part).map(([key, item]) => [key, branch(item)])];
    if (part instanceof Date) return ['date', part.getTime()];
    if (part instanceof RegExp) return ['regexp', part.source, part.flags];
    if (part instanceof Map) return ['map', ...[...part].map(([key, item]) => [branch(key), branch(item)])];
    if (part instanceof Set) return ['set', ...[...part].map(branch)];
    if (part instanceof ArrayBuffer) return ['binary', binaries.push(part) - 1];
    if (ArrayBuffer.isView(part)) {
      const length = part instanceof DataView ? part.byteLength : (part as Uint8Array).length;
      return ['view', part.constructor.name, branch(part.buffer), part.byteOffset, length];
    }
    if (part instanceof Error) return ['error', part.name, part.message, part.stack ?? '', branch(part.cause)];
    if (Object.getPrototypeOf(part) === Object.prototype)
      return ['object', ...Object.entries(part).map(([key, item]) => [key, branch(item)])];
    // Clonable for the engine, unknown to Electron's main process: Blob, ImageBitmap, CryptoKey …
    throw new Error(CANNOT_BE_CLONED);
  }
}

export function decode({ tree, binaries }: Encoded): unknown {
  const objects: object[] = [];
  return value(tree);

  function value(part: Tree): unknown {
    if (!Array.isArray(part)) return part;
    const [kind, ...parts] = part as [string, ...unknown[]];
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(parts[0]);
      case 'bigint':
        return BigInt(String(parts[0]));
      case 'again':
        return objects[Number(parts[0])];
      case 'view': {
        const number = objects.push({}) - 1;
        const [name, tree, offset, length] = parts as [keyof typeof VIEWS, Tree, number, number];
        const View: new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView = VIEWS[name];
        const view = new View(value(tree) as ArrayBuffer, offset, length);
        objects[number] = view;
        return view;
      }
      default:
        return object(kind, parts);
    }
  }

  function object(kind: string, parts: unknown[]): object {
    const made = empty(kind, parts);
    objects.push(made);
    if (made instanceof Map) for (const [key, item] of parts as [Tree, Tree][]) made.set(value(key), value(item));
    else if (made instanceof Set) for (const item of parts as Tree[]) made.add(value(item));
    else if (made instanceof Error) {
      const cause = value(parts[3] as Tree);
      Object.defineProperty(made, 'stack', { value: parts[2], writable: true, configurable: true });
      if (cause !== undefined) made.cause = cause;
    } else if (kind === 'array' || kind === 'object') {
      const entries = (kind === 'array' ? parts.slice(1) : parts) as [string, Tree][];
      // Not by assignment: `__proto__` is a name like any other here.
      for (const [key, item] of entries)
        Object.defineProperty(made, key, { value: value(item), writable: true, enumerable: true, configurable: true });
    }
    return made;
  }

  function empty(kind: string, parts: unknown[]): object {
    switch (kind) {
      case 'array':
        return new Array(Number(parts[0]));
      case 'object':
        return {};
      case 'date':
        return new Date(parts[0] === null ? Number.NaN : Number(parts[0]));
      case 'regexp':
        return new RegExp(String(parts[0]), String(parts[1]));
      case 'map':
        return new Map();
      case 'set':
        return new Set();
      case 'error': {
        const name = String(parts[0]);
        return new (name in ERRORS ? ERRORS[name as keyof typeof ERRORS] : Error)(String(parts[1]));
      }
      case 'binary': {
        const binary = binaries[Number(parts[0])];
        if (!binary) throw new Error(`There is no binary ${parts[0]}.`);
        return binary;
      }
      default:
        throw new Error(`There is no kind "${kind}".`);
    }
  }
}
