/** Opens a mapping by its name and waits for it for ever: often at first, then every two seconds. */
import type { ReadableMapping } from './reader-types.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;
const GROWTH = 1.5;
/** Who kept what was opened for so long had a use for it. */
const STEADY_MS = 1000;

export interface SeekerEvents {
  /** The seeker is done until `seek` is called again; the mapping belongs to the listener. */
  readonly onOpened: (mapping: ReadableMapping) => void;
  readonly onFailed: (error: unknown) => void;
}

export class MappingSeeker {
  readonly #open: () => Promise<ReadableMapping>;
  readonly #events: SeekerEvents;
  #seeking = false;
  #closed = false;
  #wait = FIRST_WAIT_MS;
  #timer: NodeJS.Timeout | undefined;
  #openedAt = Number.NEGATIVE_INFINITY;
  #soonLost = 0;

  constructor(open: () => Promise<ReadableMapping>, events: SeekerEvents) {
    this.#open = open;
    this.#events = events;
  }

  /** Starts, or goes on at once and with short waits when it is waiting. */
  seek(): void {
    if (this.#closed) return;
    this.#wait = FIRST_WAIT_MS;
    if (this.#seeking && !this.#timer) return;
    this.#seeking = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#attempt();
  }

  /** What was opened is lost. Where that happens soon after opening, and not for the first time, it waits as if opening had failed. */
  seekAgain(): void {
    this.#soonLost = performance.now() - this.#openedAt > STEADY_MS ? 0 : this.#soonLost + 1;
    if (this.#closed) return;
    if (this.#soonLost > 1) {
      this.#seeking = true;
      this.#attemptLater();
    } else this.seek();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #attempt(): Promise<void> {
    try {
      const mapping = await this.#open();
      this.#seeking = false;
      this.#openedAt = performance.now();
      if (this.#closed) mapping.close();
      else this.#events.onOpened(mapping);
    } catch (error) {
      if (this.#closed) return;
      this.#events.onFailed(error);
      this.#attemptLater();
    }
  }

  #attemptLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#attempt();
    }, this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * GROWTH);
  }
}
