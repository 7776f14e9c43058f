import { encodeFrameHeader, FRAME_HEADER_BYTES, type FrameHeader } from '../../../../backend/frame-message.ts';
import { layoutBytes, minimumStride } from '../../../../native/core/layout.ts';

/** Of frame `sequence`: its rows as close as they can be. */
export function header(
  sequence: number,
  width: number,
  height: number,
  format: FrameHeader['format'] = 'RGB24',
  stream = 1,
): FrameHeader {
  const strideBytes = minimumStride(format, width);
  return {
    stream,
    epoch: 1,
    sequence,
    width,
    height,
    strideBytes,
    format,
    sourceWidth: width,
    sourceHeight: height,
    crop: { x: 0, y: 0, width, height },
    frameNumber: sequence,
    publishedAtMs: 1,
    copiedAtMs: 2,
    lockWaitUs: 3,
    copyUs: 4,
    pixelBytes: layoutBytes({ width, height, format, strideBytes, offsetBytes: 0 }),
    produced: sequence,
    skipped: 0,
    torn: 0,
  };
}

/** Header and pixels, each with a value of its own. */
export function record(of: FrameHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + of.pixelBytes);
  encodeFrameHeader(of, bytes);
  for (let i = FRAME_HEADER_BYTES; i < bytes.length; i++) bytes[i] = (i * 31 + of.sequence) & 255;
  return bytes;
}
