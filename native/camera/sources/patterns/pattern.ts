import type { Picture } from './picture.ts';

export const PATTERN_KINDS = ['bars', 'ball', 'ramp', 'checker', 'noise', 'barcode'] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];

export function isPatternKind(text: string): text is PatternKind {
  return (PATTERN_KINDS as readonly string[]).includes(text);
}

/**
 * Rows that changed, `first` to `end` (exclusive), both even or the height, because some formats share colour between two rows.
 * Where many rows look the same, only the first `distinctRows` of them are painted; the others are copied after encoding.
 */
export interface RowBand {
  readonly first: number;
  readonly end: number;
  readonly distinctRows?: number;
  /** Takes the pairs of rows in a random order that follows from this number, so that no repetition is seen. */
  readonly shuffle?: number;
}

/**
 * A moving picture that is a pure function of the frame number. The first call paints everything and names bands that cover the whole
 * picture; later ones paint and name only what moved.
 */
export interface Pattern {
  paint(frameNumber: number): readonly RowBand[];
}

/** `fps` only turns frame numbers into a time of day for the clock in the picture. */
export type MakePattern = (picture: Picture, fps: number) => Pattern;
