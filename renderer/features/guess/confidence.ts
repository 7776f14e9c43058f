import type { Guess } from '../../../native/core/guess/guess.ts';

/** How a score is called: from here on a guess is likely, and from there on hardly in doubt. */
const LIKELY = 0.35;
const SURE = 0.8;

export type Confidence = 'sure' | 'likely' | 'unsure';

export function confidenceOf({ score }: Pick<Guess, 'score'>): Confidence {
  return score >= SURE ? 'sure' : score >= LIKELY ? 'likely' : 'unsure';
}

/** Whether nothing among the guesses, best first, stands out. */
export function isUnsure([best]: readonly Guess[]): boolean {
  return !best || confidenceOf(best) === 'unsure';
}
