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
/** Once its end was asked for; an encoder has 30 s to finish its file. */
const STUCK_MS = 35_000;

export const startWriterThread: StartWriter = (options, onMessage) => {
  const worker = new Worker(threadFile(FILE), { workerData: options });
  let ended = false;
  let stuck: NodeJS.Timeout | undefined;
  const tell = (message: FromWriter) => {
    if (ended) return;
    ended = message.kind === 'ended';
    if (ended) clearTimeout(stuck);
    else stuck?.refresh();
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
  const giveUp = () => {
    gone(`it did nothing for ${STUCK_MS / 1000} s, because the disk or the encoder hangs`);
    void worker.terminate();
  };
  return {
    send(message) {
      worker.postMessage(message);
      if (message.kind === 'end' && !ended) stuck ??= setTimeout(giveUp, STUCK_MS);
    },
  };
};
