import { Worker } from 'node:worker_threads';
import { SharedCameraError } from '../../core/errors.ts';
import { threadFile } from '../thread-file.ts';
import type { FromWriter, ToWriter, WriterOptions } from './writer-messages.ts';

/** A writer at work. `onMessage` ends with an `ended`, whatever happens. */
export interface Writer {
  send(message: ToWriter): void;
}

export type StartWriter = (options: WriterOptions, onMessage: (message: FromWriter) => void) => Writer;

const FILE = 'recording-writer.js';

export const startWriterThread: StartWriter = (options, onMessage) => {
  const worker = new Worker(threadFile(FILE), { workerData: options });
  let ended = false;
  const tell = (message: FromWriter) => {
    if (ended) return;
    ended = message.kind === 'ended';
    onMessage(message);
  };
  const gone = (reason: string) => {
    const error = new SharedCameraError('GENERAL_FAILURE', `The thread that writes the recording ended: ${reason}.`, {
      remedy: 'What was written lies beside the recordings as a .part file; `sharedcam record --recover FILE` makes it whole.',
    }).report();
    const progress = { path: null, frames: 0, bytes: 0, seconds: 0, freeBytes: null };
    tell({ kind: 'ended', reason: 'failed', error, parts: [], progress });
  };
  worker.on('message', tell);
  worker.on('error', (error: unknown) => gone(error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => gone('it said nothing'));
  return { send: (message) => worker.postMessage(message) };
};
