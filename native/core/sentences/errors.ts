import { ERROR_KINDS, type ErrorCode } from '../error-kinds.ts';

type ErrorTexts = {
  readonly [Code in ErrorCode]: Pick<(typeof ERROR_KINDS)[Code], 'cause' | 'remedy'>;
};

/** What each code means, and what to do. */
export const errors = Object.fromEntries(
  Object.entries(ERROR_KINDS).map(([code, { cause, remedy }]) => [code, { cause, remedy }]),
) as ErrorTexts;
