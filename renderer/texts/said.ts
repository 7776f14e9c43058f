import { ERROR_KINDS, type ErrorReport, errorSentence, remedySentence } from '../../native/core/errors.ts';
import { type Sentence, speak } from '../../native/core/sentences/sentence.ts';
import { decimal, groupDigits } from '../ui/format.ts';
import { textAt, useLanguage } from './texts.ts';

/** What the backend says, in the language that is chosen. */
export function said(sentence: Sentence): string {
  return speak(sentence, { text: (key, values) => textAt(`said.${key}`, values), number: quantity });
}

function quantity(value: number): string {
  return Number.isInteger(value) ? groupDigits(value) : decimal(value, 1);
}

export interface ErrorWords {
  /** What is wrong. */
  readonly headline: string;
  readonly advice: string;
  /** What the backend adds in its own language; undefined where the rest says all of it. */
  readonly detail: string | undefined;
}

/** The language in which errors come that nobody can say in another one. */
const BACKEND_LANGUAGE = 'en';

/** An error in the language of the page: what its code means comes first, and what only the backend knows of this very case follows. */
export function errorWords(report: ErrorReport): ErrorWords {
  const { code, message, remedy, said: sentence } = report;
  const foreign = useLanguage.getState().language !== BACKEND_LANGUAGE;
  if (!foreign || sentence)
    return { headline: said(errorSentence(report)), advice: said(remedySentence(report)), detail: undefined };
  const own = remedy === ERROR_KINDS[code].remedy ? '' : ` ${remedy}`;
  return {
    headline: textAt(`said.errors.${code}.cause`, {}),
    advice: textAt(`said.errors.${code}.remedy`, {}),
    detail: `${message}${own}`,
  };
}

/** The same where there is room for one sentence only. */
export function errorText(report: ErrorReport): string {
  const { headline, detail } = errorWords(report);
  return detail === undefined ? headline : `${headline} (${detail})`;
}
