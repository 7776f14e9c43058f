import koffi from 'koffi';
import type { CopyPlan } from '../core/copy-plan.ts';
import { SharedCameraError } from '../core/errors.ts';
import { TRAILER_BYTES } from '../core/trailer.ts';
import { type FramelockFunctions, loadFramelockLibrary } from './framelock-library.ts';
import {
  decodeResult,
  encodePlan,
  encodeView,
  type FrameCode,
  type FrameOutcome,
  frameCode,
  type NativeView,
  PLAN_BYTES,
  RESULT_BYTES,
  VIEW_BYTES,
} from './framelock-structs.ts';

export type { FrameCode, FrameOutcome, FrameResult, NativeView } from './framelock-structs.ts';

export interface WriteOptions {
  /** Fills the payload behind a short frame with zeros; without it a short frame is BAD_ARGUMENT. */
  readonly zeroTail: boolean;
  readonly trailer?: Uint8Array;
}

export interface Exchange {
  readonly swapped: boolean;
  /** The word as it was found. */
  readonly seen: number;
}

/** A day. Longer waits are mistakes: whoever wants to wait for ever asks again. */
const MAX_TIMEOUT_MS = 86_400_000;

let loaded: Framelock | undefined;

/** The compiled part; throws NATIVE_LIBRARY where it is missing or of another version. Loaded once. */
export function loadFramelock(): Framelock {
  loaded ??= new Framelock(loadFramelockLibrary());
  return loaded;
}

/**
 * framelock.h for TypeScript. Expected failures are codes, never exceptions; a bad buffer or plan is a TypeError before the lock.
 * The caller keeps the mapping behind a view mapped while a call runs. An async call keeps its buffers reachable until it is done;
 * the caller must not transfer them away meanwhile.
 */
export class Framelock {
  readonly functions: FramelockFunctions;
  /** One scratch result for all synchronous calls: they cannot overlap. */
  readonly #result = new Uint8Array(RESULT_BYTES);
  readonly #resultView = new DataView(this.#result.buffer);
  readonly #seen = new Uint32Array(1);
  readonly #seenBytes = new Uint8Array(this.#seen.buffer);
  readonly #noWord = addressOf(this.#seenBytes);
  readonly #views = new WeakMap<NativeView, Uint8Array>();
  readonly #plans = new WeakMap<CopyPlan, Uint8Array>();
  /** What running async calls use: koffi alone would let it be collected. */
  readonly #inFlight = new Set<readonly unknown[]>();

  constructor(functions: FramelockFunctions) {
    this.functions = functions;
  }

  /** Nanoseconds of the machine's monotonic clock, the same for all processes. */
  now(): bigint {
    return BigInt(this.functions.fl_now());
  }

  load(word: bigint): number {
    this.#expectWord(this.functions.fl_load(word, this.#seenBytes), word);
    return this.#seenWord();
  }

