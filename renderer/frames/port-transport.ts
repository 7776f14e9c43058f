import type { Credit } from '../../backend/contract.ts';
import { frameOfMessage } from './record-assembler.ts';
import { StreamCredits } from './stream-credits.ts';
import { messageOf, type OpenStream, type StreamReceiver } from './transport.ts';

/** The desktop shell: each stream has a port of its own, on which frames come in and credits go out. Frames may come past it, too. */
export function openPortStream(port: MessagePort, stream: number, epoch: number, receiver: StreamReceiver): OpenStream {
  const credits = new StreamCredits((sequence) => port.postMessage({ stream, epoch, sequence } satisfies Credit));
  const take = (message: unknown): void => {
    if (!(message instanceof ArrayBuffer)) return;
    try {
      const frame = frameOfMessage(message);
      receiver.frame(frame, (fate) => credits.done(frame.header, fate));
    } catch (error) {
      receiver.lost(messageOf(error));
    }
  };
  port.onmessage = ({ data }: MessageEvent<unknown>) => take(data);
  port.addEventListener('close', () => receiver.lost('The program closed the stream.'));
  credits.start();
  return {
    take: (of, frame) => {
      if (of === epoch) take(frame);
    },
    close: () => port.close(),
  };
}
