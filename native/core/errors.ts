import { ERROR_KINDS, type ErrorCode } from './error-kinds.ts';
import { inEnglish, type Sentence, say, verbatim } from './sentences/sentence.ts';

export { ERROR_KINDS, type ErrorCode, isErrorCode } from './error-kinds.ts';

/** The raw number that the operating system gave: errno on POSIX, GetLastError or NTSTATUS on Windows. */
export interface OsFailure {
  readonly call: string;
  readonly number: number;
}

/** What an error is when it crosses a process border or is printed with `--json`. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  /** The message as what is said, where it can be said in other languages too. */
  readonly said?: Sentence;
  readonly cause: string;
  readonly remedy: string;
  readonly os?: OsFailure;
  /** The numbers the message is made of, for programs: `have`, `need`, `word` (8 hex digits) … */
  readonly details: Readonly<Record<string, string | number>>;
}

export interface ErrorOptions {
  readonly os?: OsFailure;
  readonly details?: Readonly<Record<string, string | number>>;
  /** A likelier cause than the general one of the code. */
  readonly cause?: string;
  readonly remedy?: string;
}

export class SharedCameraError extends Error {
  readonly code: ErrorCode;
  readonly likelyCause: string;
  readonly remedy: string;
  readonly os: OsFailure | undefined;
  readonly details: Readonly<Record<string, string | number>>;

  readonly said: Sentence | undefined;

  constructor(code: ErrorCode, message: string | Sentence, options: ErrorOptions = {}) {
    super(typeof message === 'string' ? message : inEnglish(message));
    this.said = typeof message === 'string' ? undefined : message;
    this.name = 'SharedCameraError';
    this.code = code;
    this.likelyCause = options.cause ?? ERROR_KINDS[code].cause;
    this.remedy = options.remedy ?? ERROR_KINDS[code].remedy;
    this.os = options.os;
    this.details = options.details ?? {};
  }

  report(): ErrorReport {
    const { code, message, said, likelyCause: cause, remedy, os, details } = this;
    return { code, message, ...(said && { said }), cause, remedy, details, ...(os && { os }) };
  }

  static fromReport(report: ErrorReport): SharedCameraError {
    return new SharedCameraError(report.code, report.said ?? report.message, report);
  }
}

/** Any thrown value as a report; what is not ours becomes GENERAL_FAILURE with its message kept. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof SharedCameraError) return error.report();
  const message = error instanceof Error ? error.message : String(error);
  return new SharedCameraError('GENERAL_FAILURE', message).report();
}

export function errorSentence({ said, message }: ErrorReport): Sentence {
  return said ?? verbatim(message);
}

export function remedySentence({ code, remedy }: ErrorReport): Sentence {
  return remedy === ERROR_KINDS[code].remedy ? say(`errors.${code}.remedy`) : verbatim(remedy);
}
