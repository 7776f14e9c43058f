import type { Credit } from '../../../backend/contract.ts';
import type { SessionAddresses } from '../../bridge/shell.ts';
import { messageOf } from '../transport.ts';
import { CreditSocket } from './credit-socket.ts';
import { readFrames } from './http-frames.ts';
import { type FrameRecord, RecordAssembler } from './record-assembler.ts';

interface Receiving {
  readonly epoch: number;
  readonly port: MessagePort;
}

/**
 * The browser shell: one response brings the frames of all streams, one socket takes their credits. Each stream has a port to the worker
 * that draws, as on the desktop: frames go out on it, their buffers come back, and so do the credits. A stream that closes leaves response
 * and socket open; a transport that has lost either has lost every stream, and another one takes its place.
 */
export class HttpTransport {
  readonly address: string;
  readonly #credits: CreditSocket;
  readonly #assembler = new RecordAssembler();
  readonly #abort = new AbortController();
  readonly #streams = new Map<number, Receiving>();
  readonly #onLost: (streams: readonly number[], reason: string) => void;
  /** Credits that were given before the response had begun: they would be answered with frames that nobody reads. */
  #early: Credit[] | undefined = [];
  #lost = false;

  constructor({ frames, credits }: SessionAddresses, onLost: (streams: readonly number[], reason: string) => void) {
    this.address = frames;
    this.#onLost = onLost;
    this.#credits = new CreditSocket(credits, () => this.#lose('The connection for credits was lost.'));
    const reading = { onOpen: () => this.#begin(), onRecord: (record: FrameRecord) => this.#receive(record) };
    readFrames(frames, this.#abort.signal, this.#assembler, reading).then(
      () => this.#lose('The program ended the stream.'),
      (error: unknown) => this.#lose(messageOf(error)),
    );
  }

  get lost(): boolean {
    return this.#lost;
  }

  open(stream: number, epoch: number, port: MessagePort): void {
    this.#streams.set(stream, { epoch, port });
    this.#assembler.expect(stream);
    port.onmessage = ({ data }: MessageEvent<Credit | ArrayBuffer>) => {
      if (data instanceof ArrayBuffer) this.#assembler.keep(stream, data);
      else if (this.#early) this.#early.push(data);
      else this.#credits.send(data);
    };
  }

  closeStream(stream: number): void {
    this.#streams.get(stream)?.port.close();
    this.#streams.delete(stream);
    this.#assembler.forget(stream);
  }

  close(): void {
    this.#lost = true;
    this.#abort.abort();
    this.#credits.close();
    for (const stream of [...this.#streams.keys()]) this.closeStream(stream);
  }

  #begin(): void {
    for (const credit of this.#early ?? []) this.#credits.send(credit);
    this.#early = undefined;
  }

  #receive({ header: { stream, epoch }, buffer }: FrameRecord): void {
    const open = this.#streams.get(stream);
    // Else it is the last frame of a stream that was closed meanwhile.
    if (open?.epoch === epoch) open.port.postMessage(buffer, [buffer]);
    else this.#assembler.keep(stream, buffer);
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    const streams = [...this.#streams.keys()];
    this.close();
    this.#onLost(streams, reason);
  }
}
