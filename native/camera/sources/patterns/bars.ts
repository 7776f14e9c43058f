import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { blend, type Colour, type Picture, rgb, roundDownToEven } from './picture.ts';

/** Colour bars in the manner of SMPTE ECR 1-1978, values of 75 % bars in 8-bit RGB. */
const BARS: readonly Colour[] = [
  rgb(191, 191, 191),
  rgb(191, 191, 0),
  rgb(0, 191, 191),
  rgb(0, 191, 0),
  rgb(191, 0, 191),
  rgb(191, 0, 0),
  rgb(0, 0, 191),
];
const BLACK = rgb(16, 16, 16);
const WHITE = rgb(255, 255, 255);
/** Below the bars: the same colours backwards, with black between them. */
const REVERSED: readonly Colour[] = [6, -1, 4, -1, 2, -1, 0].map((bar) => BARS[bar] ?? BLACK);
/** The bottom, in parts of 84 of the width: -I, white, +Q, black, three almost equal blacks, black. */
const BOTTOM: readonly (readonly [parts: number, colour: Colour])[] = [
  [15, rgb(0, 33, 76)],
  [15, WHITE],
  [15, rgb(50, 0, 106)],
  [15, BLACK],
  [4, rgb(8, 8, 8)],
  [4, BLACK],
  [4, rgb(26, 26, 26)],
  [12, BLACK],
];

/** Colour bars; a light runs through the narrow strip below them, and a clock counts. */
export class Bars implements Pattern {
  readonly #picture: Picture;
  readonly #counter: Counter;
  readonly #strip: RowBand;
  #isPainted = false;

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#counter = new Counter(picture, fps, 1 / 3, false);
    const first = roundDownToEven((picture.height * 2) / 3);
    const end = Math.max(first, roundDownToEven((picture.height * 3) / 4));
    this.#strip = { first, end, distinctRows: 2 };
  }

  paint(frameNumber: number): readonly RowBand[] {
    if (!this.#isPainted) this.#paintStill();
    this.#paintLight(frameNumber);
    const moving = [...this.#counter.paint(frameNumber), this.#strip];
    if (this.#isPainted) return moving;
    this.#isPainted = true;
    const { first, end } = this.#strip;
    return [{ first: 0, end: first }, this.#strip, { first: end, end: this.#picture.height }];
  }

  #paintStill(): void {
    const { width, height } = this.#picture;
    const { first, end } = this.#strip;
    const column = (index: number, parts: number) => Math.round((index * width) / parts);
    BARS.forEach((colour, i) => {
      this.#picture.fill(column(i, 7), 0, width, first, colour);
    });
    let part = 0;
    for (const [parts, colour] of BOTTOM) {
      this.#picture.fill(column(part, 84), end, width, height - end, colour);
      part += parts;
    }
  }

  /** White at the head, fading out behind it over a quarter of the width. */
  #paintLight(frameNumber: number): void {
    const { width, pixels } = this.#picture;
    const { first, end } = this.#strip;
    if (end === first) return;
    const head = Math.floor(((frameNumber % 120) * width) / 120);
    const tail = Math.max(1, width >> 2);
    const start = first * width;
    for (let x = 0; x < width; x++) {
      const behind = (head - x + width) % width;
      const colour = REVERSED[Math.floor((x * 7) / width)] ?? BLACK;
      pixels[start + x] = behind < tail ? blend(colour, WHITE, 256 - Math.floor((behind * 256) / tail)) : colour;
    }
    pixels.copyWithin(start + width, start, start + width);
  }
}
