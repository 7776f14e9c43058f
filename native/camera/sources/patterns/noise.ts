import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { type Picture, rgb, roundDownToEven } from './picture.ts';

/** Rows of fresh noise in each frame; the others are copies of them in a random order, which no eye can tell from noise. */
const FRESH_ROWS = 160;

const GREYS = Uint32Array.from({ length: 256 }, (_, level) => rgb(level, level, level));

/** Snow, as an analogue receiver without a station showed it. */
export class Noise implements Pattern {
  readonly #picture: Picture;
  readonly #counter: Counter;

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#counter = new Counter(picture, fps, 1 / 2, true);
  }

  paint(frameNumber: number): readonly RowBand[] {
    const { height } = this.#picture;
    const { first, end } = this.#counter.band ?? { first: roundDownToEven(height / 2), end: roundDownToEven(height / 2) };
    const bands = [this.#snow(0, first, frameNumber * 2), this.#snow(end, height, frameNumber * 2 + 1)];
    return [...bands, ...this.#counter.paint(frameNumber)];
  }

  #snow(first: number, end: number, seed: number): RowBand {
    const { width, pixels } = this.#picture;
    const distinctRows = Math.min(end - first, FRESH_ROWS);
    // xorshift32: four grey pixels from each number.
    let random = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 1;
    const stop = (first + distinctRows) * width;
    for (let at = first * width; at < stop; at += 4) {
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const last = Math.min(4, stop - at);
      for (let i = 0; i < last; i++) pixels[at + i] = GREYS[(random >>> (i * 8)) & 0xff] as number;
    }
    return { first, end, distinctRows, shuffle: seed + 1 };
  }
}
