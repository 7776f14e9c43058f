/**
 * All streams of one page as one long response, because a browser opens only six connections to one host. Its end is the end of the
 * connection, so there are no chunks: a frame is one gathered write of its header and of the very buffer that the copy went into, which
 * belongs to the socket until `send` is done. The streams take turns: a stream sends its next frame only when the one before is written,
 * and what waits is written in the order in which it came.
 */
import type { ServerResponse } from 'node:http';
import { FRAME_HEADER_BYTES } from '../backend/frame-message.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { STALLED_READER_MS, WRITE_AHEAD_BYTES } from './limits.ts';

export interface FrameResponse {
  /** Settles when the socket has taken every byte, or never will: the buffer may be filled again. At most one a stream. */
  send(stream: number, frame: ArrayBuffer): Promise<void>;
  /** The stream has ended: its frame that waits is dropped; one whose first byte is written goes out whole. */
  drop(stream: number): void;
  /** Ends the response; what is on its way is dropped. */
  end(): void;
}

interface WaitingFrame {
  readonly header: Uint8Array;
  readonly pixels: Uint8Array;
  readonly settle: () => void;
}

/** `onGone` is called once, when the reader has gone, did not read for STALLED_READER_MS, or `end` was called. */
export function openFrameResponse(response: ServerResponse, onGone: () => void): FrameResponse {
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.socket?.setNoDelay(true);
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'application/octet-stream' });
  response.flushHeaders();

  const waiting = new Map<number, WaitingFrame>();
  const underWay = new Set<WaitingFrame>();
  let bytesUnderWay = 0;
  let stalled: NodeJS.Timeout | undefined;

  response.once('close', () => {
    clearTimeout(stalled);
    for (const { settle } of [...waiting.values(), ...underWay]) settle();
    waiting.clear();
    underWay.clear();
    onGone();
  });
  response.on('error', () => response.destroy());

  /** Large frames go one by one; of small ones so many that the socket need not wait for us. */
  function write(): void {
    for (const [stream, frame] of waiting) {
      if (bytesUnderWay >= WRITE_AHEAD_BYTES || response.destroyed) return;
      waiting.delete(stream);
      underWay.add(frame);
      bytesUnderWay += frame.pixels.byteLength;
      stalled ??= setTimeout(() => response.destroy(), STALLED_READER_MS);
      response.cork();
      response.write(frame.header);
      response.write(frame.pixels, () => written(frame));
      response.uncork();
    }
  }

  function written(frame: WaitingFrame): void {
    // After the end the buffers have been given back already.
    if (!underWay.delete(frame)) return;
    bytesUnderWay -= frame.pixels.byteLength;
    if (underWay.size > 0) stalled?.refresh();
    else {
      clearTimeout(stalled);
      stalled = undefined;
    }
    frame.settle();
    write();
  }

  return {
    send(stream, frame) {
      return new Promise((resolve) => {
        if (response.destroyed) {
          resolve();
          return;
        }
        // The header is shared with the camera's other streams and changes as soon as we return.
        const header = new Uint8Array(frame.slice(0, FRAME_HEADER_BYTES));
        waiting.set(stream, { header, pixels: new Uint8Array(frame, FRAME_HEADER_BYTES), settle: resolve });
        write();
      });
    },
    drop(stream) {
      waiting.get(stream)?.settle();
      waiting.delete(stream);
    },
    end() {
      if (underWay.size > 0) response.destroy();
      else response.end();
    },
  };
}
