import { type CopyPlan, wholePlan } from '../core/copy-plan.ts';
import type { FrameCode, Framelock, FrameOutcome, NativeView, WriteOptions } from '../os/framelock.ts';
import { copyLocked, copyLockedAsync, type LockedCopy, type LockProtocol, type SharedWord } from './lock-protocol.ts';
import type { Access } from './mapped-views.ts';

/** What describes a mapping without a frame: no pixels, only a trailer. */
const NO_BYTES = new Uint8Array(0);

/** Frames out of and into one view: under the usual lock, under one that was plugged in, or, to observe, without any. */
export class FrameAccess {
  readonly view: NativeView;
  readonly word: SharedWord;
  readonly #framelock: Framelock;
  readonly #access: Access;
  readonly #lock: LockProtocol | undefined;

  constructor(framelock: Framelock, view: NativeView, access: Access, lock: LockProtocol | undefined) {
    this.view = view;
    this.word = {
      load: () => framelock.load(view.word),
      exchange: (expected, desired) => framelock.exchange(view.word, expected, desired),
    };
    this.#framelock = framelock;
    this.#access = access;
    this.#lock = lock;
  }

  read(plan: CopyPlan, target: Uint8Array, trailer: Uint8Array | undefined, timeoutMs: number): FrameOutcome {
    const call = [this.view, plan, target, trailer] as const;
    if (this.#access === 'observe') return this.#framelock.observe(...call, timeoutMs);
    if (!this.#lock) return this.#framelock.read(...call, timeoutMs);
    return copyLocked(this.#job('read', this.#lock, timeoutMs, () => this.#framelock.copyOut(...call)));
  }

  readAsync(plan: CopyPlan, target: Uint8Array, trailer: Uint8Array | undefined, timeoutMs: number): Promise<FrameOutcome> {
    const call = [this.view, plan, target, trailer] as const;
    if (this.#access === 'observe') return this.#framelock.observeAsync(...call, timeoutMs);
    if (!this.#lock) return this.#framelock.readAsync(...call, timeoutMs);
    return copyLockedAsync(this.#job('read', this.#lock, timeoutMs, () => this.#framelock.copyOut(...call)));
  }

  write(source: Uint8Array, options: WriteOptions, timeoutMs: number): FrameOutcome {
    return this.#write(this.view, source, options, timeoutMs);
  }

  writeAsync(source: Uint8Array, options: WriteOptions, timeoutMs: number): Promise<FrameOutcome> {
    const call = [this.view, source, options] as const;
    if (!this.#lock) return this.#framelock.writeAsync(...call, timeoutMs);
    return copyLockedAsync(this.#job('write', this.#lock, timeoutMs, () => this.#framelock.copyIn(...call)));
  }

  /** The trailer alone; the payload is left as it is. */
  writeTrailer(trailer: Uint8Array, timeoutMs: number): FrameOutcome {
    return this.#write({ ...this.view, payloadBytes: 0 }, NO_BYTES, { zeroTail: false, trailer }, timeoutMs);
  }

  readTrailer(trailer: Uint8Array, timeoutMs: number): FrameOutcome {
    return this.read(wholePlan(0), NO_BYTES, trailer, timeoutMs);
  }

  /** The trailer as it lies there, without the lock. */
  peekTrailer(trailer: Uint8Array): FrameCode {
    return this.#framelock.copyOut(this.view, wholePlan(0), NO_BYTES, trailer);
  }

  #write(view: NativeView, source: Uint8Array, options: WriteOptions, timeoutMs: number): FrameOutcome {
    if (!this.#lock) return this.#framelock.write(view, source, options, timeoutMs);
    return copyLocked(this.#job('write', this.#lock, timeoutMs, () => this.#framelock.copyIn(view, source, options)));
  }

  #job(mode: 'read' | 'write', protocol: LockProtocol, timeoutMs: number, copy: LockedCopy['copy']): LockedCopy {
    return { protocol, mode, word: this.word, timeoutMs, now: () => this.#framelock.now(), copy };
  }
}
