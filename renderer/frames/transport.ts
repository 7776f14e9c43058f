import type { Frame } from './frame.ts';
import type { Fate } from './stream-credits.ts';

/** Where the frames of one stream go; `done` says what became of it, and gives its credit back. */
export interface StreamReceiver {
  frame(frame: Frame, done: (fate: Fate) => void): void;
  /** No frame will come any more. */
  lost(reason: string): void;
}

/** One open stream, as the worker holds it. */
export interface OpenStream {
  /** A frame that came on another way. */
  take?(epoch: number, frame: ArrayBuffer): void;
  close(): void;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
