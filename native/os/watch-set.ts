import type { CopyPlan } from '../core/copy-plan.ts';
import { TRAILER_BYTES } from '../core/trailer.ts';
import { addressOf, checkBuffer, type Framelock, loadFramelock, nanoseconds } from './framelock.ts';
import {
  decodeResult,
  encodePlan,
  encodeView,
  type FrameCode,
  type FrameResult,
  frameCode,
  type NativeView,
  WATCH,
  WATCH_BYTES,
} from './framelock-structs.ts';

export interface WatchOptions {
  /** Never touches the lock word. */
  readonly observe?: boolean;
  /** For one attempt, small: the other watches wait meanwhile. */
  readonly lockTimeoutMs?: number;
  /** How often the whole picture is compared, for changes that the samples miss. 0 = never. */
  readonly fullCompareMs?: number;
}

const DEFAULT_LOCK_TIMEOUT_MS = 2;
const DEFAULT_FULL_COMPARE_MS = 250;

interface Watch {
  readonly plan: CopyPlan;
  target: Uint8Array;
  /** Holds the last copy, which new frames are compared with. */
  last: Uint8Array;
}

/**
 * Any number of mappings watched by one parked pool thread (`fl_poll`). A watch is armed when its receiver wants a frame; the poll
 * copies the next new one into its target and disarms it. While a poll runs, watches may be added, armed, and given another target
 * when they are not armed; removing one needs `idle()` first.
 */
export class WatchSet {
  readonly capacity: number;
  readonly #framelock: Framelock;
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  readonly #words: Int32Array;
  readonly #addresses: BigInt64Array;
  readonly #wake = new Uint8Array(4);
  readonly #watches: (Watch | undefined)[];
  /** As known here: the poll clears the flag in memory first, and this one when it has ended. */
  readonly #armed: boolean[];
  #running: Promise<void> | undefined;

