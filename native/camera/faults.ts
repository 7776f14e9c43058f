/**
 * Faults made on purpose: a publisher that does what broken producers do, so that people can practise what to do about it, and tests can
 * show what viewers say. It first publishes good frames for a while, so that the fault is seen to come.
 */
import { performance } from 'node:perf_hooks';
import { SharedCameraError } from '../core/errors.ts';
import { type FrameLayout, layoutBytes } from '../core/layout.ts';
import { type Framelock, loadFramelock } from '../os/framelock.ts';
import type { PublisherMapping } from './publisher.ts';
import type { CreateOptions, SharedMapping } from './shared-mapping.ts';
import { trailerBytes } from './trailers.ts';

/** Each kind, as it is typed, with what it does. */
export const FAULTS = {
  'die-in-write': 'dies inside its copy: half a frame is written and the lock stays held by a writer',
  'die-in-read': 'dies while it reads: the lock stays counted by one reader, and nobody can write any more',
  'hold:MS': 'keeps the writer lock for MS milliseconds, then publishes again, over and over',
  'wrong-size': 'makes the mapping for 2/3 of a picture, without a trailer, and writes what fits',
  'half-frames': 'writes only the first half of each frame and says that it is whole',
  'flip-format': 'says another pixel format every second, while the pixels stay as they are',
  freeze: 'publishes the same picture over and over, with new numbers, as a camera does whose sensor hangs',
  stop: 'stops writing and lives on',
  'no-init': 'marks the lock as not initialised and leaves it so',
} as const;

export interface Fault {
  readonly kind: keyof typeof FAULTS;
  /** Of `hold`. */
  readonly holdMs: number;
}

export const FAULT_SYNTAX = Object.keys(FAULTS).join(' | ');
/** So long all is well. */
export const FAULT_AFTER_MS = 1000;
const FLIP_MS = 1000;
const MAX_HOLD_MS = 600_000;
const UNINITIALISED = 0xff00_0000;

/** Throws USAGE for anything else than FAULT_SYNTAX. */
export function parseFault(text: string): Fault {
  const [, holdMs] = /^hold:(\d{1,6})$/.exec(text) ?? [];
  if (holdMs !== undefined && Number(holdMs) >= 1 && Number(holdMs) <= MAX_HOLD_MS)
    return { kind: 'hold:MS', holdMs: Number(holdMs) };
  if (Object.hasOwn(FAULTS, text) && text !== 'hold:MS') return { kind: text as Fault['kind'], holdMs: 0 };
  throw new SharedCameraError(
    'USAGE',
    `There is no fault "${text}": faults are ${FAULT_SYNTAX}, with 1 to ${MAX_HOLD_MS} for MS.`,
  );
}

/** How the mapping is made for this fault. */
export function faultyCreation(fault: Fault, creation: CreateOptions): CreateOptions {
  if (fault.kind !== 'wrong-size') return creation;
  return { ...creation, payloadBytes: Math.max(1, Math.floor((creation.payloadBytes * 2) / 3)), trailer: false };
}

export interface FaultParts {
  readonly mapping: Pick<SharedMapping, 'payloadBytes' | 'hasTrailerRoom' | 'claimWriter' | 'write' | 'watchView'>;
  readonly layout: FrameLayout;
  readonly fault: Fault;
  /** Ends this process at once, without any cleanup. */
  readonly die: () => void;
  readonly now?: () => number;
}

type Write = PublisherMapping['write'];

/** A mapping for a Publisher, whose writes go wrong. `close` gives back a lock that it holds. */
export class FaultyMapping implements PublisherMapping {
  readonly payloadBytes: number;
  readonly #parts: FaultParts;
  readonly #now: () => number;
  readonly #framelock: Framelock;
  readonly #faulty: Write;
  #began: number | undefined;
  #holding: NodeJS.Timeout | undefined;
  #frozen: Uint8Array | undefined;

  constructor(parts: FaultParts) {
    const { mapping, layout, fault, now = () => performance.now() } = parts;
    // A publisher refuses a mapping that is too small for its frames; the one that goes wrong has not looked.
    this.payloadBytes = Math.max(mapping.payloadBytes, layoutBytes(layout));
    this.#parts = parts;
    this.#now = now;
    this.#framelock = loadFramelock();
    const faulty: Readonly<Record<Fault['kind'], Write>> = {
      'die-in-write': (source) => this.#dieInWrite(source),
      'die-in-read': () => this.#dieInRead(),
      'hold:MS': (source, options) => this.#hold(source, options),
      'wrong-size': (source, options) => this.#writePart(source, options, mapping.payloadBytes),
      'half-frames': (source, options) => this.#writePart(source, options, Math.ceil(source.length / 2)),
      'flip-format': (source, options) => this.#flip(source, options),
      freeze: (source, options) => this.#freeze(source, options),
      stop: () => this.#refuse('stop'),
      'no-init': () => this.#uninitialise(),
    };
    this.#faulty = faulty[fault.kind];
  }

