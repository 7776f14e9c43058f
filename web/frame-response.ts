/**
 * One camera stream as one long response. Its end is the end of the connection, so there are no chunks: a frame is one gathered write of
 * its header and of the very buffer that the copy went into, which belongs to the socket until `send` is done.
 */
import type { ServerResponse } from 'node:http';
import { FRAME_HEADER_BYTES } from '../backend/frame-message.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { STALLED_READER_MS } from './limits.ts';

export interface FrameResponse {
  /** Settles when the socket has taken every byte, or never will: the buffer may be filled again. */
  send(frame: ArrayBuffer): Promise<void>;
  /** Ends the response; what is on its way is dropped. */
  end(): void;
}

/** `onGone` is called once, when the reader has gone, did not read for STALLED_READER_MS, or `end` was called. */
export function openFrameResponse(response: ServerResponse, onGone: () => void): FrameResponse {
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.socket?.setNoDelay(true);
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/octet-stream' });
  response.flushHeaders();

  const header = Buffer.allocUnsafeSlow(FRAME_HEADER_BYTES);
  let settle: (() => void) | undefined;
  response.once('close', () => {
    settle?.();
    onGone();
  });
  response.on('error', () => response.destroy());

  return {
    send(frame) {
      return new Promise((resolve) => {
        if (response.destroyed) {
          resolve();
          return;
        }
        const stalled = setTimeout(() => response.destroy(), STALLED_READER_MS);
        settle = () => {
          clearTimeout(stalled);
          settle = undefined;
          resolve();
        };
        // The header is shared with the camera's other streams and changes as soon as we return.
        header.set(new Uint8Array(frame, 0, FRAME_HEADER_BYTES));
        response.cork();
        response.write(header);
        response.write(new Uint8Array(frame, FRAME_HEADER_BYTES), () => settle?.());
        response.uncork();
      });
    },
    end() {
      if (settle) response.destroy();
      else response.end();
    },
  };
}
