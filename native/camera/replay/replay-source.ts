import type { FrameLayout } from '../../core/layout.ts';
import type { Sentence } from '../../core/sentences/sentence.ts';

export interface ReplayFrame {
  /** From the beginning of the recording. */
  readonly atMs: number;
  /** As recorded; 0 = none was. */
  readonly frameNumber: number;
  /** Nanoseconds since the Unix epoch; 0 = not known. */
  readonly capturedNs: bigint;
  /** Good until the next frame is asked for. */
  readonly pixels: Uint8Array;
}

/** A recording that can be read from any moment on. */
export interface ReplaySource {
  readonly layout: FrameLayout;
  /** What viewers show beside the name. */
  readonly label: string;
  /** The camera that was recorded, where the file says it. */
  readonly camera: string | undefined;
  readonly durationMs: number;
  /** Undefined where only reading all of it would tell. */
  readonly frames: number | undefined;
  /** What the operator should know about the file: that it broke off, for instance. */
  readonly notice: Sentence | undefined;
  /** Frames from `fromMs` on, in order. Ends when the consumer ends it. */
  read(fromMs: number): AsyncGenerator<ReplayFrame, void, void>;
  close(): Promise<void>;
}
