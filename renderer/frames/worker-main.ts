import type { Credit } from '../../backend/contract.ts';
import { CreditSocket } from './credit-socket.ts';
import type { Frame } from './frame.ts';
import { readFrames } from './http-frames.ts';
import { KEPT_BYTES } from './kept-frames.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { PainterPool } from './painters/painter-pool.ts';
import { frameOfMessage } from './record-assembler.ts';
import { ViewPresenter } from './view-presenter.ts';

const STATS_INTERVAL_MS = 500;

/** The part of a worker's global scope that is used here; the renderer is compiled with the types of a window. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

interface Stream {
  readonly view: ViewPresenter;
  close(): void;
}

/** The one worker for all canvases: takes frames from the shell, draws each view's newest one, gives credits back. */
export function startFrameWorker(): void {
  const scope = self as unknown as WorkerScope;
  const post = (message: FromWorker) => scope.postMessage(message);
  const painters = new PainterPool();
  const views = new Map<number, ViewPresenter>();
  const streams = new Map<number, Stream>();
  let credits: CreditSocket | undefined;

  function expectStream(view: ViewPresenter, stream: number): void {
    for (const [number, open] of streams) if (open.view === view) closeStream(number);
    streams.set(stream, { view, close: () => undefined });
    view.begin(stream);
  }

  function closeStream(stream: number): void {
    streams.get(stream)?.close();
    streams.delete(stream);
  }

  function lose(stream: number, reason: string): void {
    if (!streams.has(stream)) return;
    closeStream(stream);
    post({ type: 'lost', stream, reason });
  }

  function receive(stream: number, frame: Frame, done: (credit: Credit) => void): void {
    const { epoch, sequence } = frame.header;
    streams.get(stream)?.view.offer(stream, frame, () => done({ stream, epoch, sequence }));
  }

  function openPort({ stream, epoch, port }: Extract<ToWorker, { type: 'port' }>): void {
    const expected = streams.get(stream);
    if (!expected) {
      port.close();
      return;
    }
    streams.set(stream, { view: expected.view, close: () => port.close() });
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer)) return;
      try {
        receive(stream, frameOfMessage(data), (credit) => port.postMessage(credit));
      } catch (error) {
        lose(stream, messageOf(error));
      }
    };
    port.addEventListener('close', () => lose(stream, 'The program closed the stream.'));
    port.postMessage({ stream, epoch, sequence: 0 } satisfies Credit);
  }

  function openFetch({ stream, epoch, frames, credits: address }: Extract<ToWorker, { type: 'fetch' }>): void {
    const expected = streams.get(stream);
    if (!expected) return;
    if (credits?.address !== address) {
      credits?.close();
      credits = new CreditSocket(address, () => {
        for (const open of [...streams.keys()]) lose(open, 'The connection for credits was lost.');
      });
    }
    const socket = credits;
    const abort = new AbortController();
    streams.set(stream, { view: expected.view, close: () => abort.abort() });
    socket.send({ stream, epoch, sequence: 0 });
    readFrames(frames, abort.signal, (frame) => receive(stream, frame, (credit) => socket.send(credit))).then(
      () => lose(stream, 'The program ended the stream.'),
      (error: unknown) => {
        if (!abort.signal.aborted) lose(stream, messageOf(error));
      },
    );
  }

  scope.onmessage = ({ data: message }) => {
    switch (message.type) {
      case 'drawing':
        painters.drawing = message.drawing;
        return;
      case 'view':
        views.set(
          message.view,
          new ViewPresenter(message.view, message.surfaces, painters, post, () => KEPT_BYTES / Math.max(1, views.size)),
        );
        return;
      case 'close-view': {
        const view = views.get(message.view);
        for (const [number, open] of streams) if (open.view === view) closeStream(number);
        view?.close();
        views.delete(message.view);
        return;
      }
      case 'expect': {
        const view = views.get(message.view);
        if (view) expectStream(view, message.stream);
        return;
      }
      case 'close-stream':
        closeStream(message.stream);
        post({ type: 'closed', stream: message.stream });
        return;
      case 'fetch':
        openFetch(message);
        return;
      case 'port':
        openPort(message);
        return;
      case 'forget-frames':
        views.get(message.view)?.forgetFrames();
        return;
      case 'freeze':
        views.get(message.view)?.freeze(message.frozen);
        return;
      case 'step':
        views.get(message.view)?.step(message.by);
        return;
    }
  };

  setInterval(() => {
    for (const view of views.values()) view.report();
  }, STATS_INTERVAL_MS);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
