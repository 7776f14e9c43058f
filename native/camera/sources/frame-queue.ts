/** Cuts what a decoder writes into frames and keeps the last few. */
export interface FrameQueue {
  readonly isEmpty: boolean;
  /** Takes bytes until the queue is full and returns how many it took. */
  push(bytes: Uint8Array): number;
  /** Copies the oldest frame out and returns its length; 0 when there is none. */
  take(target: Uint8Array): number;
  dropOldest(): void;
  /** Forgets a frame that was begun, for a stream that begins anew. */
  dropPartial(): void;
}
