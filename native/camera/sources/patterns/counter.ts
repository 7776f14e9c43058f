import { GLYPH_HEIGHT } from './font.ts';
import type { RowBand } from './pattern.ts';
import { type Colour, type Picture, rgb, roundDownToEven, textWidth } from './picture.ts';

const PANEL: Colour = rgb(14, 16, 20);
const TIME: Colour = rgb(245, 247, 250);
const NUMBER: Colour = rgb(150, 160, 175);

/** A dark panel with a clock (hours:minutes:seconds:frames) and the frame number, in the largest letters that leave room around them. */
export class Counter {
  /** Undefined where the picture is too small for readable digits. */
  readonly band: RowBand | undefined;
  readonly #picture: Picture;
  readonly #fps: number;
  readonly #scale: number;
  readonly #smallScale: number;
  readonly #left: number;
  readonly #width: number;

  /** The panel is centred at `centre` of the height; `across` makes it as wide as the picture. */
  constructor(picture: Picture, fps: number, centre: number, across: boolean) {
    this.#picture = picture;
    this.#fps = Math.max(1, Math.round(fps));
    const room = Math.floor(picture.width / (textWidth('00:00:00:00', 1) + 6));
    this.#scale = Math.min(Math.max(1, Math.floor(picture.height / 110)), room);
    this.#smallScale = Math.max(1, Math.floor(this.#scale / 2));
    const height = 2 * Math.ceil(((GLYPH_HEIGHT + 6) * this.#scale + (GLYPH_HEIGHT + 2) * this.#smallScale) / 2);
    this.#width = across ? picture.width : Math.min(picture.width, textWidth('00:00:00:00', this.#scale) + 10 * this.#scale);
    this.#left = Math.floor((picture.width - this.#width) / 2);
    const first = roundDownToEven(Math.max(0, picture.height * centre - height / 2));
    this.band = this.#scale >= 1 && height * 2 <= picture.height ? { first, end: first + height } : undefined;
  }

  /** The bands of this frame: one, or none in a small picture. */
  paint(frameNumber: number): readonly RowBand[] {
    const { band } = this;
    if (!band) return [];
    const picture = this.#picture;
    picture.fill(this.#left, band.first, this.#width, band.end - band.first, PANEL);
    const top = band.first + 3 * this.#scale;
    this.#centred(this.#clock(frameNumber), top, this.#scale, TIME);
    this.#centred(
      `FRAME ${String(frameNumber).padStart(6, '0')}`,
      top + (GLYPH_HEIGHT + 2) * this.#scale,
      this.#smallScale,
      NUMBER,
    );
    return [band];
  }

  #centred(text: string, y: number, scale: number, colour: Colour): void {
    this.#picture.text(Math.floor((this.#picture.width - textWidth(text, scale)) / 2), y, scale, text, colour);
  }

  #clock(frameNumber: number): string {
    const past = Math.max(0, frameNumber - 1);
    const seconds = Math.floor(past / this.#fps);
    const parts = [Math.floor(seconds / 3600) % 100, Math.floor(seconds / 60) % 60, seconds % 60, (past % this.#fps) % 100];
    return parts.map((part) => String(part).padStart(2, '0')).join(':');
  }
}
