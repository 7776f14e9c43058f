/**
 * The part of the contract that keeps what cameras show: snapshots, recordings, and recordings that are published again. Paths are chosen by
 * the backend from a folder and a template; a page names recordings by the names in that folder only.
 */
import * as z from 'zod/mini';
import type { RecorderState } from '../native/camera/recording/recorder.ts';
import type { EndReason } from '../native/camera/recording/writer-messages.ts';
import type { ErrorReport } from '../native/core/errors.ts';
import { MAX_TEMPLATE_CHARACTERS, unknownTemplateField } from '../native/core/file-template.ts';
import type { CameraId } from './contract.ts';
import { displaySchema } from './contract-display.ts';
import { cameraId, count, dimension, layoutSchema, name, nothing, path, rectangle } from './contract-schemas.ts';
import { KEEPING_LIMITS, type KeepingNumber, MAX_HANDED_BYTES, MAX_HANDED_PART_BYTES } from './recordings/keeping.ts';

export const RECORDING_KINDS = ['mcap', 'mp4', 'webm'] as const;
export type RecordingKind = (typeof RECORDING_KINDS)[number];
/** png and tiff: with values of the camera's own where such a file can hold them. */
export const SNAPSHOT_KINDS = ['png', 'tiff', 'png-shown', 'raw'] as const;
export type SnapshotKind = (typeof SNAPSHOT_KINDS)[number];

const within = (number: KeepingNumber) => {
  const { least, most } = KEEPING_LIMITS[number];
  return z.int().check(z.minimum(least), z.maximum(most));
};

/** How things are kept; part of the settings. */
export const keepingSchema = z.strictObject({
  /** Null: a folder of the user's own, which the answers name. */
  recordingFolder: z.nullable(z.string().check(z.minLength(1), z.maxLength(1000))),
  snapshotFolder: z.nullable(z.string().check(z.minLength(1), z.maxLength(1000))),
  template: z.string().check(
    z.minLength(1),
    z.maxLength(MAX_TEMPLATE_CHARACTERS),
    z.refine((text) => unknownTemplateField(text) === undefined, { error: 'has a field that is not known' }),
  ),
  format: z.enum(RECORDING_KINDS),
  snapshot: z.enum(SNAPSHOT_KINDS),
  pretriggerSeconds: within('pretriggerSeconds'),
  memoryMb: within('memoryMb'),
  keepFreeMb: within('keepFreeMb'),
  /** 0 = never. */
  splitMb: within('splitMb'),
  splitMinutes: within('splitMinutes'),
});
export type Keeping = z.output<typeof keepingSchema>;

/** What is happening with one camera. */
export interface RecordingState {
  readonly camera: CameraId;
  readonly state: RecorderState;
  readonly path: string | null;
  readonly frames: number;
  readonly lost: number;
  readonly missed: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly bytesPerSecond: number;
  readonly freeBytes: number | null;
  readonly bufferedSeconds: number;
}

/** A file in the folder of recordings. */
export interface KeptRecording {
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the Unix epoch. */
  readonly changedAt: number;
  /** It was left unfinished by a program that was killed. */
  readonly unfinished: boolean;
  /** It has its final name, and breaks off all the same: a copy that was not whole, a disk that was full. */
  readonly broken: boolean;
  /** Null where only the file itself could tell. */
  readonly frames: number | null;
  readonly lost: number | null;
  readonly seconds: number | null;
}

/** A broken recording of which a whole one is being made. */
export interface RecoveryState {
  readonly file: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Null before the rate is known. */
  readonly secondsLeft: number | null;
}

export interface ReplayState {
  readonly file: string;
  readonly path: string;
  readonly camera: CameraId;
  readonly playing: boolean;
  readonly positionMs: number;
  readonly durationMs: number;
  readonly speed: number;
  readonly loop: boolean;
  readonly frames: number;
}

export interface KeptSnapshot {
  readonly path: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** What was written, for people: `16-bit PNG`. */
  readonly kind: string;
}

export interface RecordingsOverview {
  readonly recordingFolder: string;
  readonly snapshotFolder: string;
  readonly kept: readonly KeptRecording[];
  readonly running: readonly RecordingState[];
  readonly recovering: readonly RecoveryState[];
  readonly replays: readonly ReplayState[];
}

