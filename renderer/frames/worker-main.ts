import { Comparison } from './compare/comparison.ts';
import { JpegStage } from './jpeg-stage.ts';
import { KEPT_BYTES } from './kept-frames.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { PainterPool } from './painters/painter-pool.ts';
import { openPortStream } from './port-transport.ts';
import { messageOf, type OpenStream, type StreamReceiver } from './transport.ts';
import { ViewPresenter } from './view-presenter.ts';

const STATS_INTERVAL_MS = 500;

/** The part of a worker's global scope that is used here; the renderer is compiled with the types of a window. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

interface Stream extends OpenStream {
  readonly view: ViewPresenter;
}

/** The one worker for all canvases: takes frames, draws each view's newest one, gives credits back. */
export function startFrameWorker(): void {
  const scope = self as unknown as WorkerScope;
  const post = (message: FromWorker) => scope.postMessage(message);
  const painters = new PainterPool();
  const views = new Map<number, ViewPresenter>();
  const streams = new Map<number, Stream>();
  /** By the view whose place they take. */
  const comparisons = new Map<number, Comparison>();

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

  /** Connects a stream to the view that expects it; false where none does any more. */
  function open(stream: number, connect: (receiver: StreamReceiver) => OpenStream): boolean {
    const expected = streams.get(stream);
    if (!expected) return false;
    const { view } = expected;
    const jpegs = new JpegStage();
    const connected = connect({
      frame: (frame, done) =>
        jpegs.take(
          frame,
          (decoded) => view.offer(stream, decoded, done),
          (reason) => {
            frame.recycle?.();
            view.refuse(stream, frame, reason);
            done('superseded');
          },
        ),
      lost: (reason) => lose(stream, reason),
    });
    streams.set(stream, { ...connected, view });
    return true;
  }

  function openPort({ port, ...of }: Extract<ToWorker, { type: 'port' }>): void {
    if (!open(of.stream, (receiver) => openPortStream(port, of, receiver))) port.close();
  }

  /** Answered in any case: somebody waits for it. */
  function take({ view, question }: Extract<ToWorker, { type: 'take' }>): void {
    try {
      const frame = views.get(view)?.take();
      scope.postMessage({ type: 'taken', view, question, frame }, frame ? [frame.pixels.buffer] : []);
    } catch (error) {
      post({ type: 'taken', view, question, failure: messageOf(error) });
    }
  }

  function compare({ view, other, surface }: Extract<ToWorker, { type: 'compare' }>): void {
    endComparison(view);
    const a = views.get(view);
    const b = views.get(other);
    if (a && b) comparisons.set(view, new Comparison(view, a, b, surface, post));
  }

  function endComparison(view: number): void {
    comparisons.get(view)?.close();
    comparisons.delete(view);
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
        endComparison(message.view);
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
        return;
      case 'port':
        openPort(message);
        return;
      case 'frame':
        streams.get(message.stream)?.take?.(message.epoch, message.frame);
        return;
      case 'forget-frames':
        views.get(message.view)?.forgetFrames();
        return;
      case 'display':
        views.get(message.view)?.show(message.display);
        return;
      case 'measure':
        views.get(message.view)?.measure(message.measures);
        return;
      case 'freeze':
        views.get(message.view)?.freeze(message.frozen);
        return;
      case 'step':
        views.get(message.view)?.step(message.by);
        return;
      case 'take':
        take(message);
        return;
      case 'look':
        views.get(message.view)?.look.change(message.look);
        return;
      case 'compare':
        compare(message);
        return;
      case 'comparing':
        comparisons.get(message.view)?.change(message.comparing);
        return;
      case 'end-compare':
        endComparison(message.view);
        return;
      case 'surface':
        views.get(message.view)?.look.setSurface(message.kind, message.surface);
        return;
    }
  };

  setInterval(() => {
    for (const view of views.values()) view.report();
  }, STATS_INTERVAL_MS);
}
