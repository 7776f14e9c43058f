import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { type Picture, rgb, roundDownToEven } from './picture.ts';

const LIGHT = rgb(235, 235, 235);
const DARK = rgb(30, 30, 34);

/** Squares of about a ninth of the height that move along the diagonal. */
export class Checker implements Pattern {
  readonly #picture: Picture;
  readonly #counter: Counter;
  readonly #side: number;
  readonly #step: number;

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#counter = new Counter(picture, fps, 1 / 2, true);
    this.#side = Math.max(2, roundDownToEven(picture.height / 9));
    this.#step = Math.max(2, roundDownToEven(this.#side / 32));
  }

  paint(frameNumber: number): readonly RowBand[] {
    const { height } = this.#picture;
    const shift = (frameNumber * this.#step) % (2 * this.#side);
    const bands: RowBand[] = [];
    const panel = this.#counter.band;
    let first = 0;
    while (first < height) {
      const square = Math.floor((first + shift) / this.#side);
      let end = Math.min(height, (square + 1) * this.#side - shift);
      if (panel && first < panel.first) end = Math.min(end, panel.first);
      if (panel && first >= panel.first && first < panel.end) {
        first = panel.end;
        continue;
      }
      this.#paintPair(first, shift, square % 2 === 1);
      bands.push({ first, end, distinctRows: 2 });
      first = end;
    }
    return [...bands, ...this.#counter.paint(frameNumber)];
  }

  #paintPair(row: number, shift: number, inverted: boolean): void {
    const side = this.#side;
    for (let x = -shift, square = 0; x < this.#picture.width; x += side, square++)
      this.#picture.fill(x, row, side, 2, (square % 2 === 1) === inverted ? LIGHT : DARK);
  }
}