  /** Strict compare-and-swap. */
  exchange(word: bigint, expected: number, desired: number): Exchange {
    const code = this.functions.fl_exchange(word, expected >>> 0, desired >>> 0, this.#seenBytes);
    if (frameCode(code) === 'LOCK_LOST') return { swapped: false, seen: this.#seenWord() };
    this.#expectWord(code, word);
    return { swapped: true, seen: this.#seenWord() };
  }

  waitInitialised(word: bigint, timeoutMs: number): FrameOutcome {
    return this.#outcome(this.functions.fl_wait_initialised(word, nanoseconds(timeoutMs), this.#result));
  }

  waitInitialisedAsync(word: bigint, timeoutMs: number): Promise<FrameOutcome> {
    return this.#outcomeAsync(this.functions.fl_wait_initialised, [word, nanoseconds(timeoutMs)]);
  }

  lockRead(word: bigint, timeoutMs: number): FrameOutcome {
    return this.#outcome(this.functions.fl_lock_read(word, nanoseconds(timeoutMs), this.#result));
  }

  unlockRead(word: bigint): FrameOutcome {
    return this.#outcome(this.functions.fl_unlock_read(word, this.#result));
  }

  lockWrite(word: bigint, timeoutMs: number): FrameOutcome {
    return this.#outcome(this.functions.fl_lock_write(word, nanoseconds(timeoutMs), this.#result));
  }

  unlockWrite(word: bigint): FrameOutcome {
    return this.#outcome(this.functions.fl_unlock_write(word, this.#result));
  }

  /** Lock, copy, unlock in one call. `target` holds rubbish after any code but OK. */
  read(
    view: NativeView,
    plan: CopyPlan,
    target: Uint8Array,
    trailerOut: Uint8Array | undefined,
    timeoutMs: number,
  ): FrameOutcome {
    const [viewBytes, planBytes, trailer] = this.#readArguments(view, plan, target, trailerOut);
    return this.#outcome(this.functions.fl_read(viewBytes, planBytes, target, trailer, nanoseconds(timeoutMs), this.#result));
  }

  readAsync(...[view, plan, target, trailerOut, timeoutMs]: Parameters<Framelock['read']>): Promise<FrameOutcome> {
    const [viewBytes, planBytes, trailer] = this.#readArguments(view, plan, target, trailerOut);
    return this.#outcomeAsync(this.functions.fl_read, [viewBytes, planBytes, target, trailer, nanoseconds(timeoutMs)]);
  }

  /** The same without ever touching the lock word. */
  observe(...[view, plan, target, trailerOut, timeoutMs]: Parameters<Framelock['read']>): FrameOutcome {
    const [viewBytes, planBytes, trailer] = this.#readArguments(view, plan, target, trailerOut);
    return this.#outcome(this.functions.fl_observe(viewBytes, planBytes, target, trailer, nanoseconds(timeoutMs), this.#result));
  }

  observeAsync(...[view, plan, target, trailerOut, timeoutMs]: Parameters<Framelock['read']>): Promise<FrameOutcome> {
    const [viewBytes, planBytes, trailer] = this.#readArguments(view, plan, target, trailerOut);
    return this.#outcomeAsync(this.functions.fl_observe, [viewBytes, planBytes, target, trailer, nanoseconds(timeoutMs)]);
  }

  /** Lock, copy in, unlock. The size of `source` is judged in C, before the lock: too long is BAD_ARGUMENT, too short as `zeroTail` says. */
  write(view: NativeView, source: Uint8Array, options: WriteOptions, timeoutMs: number): FrameOutcome {
    const [viewBytes, zeroTail, trailer] = this.#writeArguments(view, source, options);
    return this.#outcome(
      this.functions.fl_write(viewBytes, source, source.length, zeroTail, trailer, nanoseconds(timeoutMs), this.#result),
    );
  }

  writeAsync(view: NativeView, source: Uint8Array, options: WriteOptions, timeoutMs: number): Promise<FrameOutcome> {
    const [viewBytes, zeroTail, trailer] = this.#writeArguments(view, source, options);
    const timeout = nanoseconds(timeoutMs);
    return this.#outcomeAsync(this.functions.fl_write, [viewBytes, source, source.length, zeroTail, trailer, timeout]);
  }

  /** Without any lock, for callers that bring their own. */
  copyOut(view: NativeView, plan: CopyPlan, target: Uint8Array, trailerOut: Uint8Array | undefined): FrameCode {
    const [viewBytes, planBytes, trailer] = this.#readArguments(view, plan, target, trailerOut);
    return frameCode(this.functions.fl_copy_out(viewBytes, planBytes, target, trailer));
  }

  /** By plan from one buffer of ours into another, on a pool thread. Rejects with a TypeError where the plan leaves either of them. */
  async copyAsync(source: Uint8Array, plan: CopyPlan, target: Uint8Array): Promise<void> {
    checkBuffer('source', source, 1);
    // Nobody takes the word of this view: it only has to be an address.
    const view = { word: this.#noWord, payload: addressOf(source), payloadBytes: source.length, trailer: 0n };
    const [viewBytes, planBytes] = this.#readArguments(view, plan, target, undefined);
    const args: [Uint8Array, Uint8Array, Uint8Array, null] = [viewBytes, planBytes, target, null];
    const code = frameCode(await this.runAsync(this.functions.fl_copy_out, args, [source, ...args]));
    if (code !== 'OK') throw new TypeError(`a plan for ${plan.bytes} bytes does not fit a source of ${source.length}`);
  }

  copyIn(view: NativeView, source: Uint8Array, options: WriteOptions): FrameCode {
    const [viewBytes, zeroTail, trailer] = this.#writeArguments(view, source, options);
    return frameCode(this.functions.fl_copy_in(viewBytes, source, source.length, zeroTail, trailer));
  }

  /** Touches every page, so that the first frame does not pay for it. Changes no byte. */
  prefault(memory: bigint | Uint8Array, bytes: number, writable: boolean): FrameCode {
    if (memory instanceof Uint8Array) checkBuffer('buffer', memory, bytes);
    return frameCode(this.functions.fl_prefault(memory, bytes, writable ? 1 : 0));
  }

  /** Runs `call` on a pool thread; everything in `keep` stays reachable until it has ended. */
  runAsync<A extends unknown[]>(
    call: { async: (...args: [...A, (error: unknown, code: number) => void]) => void },
    args: A,
    keep: readonly unknown[],
  ): Promise<number> {
    this.#inFlight.add(keep);
    return new Promise((resolve, reject) => {
      call.async(...args, (error, code) => {
        this.#inFlight.delete(keep);
        if (error) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve(code);
      });
    });
  }

  async #outcomeAsync<A extends unknown[]>(
    call: { async: (...args: [...A, Uint8Array, (error: unknown, code: number) => void]) => void },
    args: A,
  ): Promise<FrameOutcome> {
    const result = new Uint8Array(RESULT_BYTES);
    const all: [...A, Uint8Array] = [...args, result];
    const code = await this.runAsync<[...A, Uint8Array]>(call, all, all);
    return { code: frameCode(code), ...decodeResult(new DataView(result.buffer)) };
  }

  #outcome(code: number): FrameOutcome {
    return { code: frameCode(code), ...decodeResult(this.#resultView) };
  }

  #seenWord(): number {
    return this.#seen[0] ?? 0;
  }

  #expectWord(raw: number, word: bigint): void {
    const code = frameCode(raw);
    if (code === 'VANISHED') throw new SharedCameraError('VANISHED', 'The memory behind the lock word is gone.');
    if (code !== 'OK') throw new TypeError(`0x${word.toString(16)} is no address of a lock word`);
  }

  #readArguments(view: NativeView, plan: CopyPlan, target: Uint8Array, trailerOut: Uint8Array | undefined) {
    checkBuffer('target', target, plan.bytes);
    if (trailerOut) checkBuffer('trailer buffer', trailerOut, TRAILER_BYTES);
    return [this.#viewBytes(view), this.#planBytes(plan), trailerOut ?? null] as const;
  }

  #writeArguments(view: NativeView, source: Uint8Array, { zeroTail, trailer }: WriteOptions) {
    checkBuffer('source', source, 0);
    if (trailer) checkBuffer('trailer', trailer, TRAILER_BYTES);
    return [this.#viewBytes(view), zeroTail ? 1 : 0, trailer ?? null] as const;
  }

  #viewBytes(view: NativeView): Uint8Array {
    let bytes = this.#views.get(view);
    if (!bytes) {
      bytes = new Uint8Array(VIEW_BYTES);
      encodeView(view, new DataView(bytes.buffer));
      this.#views.set(view, bytes);
    }
    return bytes;
  }

  #planBytes(plan: CopyPlan): Uint8Array {
    let bytes = this.#plans.get(plan);
    if (!bytes) {
      bytes = new Uint8Array(PLAN_BYTES);
      encodePlan(plan, new DataView(bytes.buffer));
      this.#plans.set(plan, bytes);
    }
    return bytes;
  }
}

