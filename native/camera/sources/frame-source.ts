import type { FrameLayout } from '../../core/layout.ts';

/**
 * What a source says about a frame: `frame` = the target holds a new one; `repeat` = nothing new now, ask again at the next due time;
 * `end` = there will be no more.
 */
export type FrameStatus = 'frame' | 'repeat' | 'end';

/** Where a publisher gets its pictures from. */
export interface FrameSource {
  readonly layout: FrameLayout;
  /** Words for people: what is shown. */
  readonly label: string;
  /**
   * Puts the next frame into `target`, which has room for the layout. Callers pass the same buffer again and leave its content alone,
   * because a source may write only what changed since its last frame. `frameNumber` counts published frames from 1.
   * Rejects with SOURCE_FAILED when the source is broken for good, and with the signal's reason when it is aborted.
   */
  next(target: Uint8Array, frameNumber: number, signal: AbortSignal): Promise<FrameStatus>;
  /** Bytes of the last frame, where frames are compressed and each has its own length. */
  readonly frameBytes?: number;
  /** Gives everything back; ends a `next` that is waiting. */
  close(): Promise<void>;
}