  claimWriter(): ReturnType<PublisherMapping['claimWriter']> {
    return this.#parts.mapping.claimWriter();
  }

  /** What is held here is held on purpose. */
  async recoverIfAlone(): Promise<undefined> {
    return undefined;
  }

  write(source: Uint8Array, options: Parameters<Write>[1]): unknown {
    this.#began ??= this.#now();
    const { kind } = this.#parts.fault;
    const fromTheStart = kind === 'wrong-size' || kind === 'no-init';
    if (!fromTheStart && this.#now() - this.#began < FAULT_AFTER_MS) return this.#parts.mapping.write(source, options);
    return this.#faulty(source, options);
  }

  close(): void {
    if (this.#holding === undefined) return;
    clearTimeout(this.#holding);
    this.#letGo();
  }

  #freeze(source: Uint8Array, options: Parameters<Write>[1]): unknown {
    this.#frozen ??= source.slice();
    return this.#parts.mapping.write(this.#frozen, options);
  }

  #dieInWrite(source: Uint8Array): void {
    const view = this.#parts.mapping.watchView();
    if (this.#framelock.lockWrite(view.word, 1000).code !== 'OK') this.#refuse('die-in-write');
    const half = Math.ceil(source.length / 2);
    this.#framelock.copyIn({ ...view, payloadBytes: half }, source.subarray(0, half), { zeroTail: false });
    this.#parts.die();
  }

  #dieInRead(): void {
    if (this.#framelock.lockRead(this.#parts.mapping.watchView().word, 1000).code !== 'OK') this.#refuse('die-in-read');
    this.#parts.die();
  }

  #hold(source: Uint8Array, options: Parameters<Write>[1]): unknown {
    if (this.#holding !== undefined) this.#refuse('hold');
    const { mapping, fault } = this.#parts;
    const written = mapping.write(source, options);
    if (this.#framelock.lockWrite(mapping.watchView().word, options.timeoutMs).code === 'OK')
      this.#holding = setTimeout(() => this.#letGo(), fault.holdMs);
    return written;
  }

  /** An operator may have forced the lock meanwhile; then there is nothing to give back. */
  #letGo(): void {
    this.#framelock.unlockWrite(this.#parts.mapping.watchView().word);
    this.#holding = undefined;
    this.#began = this.#now();
  }

  #writePart(source: Uint8Array, { timeoutMs, trailer }: Parameters<Write>[1], bytes: number): void {
    const { mapping, fault } = this.#parts;
    const view = mapping.watchView();
    const payloadBytes = Math.min(bytes, view.payloadBytes, source.length);
    const options = { zeroTail: false, ...(mapping.hasTrailerRoom && { trailer: trailerBytes(trailer) }) };
    const { code } = this.#framelock.write({ ...view, payloadBytes }, source.subarray(0, payloadBytes), options, timeoutMs);
    if (code !== 'OK') this.#refuse(fault.kind);
  }

  #flip(source: Uint8Array, options: Parameters<Write>[1]): unknown {
    const flipped = Math.floor(this.#now() / FLIP_MS) % 2 === 1;
    const trailer = flipped ? { ...options.trailer, ...otherFormat(options.trailer) } : options.trailer;
    return this.#parts.mapping.write(source, { ...options, trailer });
  }

  #uninitialise(): never {
    const { word } = this.#parts.mapping.watchView();
    const seen = this.#framelock.load(word);
    if (seen !== UNINITIALISED) this.#framelock.exchange(word, seen, UNINITIALISED);
    return this.#refuse('no-init');
  }

  /** For a publisher this is a lock that it could not get: the frame is skipped and counted. */
  #refuse(what: string): never {
    throw new SharedCameraError('TIMEOUT', `Nothing is written: the fault "${what}" was asked for.`);
  }
}

/** Needs no more bytes than the true one, so that everybody believes it. */
function otherFormat({ format, width }: Pick<FrameLayout, 'format' | 'width'>): Pick<FrameLayout, 'format' | 'width'> {
  return format === 'GRAY8' ? { format: 'RGB24', width: Math.max(1, Math.floor(width / 3)) } : { format: 'GRAY8', width };
}