/** TypeError for anything that C could not safely fill or read: wrong type, too short, detached, or of a size that may still change. */
export function checkBuffer(role: string, buffer: Uint8Array, bytes: number): void {
  if (!(buffer instanceof Uint8Array)) throw new TypeError(`the ${role} is not a Uint8Array`);
  if (isDetached(buffer)) throw new TypeError(`the ${role} is detached: its bytes were transferred away`);
  if (buffer.length < bytes) throw new TypeError(`the ${role} has ${buffer.length} bytes, ${bytes} are needed`);
  const memory: ArrayBufferLike & { readonly resizable?: boolean; readonly growable?: boolean } = buffer.buffer;
  if (memory.resizable || memory.growable) throw new TypeError(`the ${role} can be resized, so its memory could move`);
}

function isDetached(buffer: Uint8Array): boolean {
  if (buffer.buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer.buffer);
    return false;
  } catch {
    return true;
  }
}

/** Address of a checked buffer, valid as long as it is reachable and not transferred. */
export function addressOf(buffer: Uint8Array): bigint {
  return koffi.address(buffer);
}

export function nanoseconds(milliseconds: number): number {
  if (!(milliseconds >= 0 && milliseconds <= MAX_TIMEOUT_MS))
    throw new RangeError(`a time of ${milliseconds} ms is not possible: 0 to ${MAX_TIMEOUT_MS} are`);
  return Math.round(milliseconds * 1e6);
}
