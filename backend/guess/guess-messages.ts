import type { ErrorReport } from '../../native/core/errors.ts';
import type { Guess } from '../../native/core/guess/guess.ts';
import type { FrameLayout } from '../../native/core/layout.ts';
import type { Thumbnail } from './thumbnail.ts';

/** What was copied for one thumbnail, and how it lies. */
export interface ThumbnailSource {
  readonly pixels: Uint8Array;
  readonly layout: FrameLayout;
}

/** What the guessing thread is asked, one thing at a time; what was copied is handed over. */
export type GuessQuestion =
  | {
      readonly kind: 'layouts';
      readonly payload: Uint8Array;
      readonly previous: Uint8Array | undefined;
      readonly slackBytes: number;
    }
  | {
      readonly kind: 'thumbnails';
      readonly pictures: readonly (ThumbnailSource | undefined)[];
      readonly maxWidth: number;
      readonly maxHeight: number;
    };

export interface GuessedLayouts {
  readonly guesses: readonly Guess[];
  readonly tookMs: number;
}

export type GuessAnswer =
  | { readonly layouts: GuessedLayouts }
  | { readonly thumbnails: readonly (Thumbnail | undefined)[] }
  | { readonly error: ErrorReport };
