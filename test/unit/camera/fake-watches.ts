import type { Watches } from '../../../native/camera/frame-poller.ts';
import type { FrameCode, FrameResult } from '../../../native/os/framelock.ts';

interface Slot {
  target: Uint8Array;
  armed: boolean;
  copied: boolean;
  code: FrameCode;
  word: number;
  wordSinceNs: bigint;
  finishedNs: bigint;
  trailer: Uint8Array;
}

/** A WatchSet without memory behind it: the test says what a poll finds. Refuses what the real one refuses. */
export class FakeWatches implements Watches {
  readonly slots: (Slot | undefined)[] = [];
  polls = 0;
  wakes = 0;
  refuse: Error | undefined;
  #end: (() => void) | undefined;

  get polling(): boolean {
    return this.#end !== undefined;
  }

  add(_view: unknown, _plan: unknown, target: Uint8Array): number {
    const fresh = { target, armed: false, copied: false, code: 'OK', word: 0, wordSinceNs: 0n, finishedNs: 0n } as const;
    this.slots.push({ ...fresh, trailer: new Uint8Array(128) });
    return this.slots.length - 1;
  }

  remove(slot: number): void {
    this.#mustRest();
    this.at(slot);
    this.slots[slot] = undefined;
  }

  setTarget(slot: number, target: Uint8Array): void {
    if (this.at(slot).armed) throw new Error('armed');
    this.at(slot).target = target;
  }

  arm(slot: number): void {
    this.at(slot).armed = true;
  }

  disarm(slot: number): void {
    this.#mustRest();
    this.at(slot).armed = false;
  }

  poll(): Promise<void> {
    if (this.#end) return Promise.reject(new Error('polled already'));
    this.polls++;
    if (this.refuse) return Promise.reject(this.refuse);
    for (const slot of this.slots) if (slot) Object.assign(slot, { copied: false, code: 'OK' });
    return new Promise((resolve) => {
      this.#end = () => {
        this.#end = undefined;
        resolve();
      };
    });
  }

  wake(): void {
    this.wakes++;
    this.#end?.();
  }

  async idle(): Promise<void> {
    this.wake();
  }

  copied(slot: number): boolean {
    return this.at(slot).copied;
  }
  code(slot: number): FrameCode {
    return this.at(slot).code;
  }
  word(slot: number): number {
    return this.at(slot).word;
  }
  wordSinceNs(slot: number): bigint {
    return this.at(slot).wordSinceNs;
  }
  trailer(slot: number): Uint8Array {
    return this.at(slot).trailer;
  }
  result(slot: number): FrameResult {
    const { word, finishedNs } = this.at(slot);
    return { lockWaitNs: 2000, copyNs: 3000, finishedNs, word, wordAfter: word, spins: 0, sleeps: 0, torn: 0 };
  }

  // --- what the test does -------------------------------------------------------------------------------------------------------------

  /** The running poll ends with a frame. */
  async frame(slot: number, pixel: number, trailer?: Uint8Array, finishedNs = 0n): Promise<void> {
    const watch = this.at(slot);
    if (!this.#end || !watch.armed) throw new Error('nobody asked for a frame');
    watch.target.fill(pixel);
    if (trailer) watch.trailer.set(trailer);
    Object.assign(watch, { copied: true, armed: false, code: 'OK', finishedNs });
    await this.#ended();
  }

  /** The running poll ends with this code for an armed watch; codes that do not pass disarm it. */
  async fails(slot: number, code: FrameCode, word = 0, wordSinceNs = 0n): Promise<void> {
    const watch = this.at(slot);
    if (!this.#end || !watch.armed) throw new Error('nobody asked for a frame');
    const passing = code === 'OK' || code === 'TIMEOUT' || code === 'UNINITIALISED' || code === 'UNSTABLE';
    Object.assign(watch, { code, word, wordSinceNs, armed: passing });
    await this.#ended();
  }

  at(slot: number): Slot {
    const found = this.slots[slot];
    if (!found) throw new RangeError(`slot ${slot} is empty`);
    return found;
  }

  async #ended(): Promise<void> {
    this.#end?.();
    await settled();
  }

  #mustRest(): void {
    if (this.#end) throw new Error('a poll runs');
  }
}

/** Lets everything happen that is ready to. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
