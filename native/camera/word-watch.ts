/** The lock word of the mapping that a reader has open: how it was last seen, since when, and its release where the holder is proven dead. */
import { decodeLockWord, type LockWord } from '../core/lock-word.ts';
import { say } from '../core/sentences/sentence.ts';
import { epochOf } from './clock.ts';
import type { Clock, ReadableMapping, ReaderEvents } from './reader-types.ts';

export class WordWatch {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #events: Pick<ReaderEvents, 'onHappening' | 'onNotice'>;
  #word = decodeLockWord(0);
  #sinceNs: bigint;
  #recovering = false;

  constructor(name: string, clock: Clock, events: Pick<ReaderEvents, 'onHappening' | 'onNotice'>) {
    this.#name = name;
    this.#clock = clock;
    this.#events = events;
    this.#sinceNs = clock.monotonicNs();
  }

  get word(): LockWord {
    return this.#word;
  }

  /** Milliseconds since the Unix epoch. */
  get since(): number {
    return epochOf(this.#clock, this.#sinceNs);
  }

  see(word: LockWord, sinceNs: bigint): void {
    this.#word = word;
    this.#sinceNs = sinceNs;
  }

  /** The first look at a mapping. */
  begin(mapping: ReadableMapping): void {
    this.see(mapping.lockWord(), this.#clock.monotonicNs());
  }

  /** While nobody else looks. */
  look(mapping: ReadableMapping): void {
    const word = mapping.lockWord();
    if (word.word !== this.#word.word) this.see(word, this.#clock.monotonicNs());
  }

  /** Frees the lock where it is proven that its holder is dead. */
  async recover(mapping: ReadableMapping): Promise<void> {
    if (this.#recovering) return;
    this.#recovering = true;
    try {
      const report = await mapping.recoverIfAlone({ word: Number.parseInt(this.#word.word, 16), sinceNs: this.#sinceNs });
      if (!report) return;
      this.#events.onHappening?.('lock-recovered');
      const { before, after, evidence } = report;
      this.#events.onNotice('info', say('program.lockFreed', { name: this.#name, before, after, evidence }));
    } catch {
      // The mapping went meanwhile, or its evidence cannot be read: it stays locked, which is what the state says.
    } finally {
      this.#recovering = false;
    }
  }
}
