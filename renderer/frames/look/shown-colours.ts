import type { Rectangle } from '../../../native/core/copy-plan.ts';

/** Reads back what is on a canvas, in small pieces. */
export class ShownColours {
  #scratch: OffscreenCanvasRenderingContext2D | undefined;

  /** RGBA of a part of the canvas, row by row. */
  read(surface: OffscreenCanvas, { x, y, width, height }: Rectangle): Uint8ClampedArray {
    const context = this.#context(width, height);
    context.drawImage(surface, x, y, width, height, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  }

  #context(width: number, height: number): OffscreenCanvasRenderingContext2D {
    const known = this.#scratch;
    if (known && known.canvas.width >= width && known.canvas.height >= height) return known;
    const canvas = new OffscreenCanvas(Math.max(64, width), Math.max(64, height));
    const made = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!made) throw new Error('The canvas gives no 2D context.');
    this.#scratch = made;
    return made;
  }
}
