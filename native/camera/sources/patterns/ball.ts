import { Counter } from './counter.ts';
import type { Pattern, RowBand } from './pattern.ts';
import { blend, type Colour, Picture, rgb, roundDownToEven } from './picture.ts';

const TOP = rgb(18, 28, 48);
const BOTTOM = rgb(42, 62, 92);
const GRID = rgb(70, 92, 124);
const LIGHT = rgb(255, 214, 150);
const BODY = rgb(240, 110, 50);
const SHADE = rgb(96, 24, 20);

/** A shaded ball that jumps to and fro in front of a grid. */
export class Ball implements Pattern {
  readonly #picture: Picture;
  readonly #background: Picture;
  readonly #counter: Counter;
  readonly #radius: number;
  readonly #colours: Uint32Array;
  /** How much of a pixel the ball covers, 0 to 256. */
  readonly #cover: Uint16Array;
  #last: { readonly x: number; readonly y: number } | undefined;

  constructor(picture: Picture, fps: number) {
    this.#picture = picture;
    this.#background = paintBackground(picture.width, picture.height);
    this.#counter = new Counter(picture, fps, 1 / 8, false);
    this.#radius = Math.max(1, Math.floor(Math.min(picture.width, picture.height) / 8));
    const side = 2 * this.#radius;
    this.#colours = new Uint32Array(side * side);
    this.#cover = new Uint16Array(side * side);
    this.#paintSprite(side);
  }

  paint(frameNumber: number): readonly RowBand[] {
    const { width, height, pixels } = this.#picture;
    const side = 2 * this.#radius;
    const x = Math.round(toAndFro(frameNumber / 150) * Math.max(0, width - side));
    const fall = toAndFro(frameNumber / 40);
    const y = Math.round(fall * fall * Math.max(0, height - side));
    const last = this.#last;
    this.#last = { x, y };
    if (last) this.#erase(last, side);
    else pixels.set(this.#background.pixels);
    this.#draw(x, y, side);
    // The panel lies in front of the ball.
    const panel = this.#counter.paint(frameNumber);
    if (!last) return [{ first: 0, end: height }];
    const first = roundDownToEven(Math.min(y, last.y));
    const end = Math.min(height, 2 * Math.ceil((Math.max(y, last.y) + side) / 2));
    return [{ first, end }, ...panel];
  }

  #erase({ x, y }: { readonly x: number; readonly y: number }, side: number): void {
    const { width, height, pixels } = this.#picture;
    for (let row = y; row < Math.min(height, y + side); row++) {
      const start = row * width + x;
      const end = row * width + Math.min(width, x + side);
      pixels.set(this.#background.pixels.subarray(start, end), start);
    }
  }

  #draw(left: number, top: number, side: number): void {
    const { width, height, pixels } = this.#picture;
    const columns = Math.min(side, width - left);
    for (let row = 0; row < Math.min(side, height - top); row++) {
      for (let column = 0; column < columns; column++) {
        const cover = this.#cover[row * side + column] as number;
        if (cover === 0) continue;
        const at = (top + row) * width + left + column;
        const colour = this.#colours[row * side + column] as number;
        pixels[at] = cover === 256 ? colour : blend(pixels[at] as number, colour, cover);
      }
    }
  }

  /** Lit from the upper left; the edge is smoothed over one pixel. */
  #paintSprite(side: number): void {
    const radius = this.#radius;
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const x = (column + 0.5 - radius) / radius;
        const y = (row + 0.5 - radius) / radius;
        const distance = Math.hypot(x, y);
        const at = row * side + column;
        this.#cover[at] = Math.round(256 * Math.min(1, Math.max(0, (1 - distance) * radius + 0.5)));
        const light = -0.5 * x - 0.6 * y + 0.62 * Math.sqrt(Math.max(0, 1 - distance * distance));
        this.#colours[at] = shade(Math.min(1, Math.max(0, light)));
      }
    }
  }
}

function shade(light: number): Colour {
  const half = Math.floor(light * 512);
  return half < 256 ? blend(SHADE, BODY, half) : blend(BODY, LIGHT, half - 256);
}

/** 0 to 1 and back while `time` grows by 2. */
function toAndFro(time: number): number {
  return Math.abs(((time + 1) % 2) - 1);
}

function paintBackground(width: number, height: number): Picture {
  const picture = new Picture(width, height);
  const cell = Math.max(4, Math.round(height / 12));
  const line = Math.max(1, Math.round(height / 540));
  for (let y = 0; y < height; y++) {
    const colour = blend(TOP, BOTTOM, Math.floor((y * 256) / height));
    picture.fill(0, y, width, 1, colour);
    const grid = blend(colour, GRID, 110);
    if (y % cell < line) picture.fill(0, y, width, 1, grid);
    else for (let x = 0; x < width; x += cell) picture.fill(x, y, line, 1, grid);
  }
  return picture;
}
