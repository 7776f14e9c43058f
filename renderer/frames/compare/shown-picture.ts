import { convertToRgba } from '../../../native/core/pixels/convert.ts';
import type { Rendering } from '../../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from '../frame.ts';

/** One frame as it is shown, ready to be drawn anywhere; converted once for each frame and display. */
export class ShownPicture {
  #canvas: OffscreenCanvas | undefined;
  #image: ImageData | undefined;
  #frame: Frame | undefined;
  #rendering: Rendering | undefined;

  /** Whether it is another picture than before. */
  take(frame: Frame, rendering: Rendering): boolean {
    if (this.#frame === frame && this.#rendering === rendering) return false;
    const { width, height } = frame.header;
    if (this.#image?.width !== width || this.#image.height !== height) this.#image = new ImageData(width, height);
    convertToRgba(frameLayout(frame.header), frame.pixels, this.#image.data, rendering);
    this.#frame = frame;
    this.#rendering = rendering;
    this.#canvas ??= new OffscreenCanvas(1, 1);
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#canvas.getContext('2d', { alpha: false })?.putImageData(this.#image, 0, 0);
    return true;
  }

  get image(): ImageData | undefined {
    return this.#image;
  }

  get canvas(): OffscreenCanvas | undefined {
    return this.#canvas;
  }
}
