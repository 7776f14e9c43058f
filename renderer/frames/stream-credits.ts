import type { FrameHeader } from '../../backend/frame-message.ts';

export type Fate = 'presented' | 'superseded';

/** Frames that are looked back on before a credit is added or held back. */
export const WINDOW = 30;
/** The part of the frames that may be missed, or come for nothing, before something is changed. */
const TOLERATED = 0.1;
/** The part of the frames that a second credit has to save, or it only makes those older that come. */
const LEAST_GAIN = 0.1;
/** After a second credit has done no good, it is tried again after so many windows, then after twice as many. */
const FIRST_PAUSE = 8;
const LONGEST_PAUSE = 128;

/**
 * The credits of one stream: one by one for each frame that is drawn or passed over. One credit is the least delay, because each frame is as new as
 * can be when it leaves; but where the way takes longer than a frame lasts, frames are missed. Then a second one keeps a frame on its
 * way while another is drawn, for as long as that does good. When frames come faster than they are drawn, or as many are missed as before
 * because this thread has no time for more, it is held back again.
 */
export class StreamCredits {
  readonly #give: (sequence: number) => void;
  #hasSecond = false;
  /** The frame whose credit is held back, 0 = none yet: the second one begins as the first did. */
  #held = 0;
  #frames = 0;
  #superseded = 0;
  #produced = 0;
  #skipped = 0;
  /** The part that was missed when the second one was added. */
  #missedWithout = 0;
  #pause = 0;
  #nextPause = FIRST_PAUSE;

  /** `give` sends the credit for one sequence number; 0 starts. */
  constructor(give: (sequence: number) => void) {
    this.#give = give;
  }

  start(): void {
    this.#give(0);
  }

  done({ sequence, produced, skipped }: FrameHeader, fate: Fate): void {
    this.#frames++;
    if (fate === 'superseded') this.#superseded++;
    if (this.#frames < WINDOW) {
      this.#give(sequence);
      return;
    }
    const came = produced - this.#produced;
    const missed = came > 0 ? (skipped - this.#skipped) / came : 0;
    const forNothing = this.#superseded / this.#frames;
    this.#produced = produced;
    this.#skipped = skipped;
    this.#frames = 0;
    this.#superseded = 0;
    if (this.#hasSecond && (forNothing > TOLERATED || this.#missedWithout - missed < LEAST_GAIN)) this.#holdBack(sequence);
    else {
      this.#give(sequence);
      if (!this.#hasSecond && missed > TOLERATED) this.#add(missed);
    }
  }

  #add(missed: number): void {
    if (this.#pause > 0) {
      this.#pause--;
      return;
    }
    this.#give(this.#held);
    this.#hasSecond = true;
    this.#missedWithout = missed;
  }

  #holdBack(sequence: number): void {
    this.#held = sequence;
    this.#hasSecond = false;
    this.#pause = this.#nextPause;
    this.#nextPause = Math.min(2 * this.#nextPause, LONGEST_PAUSE);
  }
}
