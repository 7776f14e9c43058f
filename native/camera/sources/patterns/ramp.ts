import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { type Colour, type Picture, rgb, roundDownToEven } from './picture.ts';

/** Grey, red, green and blue running through all 256 levels. */
const COLOURS: readonly ((level: number) => Colour)[] = [
  (level) => rgb(level, level, level),
  (level) => rgb(level, 0, 0),
  (level) => rgb(0, level, 0),
  (level) => rgb(0, 0, level),
];
const TABLES = COLOURS.map((colour) => Uint32Array.from({ length: 256 }, (_, level) => colour(level)));

export class Ramp implements Pattern {
  readonly #picture: Picture;
  readonly #counter: Counter;
  readonly #bands: readonly RowBand[];

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#counter = new Counter(picture, fps, 1 / 2, true);
    const { height } = picture;
    // Two bands above the counter and two below it.
    const middle = this.#counter.band ?? { first: roundDownToEven(height / 2), end: roundDownToEven(height / 2) };
    const edges = [
      [0, roundDownToEven(middle.first / 2)],
      [roundDownToEven(middle.first / 2), middle.first],
      [middle.end, roundDownToEven((middle.end + height) / 2)],
      [roundDownToEven((middle.end + height) / 2), height],
    ] as const;
    this.#bands = edges.map(([first, end]) => ({ first, end, distinctRows: 2 }));
  }

  paint(frameNumber: number): readonly RowBand[] {
    const { width, height, pixels } = this.#picture;
    const step = Math.max(1, Math.round(width / 240));
    const shift = (frameNumber * step) % width;
    this.#bands.forEach(({ first, end }, index) => {
      const table = TABLES[index];
      if (!table || end <= first) return;
      const start = first * width;
      for (let x = 0; x < width; x++) pixels[start + x] = table[Math.floor((((x + shift) % width) * 256) / width)] as number;
      if (first + 1 < height) pixels.copyWithin(start + width, start, start + width);
    });
    return [...this.#bands, ...this.#counter.paint(frameNumber)];
  }
}