/** What a page tells of a frame that it has frozen. */
const frozenFrameSchema = z.strictObject({
  /** Of the pixels that are handed over. */
  layout: layoutSchema,
  /** 0 where nothing tells. */
  frameNumber: z.number().check(z.minimum(0)),
  /** Milliseconds since the Unix epoch. */
  publishedAtMs: z.number(),
  /** Of the whole picture, and what of it was handed over; with fewer pixels than that it was made smaller. */
  source: z.strictObject({ width: dimension, height: dimension }),
  crop: rectangle,
});
export type FrozenFrame = z.output<typeof frozenFrameSchema>;

const handedBytes = count(MAX_HANDED_BYTES);

const file = z.string().check(z.minLength(1), z.maxLength(255));

export const recordingCommandSchemas = {
  'recordings.list': nothing,
  /** Begins to keep the last seconds in memory. */
  'recordings.arm': z.strictObject({ camera: cameraId }),
  /** With what was kept before, if it was armed. */
  'recordings.start': z.strictObject({ camera: cameraId }),
  /** Ends the recording, or the keeping. */
  'recordings.stop': z.strictObject({ camera: cameraId }),
  /** Ends the recording, and removes what it wrote. */
  'recordings.discard': z.strictObject({ camera: cameraId }),
  /** Takes it out of the list for good soon; `recordings.restore` brings it back until then. */
  'recordings.delete': z.strictObject({ file }),
  'recordings.restore': z.strictObject({ file }),
  /** Begins to make a whole recording of a broken one; `recordings.recovered` tells how it ended. */
  'recordings.recover': z.strictObject({ file }),
  /** The broken recording stays as it is, and nothing is left beside it. */
  'recordings.cancelRecovery': z.strictObject({ file }),
  /** Publishes it as a camera, of this name or of one like the file's; where it plays already that one is told. */
  'replays.start': z.strictObject({ file, name: z.optional(name) }),
  'replays.control': z.strictObject({
    camera: cameraId,
    play: z.optional(z.boolean()),
    step: z.optional(z.boolean()),
    seekMs: z.optional(count(2 ** 40)),
    speed: z.optional(z.number().check(z.minimum(0.05), z.maximum(100))),
    loop: z.optional(z.boolean()),
  }),
  'replays.stop': z.strictObject({ camera: cameraId }),
  /** Shows a file of the folders of recordings and snapshots, or one of these, where the system shows files. */
  'kept.reveal': z.strictObject({ path }),
  /**
   * A part of the pixels of a frozen frame, which only the page still has: `data` as base64, from byte `at` of `bytes`. In order; the first
   * one takes the place of whatever the page handed over before.
   */
  'snapshots.hand': z.strictObject({
    bytes: handedBytes,
    at: handedBytes,
    data: z.string().check(z.maxLength((MAX_HANDED_PART_BYTES / 3) * 4), z.regex(/^[A-Za-z0-9+/]+={0,2}$/u)),
  }),
  /** The next frame, or with `frozen` the one whose pixels were handed over. */
  'snapshots.take': z.strictObject({
    camera: cameraId,
    kind: z.enum(SNAPSHOT_KINDS),
    display: z.optional(displaySchema),
    frozen: z.optional(frozenFrameSchema),
  }),
} as const;

export interface RecordingCommandAnswers {
  'recordings.list': RecordingsOverview;
  'recordings.arm': null;
  'recordings.start': null;
  'recordings.stop': null;
  'recordings.discard': null;
  'recordings.delete': null;
  'recordings.restore': null;
  'recordings.recover': null;
  'recordings.cancelRecovery': null;
  'replays.start': ReplayState;
  'replays.control': null;
  'replays.stop': null;
  'kept.reveal': null;
  'snapshots.hand': null;
  'snapshots.take': KeptSnapshot;
}

export interface RecordingEvents {
  /** All that run; a few times a second while one does. */
  'recordings.changed': readonly RecordingState[];
  /** The folder has other files now. */
  'recordings.kept': readonly KeptRecording[];
  'recordings.ended': {
    readonly camera: CameraId;
    readonly reason: EndReason;
    readonly error: ErrorReport | null;
    readonly files: readonly string[];
    readonly frames: number;
    readonly lost: number;
    /** Numbers of frames that never came to the recorder. */
    readonly missed: number;
  };
  /** All that are being recovered; a few times a second while one is. */
  'recordings.recovering': readonly RecoveryState[];
  'recordings.recovered': {
    readonly file: string;
    /** The whole recording; null where there is none, because it failed or was cancelled. */
    readonly path: string | null;
    readonly frames: number | null;
    readonly error: ErrorReport | null;
  };
  'replays.changed': readonly ReplayState[];
}
