import type { Credit } from '../../backend/contract.ts';
import type { Frame } from './frame.ts';
import { frameOfMessage } from './frame-of-message.ts';
import { StreamCredits } from './stream-credits.ts';
import { messageOf, type OpenStream, type StreamReceiver } from './transport.ts';

/**
 * Each stream has a port of its own, on which frames come in and credits go out: from the desktop shell, or from the worker that reads for
 * the browser shell, which `returns` says: it takes buffers back. Frames may come past the port, too.
 */
export function openPortStream(
  port: MessagePort,
  { stream, epoch, returns }: { readonly stream: number; readonly epoch: number; readonly returns: boolean },
  receiver: StreamReceiver,
): OpenStream {
  const credits = new StreamCredits((sequence) => port.postMessage({ stream, epoch, sequence } satisfies Credit));
  const take = (message: unknown): void => {
    if (!(message instanceof ArrayBuffer)) return;
    try {
      const frame = frameOfMessage(message);
      const recycled: Frame = returns ? { ...frame, recycle: () => port.postMessage(message, [message]) } : frame;
      receiver.frame(recycled, (fate) => credits.done(frame.header, fate));
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
