/** What the page and the frame worker say to each other about looking closely: what stands still, where somebody looks, what is there. */
import type { Rectangle } from '../../native/core/copy-plan.ts';
import type { ChannelName, PixelFormat } from '../../native/core/formats.ts';
import type { WaveformKind } from '../../native/core/pixels/analysis.ts';
import type { ChannelLikeness } from '../../native/core/pixels/likeness.ts';
import type { NativeSample } from '../../native/core/pixels/native-value.ts';
import type { Matrix, Point } from '../features/picture/viewport.ts';
import type { Size } from './reduction.ts';
import type { TakenFrame } from './taken-frame.ts';

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

/** Where the source lies on the view, in device pixels. */
export interface Placing {
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

export interface ScopeRequest {
  /** Of the source. */
  readonly box: Rectangle;
  readonly logarithmic: boolean;
  readonly waveform: WaveformKind;
  /** Device pixels for one of the page's at its usual size: what is written into the scopes grows with the page. */
  readonly pixelRatio: number;
}

/** Everything that somebody wants to know about one view; points are pixels of the source. */
export interface Look {
  readonly placing: Placing | undefined;
  readonly cursor: Point | undefined;
  readonly pins: readonly Point[];
  readonly scopes: ScopeRequest | undefined;
}

/** Canvases beside the picture, drawn by the worker. */
export type LookSurface = 'overlay' | 'magnifier' | 'histogram' | 'waveform';

/** One pixel of the frame that is shown. */
export interface Probe extends Point {
  /** None where the pixels are compressed. Offsets are those of the copy, not of the mapping. */
  readonly samples: readonly NativeSample[];
  /** Red, green and blue as they are on the canvas. */
  readonly shown: readonly number[];
  readonly frameNumber: number;
  /** The copy holds every so-many-th pixel; the values are those of the nearest one that was sent. */
  readonly factor: number;
}

export interface ChannelFigures {
  readonly channel: ChannelName;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
}

export interface ScopeFigures {
  readonly channels: readonly ChannelFigures[];
  readonly box: Rectangle;
  /** Every so-many-th pixel of the source was looked at. */
  readonly step: number;
  readonly frameNumber: number;
}

export type CompareMode = 'side' | 'wipe' | 'difference';

/** How two pictures are drawn; beside each other, the matrix is that of the left half. */
export interface Comparing extends Placing {
  readonly mode: CompareMode;
  readonly pixelated: boolean;
  /** Where the wipe stands, as a share of the width. */
  readonly split: number;
  readonly gain: number;
}

export interface ComparisonFigures {
  readonly channels: readonly ChannelLikeness[];
  /** Of luma, as shown. */
  readonly ssim: number;
  /** Native values were compared, which takes one format; otherwise the colours as they are shown. */
  readonly native: boolean;
  /** Frames of the same number. */
  readonly aligned: boolean;
  readonly frameNumbers: readonly [number, number];
  readonly formats: readonly [PixelFormat, PixelFormat];
  readonly sizes: readonly [Size, Size];
  /** What both have, from the upper left corner on. */
  readonly common: Size;
}

export type ToLook =
  /** The camera of this view has changed: nothing of the one before may be shown or kept. */
  | { readonly type: 'forget-frames'; readonly view: number }
  | { readonly type: 'freeze'; readonly view: number; readonly frozen: boolean }
  /** By so many frames, negative = back; freezes first where the view is live. */
  | { readonly type: 'step'; readonly view: number; readonly by: 1 | -1 }
  /** Answered with the frame that stands still. */
  | { readonly type: 'take'; readonly view: number; readonly question: number }
  /** What is left out stays as it was. */
  | { readonly type: 'look'; readonly view: number; readonly look: Partial<Look> }
  /** Draws the pictures of both views on a canvas of its own. */
  | { readonly type: 'compare'; readonly view: number; readonly other: number; readonly surface: OffscreenCanvas }
  | { readonly type: 'comparing'; readonly view: number; readonly comparing: Comparing }
  | { readonly type: 'end-compare'; readonly view: number }
  /** Undefined: the canvas is gone. */
  | {
      readonly type: 'surface';
      readonly view: number;
      readonly kind: LookSurface;
      readonly surface: OffscreenCanvas | undefined;
    };

export type FromLook =
  /** Undefined: live again. */
  | { readonly type: 'frozen'; readonly view: number; readonly freeze: Freeze | undefined }
  /** No frame: the view is live, unless there is a failure. */
  | {
      readonly type: 'taken';
      readonly view: number;
      readonly question: number;
      readonly frame?: TakenFrame | undefined;
      readonly failure?: string;
    }
  | { readonly type: 'probed'; readonly view: number; readonly cursor: Probe | undefined; readonly pins: readonly Probe[] }
  | { readonly type: 'compared'; readonly view: number; readonly figures: ComparisonFigures }
  | { readonly type: 'analysed'; readonly view: number; readonly figures: ScopeFigures };
