import { convertToRgba } from '../../../native/core/pixels/convert.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { Painter } from './painter.ts';
import { YuvSimd } from './yuv-simd.ts';

/**
 * Conversion on the CPU. Each surface keeps its own 2D context: handing bitmaps over costs eight times as much as `putImageData` where
 * there is no graphics card, and such machines are what this painter is for.
 */
export class Canvas2dPainter implements Painter {
  readonly kind = '2d';
  readonly #simd = YuvSimd.open();
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
    context.putImageData(this.#converted(frame, rendering), 0, 0);
  }

  #converted(frame: Frame, rendering: Rendering): ImageData {
    const { width, height } = frame.header;
    const layout = frameLayout(frame.header);
    const decoded = this.#simd?.decode(layout, frame.pixels, rendering);
    if (decoded) return new ImageData(decoded, width, height);
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = new ImageData(width, height);
    convertToRgba(layout, frame.pixels, this.#image.data, rendering);
    return this.#image;
  }

  async settled(): Promise<void> {}
}
