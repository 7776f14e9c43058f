/** What becomes of one mapping from look to look: since when its word stands, how often its picture changes. Pure: times are given. */
import type { Trailer } from '../../core/trailer.ts';

export interface Sighting {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly identity: string;
  readonly word: number;
  /** The word was the same every time within this look. */
  readonly steady: boolean;
  readonly trailer: Trailer | undefined;
  /** Some bytes of the picture. */
  readonly sample: string;
  readonly madeAt: number | null;
}

export interface WriterRate {
  readonly fps: number | null;
  /** `changes`: at least so many, as often as a look saw other pixels. */
  readonly from: 'frame-numbers' | 'changes' | null;
  readonly lastFrameAt: number | null;
}

const WINDOW_MS = 5000;
/** Two looks that come sooner after each other tell no rate. */
const LEAST_MS = 500;

interface Mark {
  readonly at: number;
  /** Frame number, or changes that were seen so far. */
  readonly frames: number;
}

export class MappingHistory {
  #last: Sighting | undefined;
  #wordSince = 0;
  #madeAt: number | null = null;
  #changes = 0;
  #lastFrameAt: number | null = null;
  #numbered = false;
  #marks: Mark[] = [];

  see(sighting: Sighting): void {
    const last = this.#last?.identity === sighting.identity ? this.#last : undefined;
    if (!last) this.#begin(sighting);
    else {
      const changed = this.#seePicture(last, sighting);
      // A frame that came through proves that the lock was given back meanwhile.
      if (changed || !sighting.steady || last.word !== sighting.word) this.#wordSince = sighting.at;
    }
    this.#last = sighting;
  }

  get wordSince(): number {
    return this.#wordSince;
  }

  /** The first answer stays: where it is worked out from an age, later ones differ by a little. */
  get madeAt(): number | null {
    return this.#madeAt;
  }

  rate(now: number): WriterRate {
    this.#marks = this.#marks.filter(({ at }) => now - at <= WINDOW_MS);
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    const from = this.#numbered ? 'frame-numbers' : this.#changes > 0 ? 'changes' : null;
    const known = from !== null && first && last && last.at - first.at >= LEAST_MS;
    const fps = known ? Math.round((10_000 * (last.frames - first.frames)) / (last.at - first.at)) / 10 : null;
    return { fps, from, lastFrameAt: this.#lastFrameAt };
  }

  #begin({ at, madeAt, trailer }: Sighting): void {
    this.#wordSince = at;
    this.#madeAt = madeAt;
    this.#changes = 0;
    this.#lastFrameAt = null;
    this.#numbered = (trailer?.frameNumber ?? 0) > 0;
    this.#marks = [{ at, frames: trailer?.frameNumber ?? 0 }];
  }

  #seePicture(last: Sighting, { at, trailer, sample }: Sighting): boolean {
    const number = trailer?.frameNumber ?? 0;
    const before = last.trailer?.frameNumber ?? 0;
    const numbered = number > 0;
    if (numbered !== this.#numbered || number < before) this.#marks = [];
    this.#numbered = numbered;
    const changed = numbered ? number !== before : sample !== last.sample;
    if (changed) this.#changes++;
    if (changed) this.#lastFrameAt = at;
    this.#marks.push({ at, frames: numbered ? number : this.#changes });
    return changed;
  }
}
