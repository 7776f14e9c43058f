import type { FrameHeader } from '../../backend/frame-message.ts';
import type { PixelFormat } from '../../native/core/formats.ts';
import type { FrameLayout } from '../../native/core/layout.ts';

/** One frame in the worker: the message it came in, taken apart. */
export interface Frame {
  readonly header: FrameHeader;
  readonly pixels: Uint8Array;
  /** What was sent, where it was decoded since. */
  readonly sent?: { readonly format: PixelFormat; readonly pixels: Uint8Array };
  /** Gives the memory back for later frames, where the transport uses it again. Whoever keeps the frame calls it when it has no use for it any more. */
  readonly recycle?: () => void;
}

/** Nothing of the picture was left out, though it may have been made smaller. */
export function isWhole({ header: { crop, sourceWidth, sourceHeight } }: Frame): boolean {
  return crop.width === sourceWidth && crop.height === sourceHeight;
}

/** The layout of the pixels as they were sent; they begin right behind the header. */
export function frameLayout({ width, height, format, strideBytes }: FrameHeader): FrameLayout {
  return { width, height, format, strideBytes, offsetBytes: 0 };
}
