import type { Bridge } from '../../backend/contract.ts';
import type { FrameSource } from '../bridge/shell.ts';
import { t } from '../texts/texts.ts';
import { FrameView, type FrameViewEvents } from './frame-view.ts';
import type { Drawing, FromWorker, ToWorker } from './messages.ts';

/** The page's side of the frame worker: makes views, passes ports and messages on. React never sees a pixel. */
export class FrameClient {
  readonly #worker = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module', name: 'frames' });
  readonly #views = new Map<number, FrameView>();
  readonly #bridge: Bridge;
  readonly #source: FrameSource;
  #lastView = 0;
  #lastStream = 0;

  constructor(bridge: Bridge, source: FrameSource, onFault: (text: string) => void) {
    this.#bridge = bridge;
    this.#source = source;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    this.#worker.onerror = ({ message }) => onFault(message ? t('page.paintFault', { message }) : t('page.paintMissing'));
    if (source.kind === 'ports') {
      source.onPort((stream, epoch, port) => this.#post({ type: 'port', stream, epoch, port }, [port]));
      source.onFrame((stream, epoch, frame) => this.#post({ type: 'frame', stream, epoch, frame }, [frame]));
    }
    document.addEventListener('visibilitychange', () => this.#tellVisibility());
    bridge.onConnection((connected) => {
      if (connected) this.#tellVisibility();
      for (const view of this.#views.values()) view.connectionChanged(connected);
    });
  }

  set drawing(drawing: Drawing) {
    this.#post({ type: 'drawing', drawing });
  }

  /** A new view in `host`; it lives until it is closed. */
  open(host: HTMLElement, events: FrameViewEvents): FrameView {
    this.#lastView++;
    const id = this.#lastView;
    const view = new FrameView(id, host, events, {
      post: (message, transfer) => this.#post(message, transfer),
      nextStream: () => ++this.#lastStream,
      bridge: this.#bridge,
      source: this.#source,
      closed: () => this.#views.delete(id),
    });
    this.#views.set(id, view);
    return view;
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: FromWorker): void {
    if (message.type === 'lost') {
      for (const view of this.#views.values()) view.streamLost(message.stream);
      return;
    }
    const view = this.#views.get(message.view);
    if (message.type === 'picture') view?.pictureChanged(message.picture);
    else if (message.type === 'stats') view?.statsMeasured(message.stats);
    else if (message.type === 'levels') view?.levelsTold(message.levels, message.values);
    else if (message.type === 'refused') view?.frameRefused(message.reason);
    else view?.looked(message);
  }

  #tellVisibility(): void {
    const visible = document.visibilityState === 'visible';
    this.#bridge.request('stream.visibility', { visible }).catch(() => undefined); // told again with the next connection
    for (const view of this.#views.values()) view.visibilityChanged(visible);
  }
}
