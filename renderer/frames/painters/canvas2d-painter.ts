import { convertToRgba } from '../../../native/core/pixels/convert.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { Painter } from './painter.ts';

/**
 * Conversion on the CPU. Each surface keeps its own 2D context: handing bitmaps over costs eight times as much as `putImageData` where
 * there is no graphics card, and such machines are what this painter is for.
 */
export class Canvas2dPainter implements Painter {
  readonly kind = '2d';
  #image: ImageData | undefined;

  refusal(): undefined {
    return undefined;
  }

  paint(frame: Frame, surface: OffscreenCanvas, rendering: Rendering): void {
    const { width, height } = frame.header;
    const context = surface.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('The canvas gives no 2D context.');
    if (surface.width !== width || surface.height !== height) {
      surface.width = width;
      surface.height = height;
    }
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = new ImageData(width, height);
    convertToRgba(frameLayout(frame.header), frame.pixels, this.#image.data, rendering);
    context.putImageData(this.#image, 0, 0);
  }

  async settled(): Promise<void> {}
}
