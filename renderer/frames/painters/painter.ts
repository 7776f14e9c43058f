import type { Rendering } from '../../../native/core/pixels/display.ts';
import type { Frame } from '../frame.ts';
import type { PainterKind } from '../messages.ts';

/** Draws frames onto the canvases of views. One painter serves all views of the worker. */
export interface Painter {
  readonly kind: PainterKind;
  /** Why it cannot draw this frame, as the end of a sentence; undefined when it can. */
  refusal(frame: Frame): string | undefined;
  /** Draws and presents; the bitmap of `surface` becomes exactly as large as the frame. */
  paint(frame: Frame, surface: OffscreenCanvas, rendering: Rendering): void;
  /** Answers when everything painted so far is really done, which on a graphics card is later than the call returns. */
  settled(): Promise<void>;
}
