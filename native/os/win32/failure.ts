import { type ErrorCode, type ErrorOptions, SharedCameraError } from '../../core/errors.ts';

export function winFailure(
  code: ErrorCode,
  call: string,
  number: number,
  message: string,
  options: ErrorOptions = {},
): SharedCameraError {
  return new SharedCameraError(code, `${message} (${call}: error ${number})`, { ...options, os: { call, number } });
}
