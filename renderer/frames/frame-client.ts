import type { Bridge } from '../../backend/contract.ts';
import type { FrameSource, SessionAddresses } from '../bridge/shell.ts';
import { t } from '../texts/texts.ts';
import { FrameView, type FrameViewEvents } from './frame-view.ts';
import type { Drawing, FromWorker, ToWorker } from './messages.ts';
import { FrameReader } from './reader/frame-reader.ts';

/** The page's side of the workers that read and draw frames: makes views, passes ports and messages on. React never sees a pixel. */
export class FrameClient {
  readonly #worker = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module', name: 'frames' });
  readonly #views = new Map<number, FrameView>();
  readonly #bridge: Bridge;
  /** Where frames have to be fetched; elsewhere ports bring them. */
  readonly #reader: FrameReader | undefined;
  readonly #addresses: () => SessionAddresses | undefined = () => undefined;
  #lastView = 0;
  #lastStream = 0;

  constructor(bridge: Bridge, source: FrameSource, onFault: (text: string) => void) {
    this.#bridge = bridge;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    const tellFault = ({ message }: ErrorEvent) => onFault(message ? t('page.paintFault', { message }) : t('page.paintMissing'));
    this.#worker.onerror = tellFault;
    if (source.kind === 'http') {
      this.#addresses = source.addresses;
      this.#reader = new FrameReader((stream) => this.#lost(stream), tellFault);
    } else {
      source.onPort((stream, epoch, port) => this.#post({ type: 'port', stream, epoch, port, returns: false }, [port]));
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
      read: (stream, epoch) => this.#read(stream, epoch),
      closed: () => this.#views.delete(id),
    });
    this.#views.set(id, view);
    return view;
  }

  #read(stream: number, epoch: number): void {
    const addresses = this.#addresses();
    const port = addresses && this.#reader?.open(stream, epoch, addresses);
    if (port) this.#post({ type: 'port', stream, epoch, port, returns: true }, [port]);
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
    if (message.type === 'close-stream') this.#reader?.close(message.stream);
  }

  #lost(stream: number): void {
    for (const view of this.#views.values()) view.streamLost(stream);
  }

  #receive(message: FromWorker): void {
    if (message.type === 'lost') {
      this.#lost(message.stream);
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
