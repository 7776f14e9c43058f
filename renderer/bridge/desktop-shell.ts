import type { Bridge, CommandName } from '../../backend/contract.ts';
import { type ErrorReport, SharedCameraError } from '../../native/core/errors.ts';
import { ANSWER_DEADLINE_MS, answerTooLate, hasDeadline } from './answer-deadline.ts';
import type { Shell } from './shell.ts';

const STREAM_TAG = 'shared-camera:stream';
const FRAME_TAG = 'shared-camera:frame';

interface StreamMessage {
  readonly tag: string;
  readonly stream: number;
  readonly epoch: number;
  readonly frame?: unknown;
}

export function desktopShell(bridge: Bridge): Shell {
  return {
    bridge: {
      ...bridge,
      // What is thrown in the preload script arrives here as a plain report.
      request: (command, argument) =>
        inTime(
          command,
          bridge.request(command, argument).catch((report: ErrorReport) => {
            throw SharedCameraError.fromReport(report);
          }),
        ),
    },
    frames: {
      kind: 'ports',
      onPort: (listener) =>
        onStreamMessage(STREAM_TAG, ({ stream, epoch }, port) => {
          if (port) listener(stream, epoch, port);
        }),
      onFrame: (listener) =>
        onStreamMessage(FRAME_TAG, ({ stream, epoch, frame }) => {
          if (frame instanceof ArrayBuffer) listener(stream, epoch, frame);
        }),
    },
  };
}

async function inTime<T>(command: CommandName, answer: Promise<T>): Promise<T> {
  if (!hasDeadline(command)) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(answerTooLate(command)), ANSWER_DEADLINE_MS);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function onStreamMessage(tag: string, listener: (message: StreamMessage, port: MessagePort | undefined) => void): () => void {
  const onMessage = ({ source, data, ports }: MessageEvent<unknown>): void => {
    // These come from our own preload script, which shares the window with this page; a frame or another window does not.
    if (source === window && isStreamMessage(data) && data.tag === tag) listener(data, ports[0]);
  };
  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}

function isStreamMessage(data: unknown): data is StreamMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { tag, stream, epoch } = data as Partial<Record<keyof StreamMessage, unknown>>;
  return typeof tag === 'string' && typeof stream === 'number' && typeof epoch === 'number';
}
