/** What the page and the frame worker say to each other about looking closely: what stands still, where somebody looks, what is there. */

/** What a frozen view shows, and how far the source has gone meanwhile. */
export interface Freeze {
  /** By the trailer; 0 without one. */
  readonly frameNumber: number;
  /** Milliseconds since the Unix epoch at which the shown frame was published, or copied where nobody tells. */
  readonly shownFrom: number;
  /** Frames that came since and were not shown. */
  readonly passed: number;
  /** How many frames back from the newest one that is kept, and how many are kept. */
  readonly back: number;
  readonly kept: number;
}

export type ToLook =
  /** The camera of this view has changed: nothing of the one before may be shown or kept. */
  | { readonly type: 'forget-frames'; readonly view: number }
  | { readonly type: 'freeze'; readonly view: number; readonly frozen: boolean }
  /** By so many frames, negative = back; freezes first where the view is live. */
  | { readonly type: 'step'; readonly view: number; readonly by: 1 | -1 };

export type FromLook = {
  readonly type: 'frozen';
  readonly view: number;
  /** Undefined: live again. */
  readonly freeze: Freeze | undefined;
};
