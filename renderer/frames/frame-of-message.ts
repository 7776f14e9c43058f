import { decodeFrameHeader, FRAME_HEADER_BYTES, type FrameHeader } from '../../backend/frame-message.ts';
import { checkLayout, leastBytes } from '../../native/core/layout.ts';
import { type Frame, frameLayout } from './frame.ts';

/** No real picture is larger (16 384 x 16 384 RGBA); a length beyond it means that the stream is not ours. */
const MAX_PIXEL_BYTES = 2 ** 30;

/** The frame in a buffer that holds it and nothing else: header, pixels. Throws on what is not a frame. */
export function frameOfMessage(buffer: ArrayBuffer): Frame {
  const header = checkedHeader(new Uint8Array(buffer));
  const have = buffer.byteLength - FRAME_HEADER_BYTES;
  if (have !== header.pixelBytes) throw new Error(`A frame of ${header.pixelBytes} bytes arrived with ${have}.`);
  return { header, pixels: new Uint8Array(buffer, FRAME_HEADER_BYTES) };
}

/** `bytes` begin with a header. Throws where they do not, or where its numbers do not fit together. */
export function checkedHeader(bytes: Uint8Array): FrameHeader {
  const header = decodeFrameHeader(bytes);
  if (!header) throw new Error('The stream holds something that is not a frame.');
  const need = leastBytes(checkLayout(frameLayout(header)));
  if (header.pixelBytes < need || header.pixelBytes > MAX_PIXEL_BYTES)
    throw new Error(
      `A ${header.width} x ${header.height} ${header.format} frame has ${header.pixelBytes} bytes instead of ${need}.`,
    );
  return header;
}
