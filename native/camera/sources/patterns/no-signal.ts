import { GLYPH_HEIGHT } from './font.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { type Picture, rgb, roundDownToEven, textWidth } from './picture.ts';

const GROUND = rgb(20, 22, 26);
const TEXT = rgb(225, 228, 232);
const TRACK = rgb(48, 52, 60);
const MARK = rgb(230, 160, 60);
const WORDS = 'NO SIGNAL';

/** Shown while a stream is away: words, and a mark that runs, so that everybody sees that only the stream stands still. */
export class NoSignal implements Pattern {
  readonly #picture: Picture;
  readonly #track: RowBand;
  #isPainted = false;

  constructor(picture: Picture) {
    this.#picture = picture;
    const thickness = Math.max(2, 2 * Math.round(picture.height / 240));
    const first = roundDownToEven(picture.height * 0.66);
    this.#track = { first, end: Math.min(picture.height, first + thickness) };
  }

  paint(frameNumber: number): readonly RowBand[] {
    const { width, height } = this.#picture;
    const { first, end } = this.#track;
    const isFirst = !this.#isPainted;
    if (isFirst) this.#paintWords();
    const left = Math.floor(width / 4);
    const length = Math.max(1, Math.floor(width / 2));
    const mark = Math.max(1, Math.floor(length / 8));
    this.#picture.fill(left, first, length, end - first, TRACK);
    this.#picture.fill(left + Math.floor(((frameNumber % 90) * (length - mark)) / 90), first, mark, end - first, MARK);
    this.#isPainted = true;
    return isFirst ? [{ first: 0, end: height }] : [this.#track];
  }

  #paintWords(): void {
    const { width, height } = this.#picture;
    this.#picture.fill(0, 0, width, height, GROUND);
    const scale = Math.min(Math.max(1, Math.floor(height / 80)), Math.floor(width / (textWidth(WORDS, 1) + 6)));
    if (scale < 1) return;
    const x = Math.floor((width - textWidth(WORDS, scale)) / 2);
    this.#picture.text(x, Math.floor(height / 2 - GLYPH_HEIGHT * scale), scale, WORDS, TEXT);
  }
}
