/** The thread that writes one recording: a slow disk or a busy encoder makes nobody else wait. */
import { parentPort, workerData } from 'node:worker_threads';
import { RecordingWriter } from './recording-writer.ts';
import type { ToWriter, WriterOptions } from './writer-messages.ts';

const writer = new RecordingWriter(workerData as WriterOptions, (message) => {
  parentPort?.postMessage(message);
  // Nothing comes after it: the thread ends by itself.
  if (message.kind === 'ended') parentPort?.close();
});
parentPort?.on('message', (message: ToWriter) => void writer.handle(message));
