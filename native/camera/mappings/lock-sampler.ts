/**
 * The lock word of one mapping as it changes, for somebody who looks at it: sampled from outside, so that short holds are missed. While the
 * word stands still the mapping is let go and only looked into now and then, because an open mapping stands in the way of its recovery.
 */
import { type Histogram, HistogramCounter } from '../../core/histogram.ts';
import { decodeLockWord, type LockState } from '../../core/lock-word.ts';
import type { MappingName } from '../../core/names.ts';
import type { Framelock } from '../../os/framelock.ts';
import type { OsBackend } from '../../os/os-backend.ts';
import { SectionLook } from './look-at-section.ts';

export interface LockTransition {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly word: string;
  readonly state: LockState;
  readonly readers: number;
}

export interface SampledLock {
  readonly sampledSince: number;
  readonly intervalMs: number;
  readonly samples: number;
  readonly transitions: readonly LockTransition[];
  readonly transitionsTotal: number;
  readonly holds: Histogram;
  /** Why there is nothing to sample. */
  readonly error: unknown;
}

export const MAX_TRANSITIONS = 256;
const TICK_MS = 1;
/** Loads in each tick, so that holds of a few microseconds have a chance to be seen. */
const LOADS = 24;
const STANDING_NS = 500_000_000n;
const PEEK_MS = 100;
/** Every so many ticks it is asked whether the name still leads here. */
const CURRENT_TICKS = 200;

export class LockSampler {
  readonly #os: OsBackend;
  readonly #framelock: Framelock;
  readonly #name: MappingName;
  readonly #trust: boolean;
  readonly #since = Date.now();
  readonly #holds = new HistogramCounter();
  #look: SectionLook | undefined;
  #timer: NodeJS.Timeout | undefined;
  #transitions: LockTransition[] = [];
  #total = 0;
  #samples = 0;
  #word: number | undefined;
  #changedNs = 0n;
  #heldNs: bigint | undefined;
  #error: unknown;

  constructor(os: OsBackend, framelock: Framelock, name: MappingName, trust: boolean) {
    this.#os = os;
    this.#framelock = framelock;
    this.#name = name;
    this.#trust = trust;
    this.#tick();
  }

  report(): SampledLock {
    const elapsed = Date.now() - this.#since;
    return {
      sampledSince: this.#since,
      intervalMs: this.#samples > 0 ? Math.round((100 * elapsed) / this.#samples) / 100 : 0,
      samples: this.#samples,
      transitions: [...this.#transitions],
      transitionsTotal: this.#total,
      holds: this.#holds.snapshot(),
      error: this.#error,
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#letGo();
  }

  #tick(): void {
    try {
      this.#look ??= this.#open();
      this.#error = undefined;
      if (this.#samples % CURRENT_TICKS === 0 && !this.#look.isCurrent()) {
        this.#letGo();
        this.#look = this.#open();
      }
      for (let load = 0; load < LOADS; load++) this.#see(this.#look.word());
      this.#samples++;
    } catch (error) {
      this.#error = error;
      this.#letGo();
    }
    const standing = this.#word !== undefined && this.#word !== 0 && this.#framelock.now() - this.#changedNs > STANDING_NS;
    if (standing) this.#letGo();
    this.#timer = setTimeout(() => this.#tick(), this.#look ? TICK_MS : PEEK_MS);
  }

  #open(): SectionLook {
    return new SectionLook(this.#os.openSection(this.#name, { access: 'observe', trust: this.#trust }), this.#framelock);
  }

  #letGo(): void {
    this.#look?.close();
    this.#look = undefined;
  }

  #see(word: number): void {
    if (word === this.#word) return;
    const now = this.#framelock.now();
    if (this.#heldNs !== undefined && word === 0) {
      this.#holds.add(Number(now - this.#heldNs) / 1000);
      this.#heldNs = undefined;
    } else if (word !== 0) this.#heldNs ??= now;
    this.#word = word;
    this.#changedNs = now;
    this.#total++;
    this.#transitions.push({ at: Date.now(), ...decodeLockWord(word) });
    if (this.#transitions.length > MAX_TRANSITIONS) this.#transitions = this.#transitions.slice(-MAX_TRANSITIONS);
  }
}
