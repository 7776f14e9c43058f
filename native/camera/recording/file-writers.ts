import { SharedCameraError } from '../../core/errors.ts';
import { getOsBackend } from '../../os/index.ts';

/** Somebody, this process included, writes the file now, as far as the system tells. */
export function isWritten(path: string): boolean {
  return getOsBackend().fileWriters(path) !== undefined;
}

/** To mend a file or to take it away under the hands of who writes it would spoil it. */
export function refuseWritten(path: string): void {
  const writers = getOsBackend().fileWriters(path);
  if (!writers) return;
  const who =
    writers.length === 0
      ? 'another program'
      : `process ${writers.join(' or ')}${writers.includes(process.pid) ? ' (this one)' : ''}`;
  throw new SharedCameraError('USAGE', `"${path}" is being written by ${who}.`, {
    cause: 'It is a recording that still runs.',
    remedy: 'End that recording; its file then becomes whole by itself.',
  });
}
