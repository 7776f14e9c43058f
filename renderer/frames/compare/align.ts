import type { Frame } from '../frame.ts';

/** The frames that one view has, the newest first, and whether the shown one is to be kept. */
export interface Side {
  readonly frames: readonly Frame[];
  /** Set while the view stands still: that frame and no other. */
  readonly standing: Frame | undefined;
}

export interface Pair {
  readonly one: Frame;
  readonly other: Frame;
  /** Both have the same number; otherwise they are merely the newest of each. */
  readonly aligned: boolean;
}

/** The newest two frames of the same number; where there are none, the newest ones. */
export function alignedPair(a: Side, b: Side): Pair | undefined {
  const mine = a.standing ? [a.standing] : a.frames;
  const theirs = b.frames;
  for (const one of mine) {
    const number = one.header.frameNumber;
    const other = number > 0 ? theirs.find(({ header }) => header.frameNumber === number) : undefined;
    if (other) return { one, other, aligned: true };
  }
  const [one] = mine;
  const other = b.standing ?? theirs[0];
  return one && other && { one, other, aligned: false };
}
