import type { ErrorReport } from '../core/errors.ts';
import { judge, type ReaderFacts, type ReaderState } from './reader-state.ts';

/** The state of a camera as it was judged last, and since when. */
export class StateKeeper {
  #state: ReaderState = 'searching';
  #since: number;
  #error: ErrorReport | undefined;

  /** Milliseconds since the Unix epoch. */
  constructor(now: number) {
    this.#since = now;
  }

  get state(): ReaderState {
    return this.#state;
  }

  get since(): number {
    return this.#since;
  }

  get error(): ErrorReport | undefined {
    return this.#error;
  }

  judge(facts: ReaderFacts, now: number): void {
    const { state, error, began } = judge(facts, this.#state, now);
    if (state !== this.#state) this.#since = began ?? now;
    this.#state = state;
    this.#error = error;
  }
}
