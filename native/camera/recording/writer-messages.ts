/** What the thread that writes recordings is told, and what it tells. */
import type { ErrorReport } from '../../core/errors.ts';
import type { FrameStamp, RecordedCamera } from './mcap-records.ts';
import type { RecordingFormat } from './part-sink.ts';

export interface WriterOptions {
  readonly folder: string;
  /** Without its ending; parts get a number. */
  readonly baseName: string;
  /** Exactly this name, and its folder must exist: typed by a person. */
  readonly exact: boolean;
  /** A file of that name is replaced by the whole recording. */
  readonly overwrite: boolean;
  readonly format: RecordingFormat;
  readonly ffmpeg: string;
  /** A new file is begun at these. */
  readonly splitBytes: number | undefined;
  readonly splitSeconds: number | undefined;
  /** The recording ends at these. */
  readonly maxBytes: number | undefined;
  readonly maxSeconds: number | undefined;
  readonly maxFrames: number | undefined;
  /** The recording ends before less room than this is left. */
  readonly keepFreeBytes: number;
}

export type ToWriter =
  | {
      readonly kind: 'frame';
      readonly slot: number;
      readonly memory: SharedArrayBuffer;
      readonly bytes: number;
      readonly camera: RecordedCamera;
      readonly stamp: FrameStamp;
    }
  /** All before it is written first. `keep` false: the files of this recording are removed. */
  | { readonly kind: 'end'; readonly keep: boolean };

export const END_REASONS = ['asked', 'max-size', 'max-time', 'max-frames', 'disk-guard', 'failed', 'cancelled'] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface PartReport {
  readonly path: string;
  readonly frames: number;
  readonly bytes: number;
  readonly seconds: number;
}

export interface WriterProgress {
  /** The file that is being written, under its final name. */
  readonly path: string | null;
  readonly frames: number;
  readonly bytes: number;
  /** From the first frame to the last, by their own times. */
  readonly seconds: number;
  /** Room on the disk before the guard ends the recording. */
  readonly freeBytes: number | null;
}

export type FromWriter =
  | { readonly kind: 'written'; readonly slot: number; readonly progress: WriterProgress }
  | { readonly kind: 'part'; readonly part: PartReport }
  | {
      readonly kind: 'ended';
      readonly reason: EndReason;
      readonly error: ErrorReport | undefined;
      readonly parts: readonly PartReport[];
      readonly progress: WriterProgress;
    };
