/** What the page and the worker that draws say to each other. Pixels are no part of it, but for a frame that is to be kept. */
import type { Settings } from '../../backend/contract.ts';
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { PixelFormat } from '../../native/core/formats.ts';
import type { ValueSummary } from '../../native/core/pixels/auto-levels.ts';
import type { Display, Levels } from '../../native/core/pixels/display.ts';
import type { FromLook, ToLook } from './look-messages.ts';

export type PainterKind = 'webgl2' | '2d';
export type Drawing = Settings['drawing'];

export interface PainterChoice {
  readonly kind: PainterKind;
  /** chosen by the user · both are being tried · the faster one as measured · WebGL2 cannot be used. */
  readonly reason: 'chosen' | 'trying' | 'measured' | 'no-webgl2';
  /** Why WebGL2 cannot be used. */
  readonly obstacle?: string;
  /** True while both are still being tried. */
  readonly measuring: boolean;
  /** Median milliseconds of one picture. */
  readonly measured: Readonly<Partial<Record<PainterKind, number>>>;
}

/** Where one view is drawn: each painter has a canvas of its own. */
export type PainterSurfaces = Readonly<Record<PainterKind, OffscreenCanvas>>;

/** What is on a canvas right now. */
export interface Picture {
  readonly stream: number;
  readonly width: number;
  readonly height: number;
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** What of the source it shows, and on which of the view's canvases: another part comes on the other one. */
  readonly crop: Rectangle;
  readonly surface: number;
  readonly format: PixelFormat;
  readonly hasTrailer: boolean;
  readonly painter: PainterChoice;
}

/** What became of the frames of one stream since it was opened: produced = presented + skipped + torn + superseded, always. */
export interface StreamAccount {
  /** From the first frame that was sent to the last one that was presented or superseded. */
  readonly produced: number;
  /** Pictures that were drawn, each frame once. */
  readonly presented: number;
  /** Never sent: the page had no room, was hidden, or nobody saw them in time. */
  readonly skipped: number;
  readonly torn: number;
  /** Arrived, and gave way to a newer one before they were drawn. */
  readonly superseded: number;
}

/** Figures of one view over the last seconds, measured where the picture is drawn. */
export interface PresentationStats {
  readonly stream: number;
  /** Since the stream was opened. */
  readonly presented: number;
  readonly account: StreamAccount;
  readonly fps: number | null;
  /** Published to presented; null without a trailer. */
  readonly ageMs: { readonly p50: number; readonly p95: number } | null;
  /** Copied out of the mapping to presented. */
  readonly deliveryMs: { readonly p50: number; readonly p95: number } | null;
  readonly paintMs: { readonly p50: number; readonly p95: number } | null;
  readonly frameNumber: number;
  /** Milliseconds since the Unix epoch. */
  readonly lastFrameAt: number;
}

export type ToWorker =
  | ToLook
  | { readonly type: 'drawing'; readonly drawing: Drawing }
  | { readonly type: 'view'; readonly view: number; readonly surfaces: readonly PainterSurfaces[] }
  | { readonly type: 'close-view'; readonly view: number }
  | { readonly type: 'display'; readonly view: number; readonly display: Display }
  /** Whether to tell, about twice a second, how the values of the picture are spread. */
  | { readonly type: 'measure'; readonly view: number; readonly measures: boolean }
  /** Frames of `stream` belong to `view` from now on; the view's earlier stream ends. */
  | { readonly type: 'expect'; readonly view: number; readonly stream: number }
  | { readonly type: 'close-stream'; readonly stream: number }
  /** `returns`: buffers of frames go back on it. */
  | {
      readonly type: 'port';
      readonly stream: number;
      readonly epoch: number;
      readonly port: MessagePort;
      readonly returns: boolean;
    }
  | { readonly type: 'frame'; readonly stream: number; readonly epoch: number; readonly frame: ArrayBuffer };

export type FromWorker =
  | FromLook
  | { readonly type: 'picture'; readonly view: number; readonly picture: Picture }
  /** Native values that are shown as black and white, and how the values are spread where that is measured. */
  | { readonly type: 'levels'; readonly view: number; readonly levels: Levels; readonly values: ValueSummary | undefined }
  | { readonly type: 'stats'; readonly view: number; readonly stats: PresentationStats }
  /** A frame that could not be decoded, with the reason in words; undefined once there is a picture again. */
  | { readonly type: 'refused'; readonly view: number; readonly reason: string | undefined }
  /** The stream ended or broke; the page opens another. */
  | { readonly type: 'lost'; readonly stream: number; readonly reason: string };
