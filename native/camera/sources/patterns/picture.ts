import { GLYPH_ADVANCE, GLYPH_WIDTH, glyph } from './font.ts';

/** A colour as the 32-bit number of an RGBA pixel in memory. */
export type Colour = number;

export function rgb(red: number, green: number, blue: number): Colour {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/** `amount` 0 = all of `from`, 256 = all of `to`. */
export function blend(from: Colour, to: Colour, amount: number): Colour {
  const rest = 256 - amount;
  const redBlue = ((from & 0xff00ff) * rest + (to & 0xff00ff) * amount) / 256;
  const green = (((from >>> 8) & 0xff) * rest + ((to >>> 8) & 0xff) * amount) >>> 8;
  return (0xff000000 | (redBlue & 0xff00ff) | (green << 8)) >>> 0;
}

/** RGBA pixels that patterns draw on; everything is cut at the edges. */
export class Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint32Array(width * height);
  }

  fill(x: number, y: number, width: number, height: number, colour: Colour): void {
    const left = Math.max(0, x);
    const right = Math.min(this.width, x + width);
    if (right <= left) return;
    const bottom = Math.min(this.height, y + height);
    for (let row = Math.max(0, y); row < bottom; row++)
      this.pixels.fill(colour, row * this.width + left, row * this.width + right);
  }

  text(x: number, y: number, scale: number, text: string, colour: Colour): void {
    let left = x;
    for (const character of text) {
      glyph(character).forEach((bits, row) => {
        for (let column = 0; column < GLYPH_WIDTH; column++)
          if (bits & (0x10 >> column)) this.fill(left + column * scale, y + row * scale, scale, scale, colour);
      });
      left += GLYPH_ADVANCE * scale;
    }
  }
}

/** Width of a text without the gap behind its last letter. */
export function textWidth(text: string, scale: number): number {
  return Math.max(0, text.length * GLYPH_ADVANCE - 1) * scale;
}

export function roundDownToEven(value: number): number {
  return Math.floor(value / 2) * 2;
}
