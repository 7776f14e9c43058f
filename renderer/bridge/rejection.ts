import { type ErrorReport, isErrorCode, toErrorReport } from '../../native/core/errors.ts';

/** What a request was refused with: a report as both shells send it, or whatever went wrong on this side made into one. */
export function reportOf(rejection: unknown): ErrorReport {
  return isReport(rejection) ? rejection : toErrorReport(rejection);
}

function isReport(value: unknown): value is ErrorReport {
  if (typeof value !== 'object' || value === null || value instanceof Error) return false;
  const { code, message } = value as Partial<Record<keyof ErrorReport, unknown>>;
  return typeof code === 'string' && isErrorCode(code) && typeof message === 'string';
}
