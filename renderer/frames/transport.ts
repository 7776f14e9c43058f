import type { Frame } from './frame.ts';

/** Where the frames of one stream go; `done` gives the credit back and the buffer with it. */
export interface StreamReceiver {
  frame(frame: Frame, done: () => void): void;
  /** No frame will come any more. */
  lost(reason: string): void;
}

/** One open stream, as the worker holds it. */
export interface OpenStream {
  close(): void;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
