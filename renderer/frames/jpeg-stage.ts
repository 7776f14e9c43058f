import { isRawFormat } from '../../native/core/formats.ts';
import { jpegExtent } from '../../native/core/pixels/jpeg.ts';
import type { Frame } from './frame.ts';
import { messageOf } from './transport.ts';

/**
 * Decodes compressed frames with the browser's own decoder, one after the other, so that they stay in order; others pass. From here on such
 * a frame is one of RGBA, which everything behind knows how to draw, measure and read.
 */
export class JpegStage {
  #canvas: OffscreenCanvas | undefined;
  #working: Promise<void> = Promise.resolve();

  /** `failed` gets the reason in words; the last picture stays. */
  take(frame: Frame, done: (frame: Frame) => void, failed: (reason: string) => void): void {
    if (isRawFormat(frame.header.format)) {
      done(frame);
      return;
    }
    this.#working = this.#working
      .then(() => this.#decode(frame))
      .then(done)
      .catch((error: unknown) => failed(messageOf(error)));
  }

  async #decode(frame: Frame): Promise<Frame> {
    const { header, pixels, recycle } = frame;
    const extent = jpegExtent(pixels);
    if ('problem' in extent) throw new Error(`This ${header.format} frame cannot be shown: ${extent.problem}.`);
    const jpeg = pixels.slice(0, extent.length);
    const bitmap = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' })).catch(() => {
      throw new Error(`This ${header.format} frame cannot be shown: the browser does not decode it.`);
    });
    const { width, height } = bitmap;
    try {
      if (!this.#canvas || this.#canvas.width !== width || this.#canvas.height !== height)
        this.#canvas = new OffscreenCanvas(width, height);
      const context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: true });
      if (!context) throw new Error('The canvas gives no 2D context.');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      recycle?.();
      return {
        header: { ...header, ...wholePicture(width, height), ...rgba(width, data.length) },
        pixels: new Uint8Array(data.buffer),
        sent: { format: header.format, pixels: jpeg },
      };
    } finally {
      bitmap.close();
    }
  }
}

function wholePicture(width: number, height: number) {
  return { width, height, sourceWidth: width, sourceHeight: height, crop: { x: 0, y: 0, width, height } };
}

function rgba(width: number, pixelBytes: number) {
  return { format: 'RGBA', strideBytes: width * 4, pixelBytes } as const;
}
