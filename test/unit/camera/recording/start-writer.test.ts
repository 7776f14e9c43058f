import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FromWriter, WriterOptions } from '../../../../native/camera/recording/writer-messages.ts';

class FakeWorker extends EventEmitter {
  static last: FakeWorker | undefined;
  readonly postMessage = vi.fn();
  readonly terminate = vi.fn(async () => this.emit('exit', 1));
  constructor() {
    super();
    FakeWorker.last = this;
  }
}
vi.mock('node:worker_threads', () => ({ Worker: FakeWorker }));
const { startWriterThread } = await import('../../../../native/camera/recording/start-writer.ts');

const progress = { path: null, frames: 1, bytes: 2, seconds: 3, freeBytes: null };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const told: FromWriter[] = [];
  const writer = startWriterThread({} as WriterOptions, (message) => told.push(message));
  const worker = FakeWorker.last;
  if (!worker) throw new Error('No thread was started.');
  return { told, writer, worker };
}

it('gives a thread up that does nothing more once its end was asked for, and says so once', () => {
  const { told, writer, worker } = start();
  vi.advanceTimersByTime(600_000);
  writer.send({ kind: 'end', keep: true });
  vi.advanceTimersByTime(30_000);
  worker.emit('message', { kind: 'written', slot: 0, progress });
  vi.advanceTimersByTime(30_000);
  expect(told.map(({ kind }) => kind)).toEqual(['written']);
  vi.advanceTimersByTime(10_000);
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(told.map(({ kind }) => kind)).toEqual(['written', 'ended']);
  expect(told[1]).toMatchObject({ reason: 'failed', error: { message: expect.stringContaining('hangs') } });
});

it('leaves one alone that has ended', () => {
  const { told, writer, worker } = start();
  writer.send({ kind: 'end', keep: true });
  worker.emit('message', { kind: 'ended', reason: 'asked', error: undefined, parts: [], progress });
  vi.advanceTimersByTime(600_000);
  worker.emit('exit', 0);
  expect(worker.terminate).not.toHaveBeenCalled();
  expect(told).toHaveLength(1);
});
