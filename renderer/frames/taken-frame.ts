import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { FrameLayout } from '../../native/core/layout.ts';
import type { Levels } from '../../native/core/pixels/display.ts';
import { type Frame, frameLayout } from './frame.ts';
import type { Size } from './reduction.ts';

/** A frame that is shown, with bytes of its own, as it was sent: a compressed one is compressed still. */
export interface TakenFrame {
  readonly layout: FrameLayout;
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** By the trailer; 0 without one. */
  readonly frameNumber: number;
  /** Milliseconds since the Unix epoch at which it was published, or copied where nobody tells. */
  readonly publishedAtMs: number;
  /** Of the whole picture, and what of it the frame shows; with fewer pixels than that it was made smaller. */
  readonly source: Size;
  readonly crop: Rectangle;
  /** What is black and white on the canvas. */
  readonly levels: Levels;
}

export function takeFrame({ header, pixels, sent }: Frame, levels: Levels): TakenFrame {
  const { frameNumber, publishedAtMs, sourceWidth, sourceHeight, crop } = header;
  return {
    layout: sent ? { ...frameLayout(header), format: sent.format, strideBytes: 0 } : frameLayout(header),
    // The frame goes on being shown, and its memory may be that of frames to come.
    pixels: (sent?.pixels ?? pixels).slice(),
    ...{ frameNumber, publishedAtMs, crop, levels },
    source: { width: sourceWidth, height: sourceHeight },
  };
}