  constructor(capacity: number, framelock: Framelock = loadFramelock()) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`a watch set of ${capacity} slots is not possible`);
    this.capacity = capacity;
    this.#framelock = framelock;
    this.#memory = new Uint8Array(capacity * WATCH_BYTES);
    this.#view = new DataView(this.#memory.buffer);
    this.#words = new Int32Array(this.#memory.buffer);
    this.#addresses = new BigInt64Array(this.#memory.buffer);
    this.#watches = new Array<Watch | undefined>(capacity).fill(undefined);
    this.#armed = new Array<boolean>(capacity).fill(false);
  }

  get polling(): boolean {
    return this.#running !== undefined;
  }

  /** A slot for this view; throws RangeError when all are taken. The view must stay mapped until `remove`. */
  add(view: NativeView, plan: CopyPlan, target: Uint8Array, options: WatchOptions = {}): number {
    const slot = this.#watches.indexOf(undefined);
    if (slot < 0) throw new RangeError(`all ${this.capacity} slots of the watch set are taken`);
    checkBuffer('target', target, plan.bytes);
    const { observe = false, lockTimeoutMs = DEFAULT_LOCK_TIMEOUT_MS, fullCompareMs = DEFAULT_FULL_COMPARE_MS } = options;
    const base = slot * WATCH_BYTES;
    this.#memory.fill(0, base, base + WATCH_BYTES);
    encodePlan(plan, this.#view, base + WATCH.plan);
    this.#view.setBigUint64(base + WATCH.dst, addressOf(target), true);
    this.#view.setBigUint64(base + WATCH.lockTimeoutNs, BigInt(nanoseconds(lockTimeoutMs)), true);
    this.#view.setBigUint64(base + WATCH.fullCompareNs, BigInt(nanoseconds(fullCompareMs)), true);
    this.#view.setUint32(base + WATCH.observe, observe ? 1 : 0, true);
    // A running poll skips slots without a word: it comes last, and atomically.
    encodeView({ ...view, word: 0n }, this.#view, base + WATCH.view);
    this.#watches[slot] = { plan, target, last: target };
    this.#armed[slot] = false;
    Atomics.store(this.#addresses, base / 8, BigInt.asIntN(64, view.word));
    return slot;
  }

  /** Frees a slot. Only while no poll runs: the thread may be looking at the view. */
  remove(slot: number): void {
    this.#at(slot);
    if (this.#running) throw new Error('a watch cannot be removed while a poll runs: await idle() first');
    this.#memory.fill(0, slot * WATCH_BYTES, (slot + 1) * WATCH_BYTES);
    this.#watches[slot] = undefined;
    this.#armed[slot] = false;
  }

  /** Where the next frame goes. New frames are still found by comparing with the last copy, which must stay as it is until then. */
  setTarget(slot: number, target: Uint8Array): void {
    const watch = this.#at(slot);
    if (this.#armed[slot]) throw new Error('the target of an armed watch cannot be changed: a frame may be on its way into it');
    checkBuffer('target', target, watch.plan.bytes);
    watch.target = target;
    this.#view.setBigUint64(slot * WATCH_BYTES + WATCH.dst, addressOf(target), true);
  }

  /** Asks for the next new frame. */
  arm(slot: number): void {
    const watch = this.#at(slot);
    if (this.#armed[slot]) return;
    checkBuffer('target', watch.target, watch.plan.bytes);
    // What was transferred away since the last frame cannot be compared with: the next frame then counts as new.
    if (watch.last.length < watch.plan.bytes) this.forget(slot);
    this.#armed[slot] = true;
    Atomics.store(this.#words, (slot * WATCH_BYTES + WATCH.armed) / 4, 1);
  }

  /** Takes the wish back. Only while no poll runs: the thread may be copying. */
  disarm(slot: number): void {
    this.#at(slot);
    if (this.#running) throw new Error('a watch cannot be disarmed while a poll runs: await idle() first');
    this.#armed[slot] = false;
    Atomics.store(this.#words, (slot * WATCH_BYTES + WATCH.armed) / 4, 0);
  }

  isArmed(slot: number): boolean {
    this.#at(slot);
    return this.#armed[slot] === true;
  }

  /** The next frame counts as new, whatever it holds. */
  forget(slot: number): void {
    const watch = this.#at(slot);
    if (this.#armed[slot]) throw new Error('an armed watch cannot forget its last copy');
    watch.last = watch.target;
    this.#view.setBigUint64(slot * WATCH_BYTES + WATCH.last, 0n, true);
  }

  /**
   * Looks at all watches every `intervalMs` until one has a new frame or failed, the time is over, or `wake` was called.
   * One poll at a time.
   */
  poll(timeoutMs: number, intervalMs: number): Promise<void> {
    if (this.#running) return Promise.reject(new Error('this watch set is being polled already'));
    this.#running = this.#poll(nanoseconds(timeoutMs), nanoseconds(intervalMs)).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #poll(timeoutNs: number, intervalNs: number): Promise<void> {
    this.#wake.fill(0);
    const { fl_poll } = this.#framelock.functions;
    const args: [Uint8Array, number, Uint8Array, number, number] = [
      this.#memory,
      this.capacity,
      this.#wake,
      timeoutNs,
      intervalNs,
    ];

    const answer = await this.#framelock.runAsync(fl_poll, args, [this]);
    if (answer < 0) throw new Error(`fl_poll refused the watch set: ${frameCode(answer)}`);
    this.#watches.forEach((watch, slot) => {
      if (!watch) return;
      this.#armed[slot] = this.#field(slot, WATCH.armed) !== 0;
      if (this.copied(slot)) watch.last = watch.target;
    });
  }

  /** Ends a running poll within one of its intervals. */
  wake(): void {
    if (this.#running) this.#framelock.functions.fl_wake(this.#wake);
  }

  /** Wakes and waits until no poll runs. */
  async idle(): Promise<void> {
    while (this.#running) {
      this.wake();
      await this.#running.catch(() => undefined);
    }
  }

  /** Whether the last poll copied a new frame into the target. */
  copied(slot: number): boolean {
    return this.#field(slot, WATCH.copied) !== 0;
  }

  /** Of the last attempt while armed. TIMEOUT, UNINITIALISED and UNSTABLE leave the watch armed; other failures disarm it. */
  code(slot: number): FrameCode {
    return frameCode(this.#field(slot, WATCH.code));
  }

  /** The lock word as last seen, armed or not. */
  word(slot: number): number {
    return this.#field(slot, WATCH.word);
  }

  /** Monotonic time since when the word has had this value, as far as polling can see; 0n before the first look. */
  wordSinceNs(slot: number): bigint {
    this.#at(slot);
    return this.#view.getBigUint64(slot * WATCH_BYTES + WATCH.wordSinceNs, true);
  }

  result(slot: number): FrameResult {
    this.#at(slot);
    return decodeResult(this.#view, slot * WATCH_BYTES + WATCH.result);
  }

  /** The 128 bytes copied with the last frame (zeros without a trailer). A window, good until the watch is armed again. */
  trailer(slot: number): Uint8Array {
    this.#at(slot);
    const start = slot * WATCH_BYTES + WATCH.trailer;
    return this.#memory.subarray(start, start + TRAILER_BYTES);
  }

  #field(slot: number, offset: number): number {
    this.#at(slot);
    return this.#view.getUint32(slot * WATCH_BYTES + offset, true);
  }

  #at(slot: number): Watch {
    const watch = this.#watches[slot];
    if (!watch) throw new RangeError(`slot ${slot} of the watch set is empty`);
    return watch;
  }
}
