import type { FrameLayout } from '../../../native/core/layout.ts';
import { convertToRgba } from '../../../native/core/pixels/convert.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from '../frame.ts';
import type { Painter } from './painter.ts';
import { SimdDecoder } from './simd-decoder.ts';

/** So much of the picture at a time: it is still in the processor's cache when the canvas takes it. */
const STRIP_BYTES = 2 ** 20;

/**
 * Conversion on the CPU. Each surface keeps its own 2D context: handing bitmaps over costs eight times as much as `putImageData` where
 * there is no graphics card, and such machines are what this painter is for.
 */
export class Canvas2dPainter implements Painter {
  readonly kind = '2d';
  readonly #simd = SimdDecoder.open();
  #image: ImageData | undefined;

  refusal(): undefined {
    return undefined;
  }

  paint({ header, pixels }: Frame, surface: OffscreenCanvas, rendering: Rendering): void {
    const { width, height } = header;
    const context = surface.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('The canvas gives no 2D context.');
    if (surface.width !== width || surface.height !== height) {
      surface.width = width;
      surface.height = height;
    }
    const layout = frameLayout(header);
    const strip = stripRows(width);
    for (let row = 0; row < height; row += strip) {
      const rows = Math.min(strip, height - row);
      const decoded = this.#simd?.decode(layout, pixels, rendering, row, rows);
      if (!decoded) {
        context.putImageData(this.#converted(layout, pixels, rendering), 0, 0);
        return;
      }
      context.putImageData(new ImageData(decoded, width, rows), 0, row);
    }
  }

  /** All of the picture. */
  #converted(layout: FrameLayout, pixels: Uint8Array, rendering: Rendering): ImageData {
    const { width, height } = layout;
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = new ImageData(width, height);
    convertToRgba(layout, pixels, this.#image.data, rendering);
    return this.#image;
  }

  async settled(): Promise<void> {}
}

/** An even number, because rows share their colour in pairs. */
function stripRows(width: number): number {
  return Math.max(2, 2 * Math.round(STRIP_BYTES / (8 * width)));
}
