/** What a camera reader needs from others, what it tells, and what it hands out. */
import type { CopyPlan, Rectangle } from '../core/copy-plan.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { FrameLayout } from '../core/layout.ts';
import type { Namespace } from '../core/names.ts';
import type { Sentence } from '../core/sentences/sentence.ts';
import type { FrameBuffer } from './frame-ring.ts';
import type { ReaderState } from './reader-state.ts';
import type { SharedMapping } from './shared-mapping.ts';

/** The part of SharedMapping that a reader uses. */
export type ReadableMapping = Pick<
  SharedMapping,
  | 'access'
  | 'payloadBytes'
  | 'realBytes'
  | 'lockWord'
  | 'readTrailer'
  | 'endedPublisher'
  | 'watchView'
  | 'isCurrent'
  | 'recoverIfAlone'
  | 'close'
>;

/** The publisher that a trailer names, whose process is gone. */
export interface EndedPublisher {
  readonly pid: number;
  /** It was killed or crashed: one that ends in order takes the name along. Where names live with their handles nothing tells. */
  readonly killed: boolean;
}

export interface OpenRequest {
  readonly name: string;
  readonly namespace: Namespace;
  readonly access: 'observe' | 'read';
  readonly trust: boolean;
  readonly timeoutMs: number;
}

export type OpenMapping = (request: OpenRequest) => Promise<ReadableMapping>;

export interface Clock {
  /** Nanoseconds of the machine's monotonic clock, the one of the trailer and of the native results. */
  monotonicNs(): bigint;
  /** Milliseconds since the Unix epoch. */
  epochMs(): number;
}

/** Copies by plan between two buffers, on another thread: the source must stay as it is until it is done. */
export type CopyPixels = (source: Uint8Array, plan: CopyPlan, target: Uint8Array) => Promise<void>;

export interface ReaderOptions {
  readonly name: string;
  readonly namespace: Namespace;
  /** Room in front of the pixels of each frame. */
  readonly headerBytes: number;
  /** Never touches the lock: looking cannot disturb a producer, but costs a second look at each frame. */
  readonly observe?: boolean;
  /** Opens objects of other users too. */
  readonly trust?: boolean;
  readonly typedLayout?: FrameLayout | undefined;
  readonly stalledAfterMs: number;
  /**
   * A quiet mapping is closed and opened again every few seconds. Needed where an open handle keeps a dead producer's name alive (Windows),
   * so that a new producer cannot take it.
   */
  readonly letsGo: boolean;
}

export interface ReaderReport {
  readonly state: ReaderState;
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
  readonly error?: ErrorReport;
  readonly realBytes?: number;
  readonly layout?: FrameLayout;
  readonly layoutFrom?: 'trailer' | 'typed';
  readonly label: string;
  /** New frames come, and their pixels have stayed the same since then. Told only where frame numbers prove that they are new. */
  readonly stillSince?: number;
  /** Where no frames come because nobody is left to publish any. */
  readonly publisherEnded?: EndedPublisher;
}

export interface ReaderFrame {
  readonly memory: FrameBuffer;
  /** How the pixels lie in the buffer: tight. */
  readonly layout: FrameLayout;
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** What of the whole picture the frame shows. */
  readonly crop: Rectangle;
  /** 0 = unknown. */
  readonly frameNumber: number;
  /** Milliseconds since the Unix epoch; published equals copied where nothing tells. */
  readonly publishedAtMs: number;
  readonly copiedAtMs: number;
  readonly lockWaitUs: number;
  readonly copyUs: number;
  /** Of the camera since it was opened, up to and with this frame: a frame that is handed out again counts once. */
  readonly produced: number;
  readonly torn: number;
}

export interface FrameRequest {
  /** In pixels, 0 = no limit: the frame is made smaller by the largest whole factor with which it still covers this. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Only this part of the picture is needed, in its pixels; more may come, and all of it where nothing of this is in the picture. */
  readonly crop?: Rectangle | undefined;
  /** Gets the frame that was wanted. The buffer is used again on return unless it is held. */
  readonly onFrame: (frame: ReaderFrame) => void;
}

export interface FrameSubscription {
  /** One frame: the next new one. */
  want(): void;
  unwant(): void;
  close(): void;
}

/** What happens to a camera and is no state of it. */
export type ReaderHappening = 'foreign-writer' | 'lock-recovered' | 'restarted';

export interface ReaderEvents {
  readonly onHappening?: (happening: ReaderHappening) => void;
  readonly onChange: () => void;
  /** A sentence for the operator that is no state. */
  readonly onNotice: (level: 'info' | 'warning', text: Sentence) => void;
}
