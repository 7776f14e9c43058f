import type { Bridge } from '../../backend/contract.ts';
import { type ErrorReport, SharedCameraError } from '../../native/core/errors.ts';
import type { Shell } from './shell.ts';

const STREAM_TAG = 'shared-camera:stream';

interface StreamMessage {
  readonly tag: typeof STREAM_TAG;
  readonly stream: number;
  readonly epoch: number;
}

export function desktopShell(bridge: Bridge): Shell {
  return {
    bridge: {
      ...bridge,
      // What is thrown in the preload script arrives here as a plain report.
      request: (command, argument) =>
        bridge.request(command, argument).catch((report: ErrorReport) => {
          throw SharedCameraError.fromReport(report);
        }),
    },
    frames: {
      kind: 'ports',
      onPort(listener) {
        const onMessage = ({ source, data, ports }: MessageEvent<unknown>): void => {
          const [port] = ports;
          // Ports come from our own preload script, which shares the window with this page; a frame or another window does not.
          if (source !== window || !isStreamMessage(data) || !port) return;
          listener(data.stream, data.epoch, port);
        };
        window.addEventListener('message', onMessage);
        return () => window.removeEventListener('message', onMessage);
      },
    },
  };
}

function isStreamMessage(data: unknown): data is StreamMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { tag, stream, epoch } = data as Partial<Record<keyof StreamMessage, unknown>>;
  return tag === STREAM_TAG && typeof stream === 'number' && typeof epoch === 'number';
}
