/** The part of the contract that guesses how the pixels of a camera without a trailer lie. */
import * as z from 'zod/mini';
import type { Guess } from '../native/core/guess/guess.ts';
import { cameraId, count, layoutSchema } from './contract-schemas.ts';

/** Most pictures that are made at once. */
export const MAX_THUMBNAILS = 12;

export interface LayoutGuesses {
  /** Likeliest first. */
  readonly guesses: readonly Guess[];
  /** Two where something moved in time; with one frame, what moves is not known. */
  readonly frames: 1 | 2;
  /** Of the guess alone, without waiting for frames, in milliseconds. */
  readonly tookMs: number;
}

export const guessCommandSchemas = {
  'guess.layouts': z.strictObject({ id: cameraId }),
  /** One new frame of the camera as each of these layouts would show it. */
  'guess.thumbnails': z.strictObject({
    id: cameraId,
    layouts: z.array(layoutSchema).check(z.maxLength(MAX_THUMBNAILS)),
    maxWidth: count(512),
    maxHeight: count(512),
  }),
} as const;

export interface GuessCommandAnswers {
  'guess.layouts': LayoutGuesses;
  /** Pictures as data addresses; null where the layout does not fit. */
  'guess.thumbnails': readonly (string | null)[];
}
