import { errorSentence, remedySentence, toErrorReport } from './errors.ts';
import { type Sentence, say } from './sentences/sentence.ts';
import type { SENTENCES } from './sentences/sentences.ts';

/** One line of a preflight or of a look at the installation. */
export interface Check {
  readonly id: CheckId;
  readonly title: Sentence;
  readonly level: 'ok' | 'warning' | 'refusal';
  /** What was found, with the numbers. */
  readonly text: Sentence;
  readonly remedy?: Sentence;
}

export type CheckId = keyof typeof SENTENCES.checks.title;

export function passed(id: CheckId, text: Sentence): Check {
  return checkOf(id, 'ok', text);
}

export function checkOf(id: CheckId, level: Check['level'], text: Sentence, remedy?: Sentence): Check {
  return { id, title: say(`checks.title.${id}`), level, text, ...(remedy && { remedy }) };
}

/** A check that ended in an error. */
export function refusedBy(id: CheckId, error: unknown): Check {
  const report = toErrorReport(error);
  return checkOf(id, 'refusal', errorSentence(report), remedySentence(report));
}
