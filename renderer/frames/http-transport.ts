import type { SessionAddresses } from '../bridge/shell.ts';
import { CreditSocket } from './credit-socket.ts';
import type { Frame } from './frame.ts';
import { readFrames } from './http-frames.ts';
import { RecordAssembler } from './record-assembler.ts';
import { StreamCredits } from './stream-credits.ts';
import { messageOf, type OpenStream, type StreamReceiver } from './transport.ts';

interface Receiving {
  readonly epoch: number;
  readonly receiver: StreamReceiver;
  readonly credits: StreamCredits;
}

/**
 * The browser shell: one response brings the frames of all streams, one socket takes their credits. A stream that closes leaves both open;
 * a transport that has lost either has lost every stream, and another one takes its place.
 */
export class HttpTransport {
  readonly address: string;
  readonly #credits: CreditSocket;
  readonly #assembler = new RecordAssembler();
  readonly #abort = new AbortController();
  readonly #streams = new Map<number, Receiving>();
  #reading = false;
  #lost = false;

  constructor({ frames, credits }: SessionAddresses) {
    this.address = frames;
    this.#credits = new CreditSocket(credits, () => this.#lose('The connection for credits was lost.'));
    const reading = { onOpen: () => this.#begin(), onFrame: (frame: Frame) => this.#receive(frame) };
    readFrames(frames, this.#abort.signal, this.#assembler, reading).then(
      () => this.#lose('The program ended the stream.'),
      (error: unknown) => this.#lose(messageOf(error)),
    );
  }

  get lost(): boolean {
    return this.#lost;
  }

  open(stream: number, epoch: number, receiver: StreamReceiver): OpenStream {
    const credits = new StreamCredits((sequence) => this.#credits.send({ stream, epoch, sequence }));
    this.#streams.set(stream, { epoch, receiver, credits });
    this.#assembler.expect(stream);
    if (this.#reading) credits.start();
    return {
      close: () => {
        this.#streams.delete(stream);
        this.#assembler.forget(stream);
      },
    };
  }

  close(): void {
    this.#lost = true;
    this.#abort.abort();
    this.#credits.close();
  }

  /** Credits given earlier would be answered with frames that nobody reads. */
  #begin(): void {
    this.#reading = true;
    for (const { credits } of this.#streams.values()) credits.start();
  }

  #receive(frame: Frame): void {
    const { stream, epoch } = frame.header;
    const open = this.#streams.get(stream);
    // The last frame of a stream that was closed meanwhile.
    if (open?.epoch !== epoch) {
      frame.recycle?.();
      return;
    }
    open.receiver.frame(frame, (fate) => {
      if (this.#streams.get(stream) === open) open.credits.done(frame.header, fate);
    });
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    this.close();
    for (const { receiver } of [...this.#streams.values()]) receiver.lost(reason);
    this.#streams.clear();
  }
}
