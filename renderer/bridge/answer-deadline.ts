import type { CommandName } from '../../backend/contract.ts';
import { SharedCameraError } from '../../native/core/errors.ts';

export const ANSWER_DEADLINE_MS = 10_000;

/** Those of the desktop program may ask a person first, who takes the time that it takes. */
export function hasDeadline(command: CommandName): boolean {
  return !command.startsWith('shell.');
}

export function answerTooLate(command: CommandName): SharedCameraError {
  return new SharedCameraError('TIMEOUT', `"${command}" was not answered within ${ANSWER_DEADLINE_MS / 1000} s.`, {
    cause: 'The program is busy, stopped, or ended without closing the connection.',
    remedy: 'Try again; if it stays like this, restart the program.',
  });
}
