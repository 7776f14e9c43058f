import type { SessionAddresses } from '../../bridge/shell.ts';
import type { FromReader, ToReader } from './messages.ts';

/** The page's side of the worker that reads. */
export class FrameReader {
  readonly #worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { type: 'module', name: 'reader' });

  constructor(onLost: (stream: number) => void, onFault: (event: ErrorEvent) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromReader>) => data.streams.forEach(onLost);
    this.#worker.onerror = onFault;
  }

  /** The port on which the frames of this stream come; buffers go back on it. */
  open(stream: number, epoch: number, addresses: SessionAddresses): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#post({ type: 'open', stream, epoch, addresses, port: port1 }, [port1]);
    return port2;
  }

  close(stream: number): void {
    this.#post({ type: 'close', stream });
  }

  #post(message: ToReader, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
