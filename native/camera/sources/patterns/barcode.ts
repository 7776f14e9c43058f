import { BARCODE_CELLS, barcodeStripHeight, isBarcodeCellWhite } from '../../../core/barcode.ts';
import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { type Picture, rgb, roundDownToEven } from './picture.ts';

const WHITE = rgb(255, 255, 255);
const BLACK = rgb(0, 0, 0);
const GROUND = rgb(72, 80, 92);

/** The frame number as a bar code at the top and at the bottom, and in digits between them. */
export class Barcode implements Pattern {
  readonly #picture: Picture;
  readonly #counter: Counter;
  readonly #strips: readonly RowBand[];
  #isPainted = false;

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#counter = new Counter(picture, fps, 1 / 2, false);
    const height = barcodeStripHeight(picture.height);
    this.#strips = [
      { first: 0, end: Math.min(height, picture.height), distinctRows: 2 },
      { first: roundDownToEven(Math.max(0, picture.height - height)), end: picture.height, distinctRows: 2 },
    ];
  }

  paint(frameNumber: number): readonly RowBand[] {
    if (!this.#isPainted) this.#picture.fill(0, 0, this.#picture.width, this.#picture.height, GROUND);
    for (const { first } of this.#strips) this.#paintCode(first, frameNumber);
    const moving = [...this.#strips, ...this.#counter.paint(frameNumber)];
    if (this.#isPainted) return moving;
    this.#isPainted = true;
    return [{ first: 0, end: this.#picture.height }, ...this.#strips];
  }

  #paintCode(row: number, frameNumber: number): void {
    const { width } = this.#picture;
    for (let cell = 0; cell < BARCODE_CELLS; cell++)
      this.#picture.fill(
        Math.round((cell * width) / BARCODE_CELLS),
        row,
        width,
        2,
        isBarcodeCellWhite(frameNumber, cell) ? WHITE : BLACK,
      );
  }
}
