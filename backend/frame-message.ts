/**
 * One frame on its way to a screen: a fixed header and the pixels. The desktop shell posts it as one ArrayBuffer over a MessagePort,
 * the browser shell writes it as one length-prefixed record of the streaming response that carries all streams of a page. Little-endian.
 */
import type { Rectangle } from '../native/core/copy-plan.ts';
import { PIXEL_FORMAT_NAMES, type PixelFormat } from '../native/core/formats.ts';

export const FRAME_HEADER_BYTES = 120;
const FRAME_MAGIC = 0x46_43_53_31; // "1SCF" in memory order

export interface FrameHeader {
  /** The stream of the page that this frame belongs to. */
  readonly stream: number;
  /** Starts anew with every subscription, so that a late credit of an earlier one is not counted. */
  readonly epoch: number;
  /** Counts the frames of this subscription from 1. */
  readonly sequence: number;
  readonly width: number;
  readonly height: number;
  readonly strideBytes: number;
  readonly format: PixelFormat;
  /** Size of the whole picture, when this one was made smaller for a small view. */
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** What of the whole picture this is: all of it, or the part that is in sight. */
  readonly crop: Rectangle;
  /** Frame number of the trailer, 0 without one. */
  readonly frameNumber: number;
  /** Milliseconds since the Unix epoch when the publisher published (trailer) and when we copied it. Age = now - published. */
  readonly publishedAtMs: number;
  readonly copiedAtMs: number;
  readonly lockWaitUs: number;
  readonly copyUs: number;
  readonly pixelBytes: number;
  /** Since the stream was opened, up to and with this frame: what the camera produced, and what of it never became a frame of this stream. */
  readonly produced: number;
  readonly skipped: number;
  readonly torn: number;
}

/** Writes the header into the first FRAME_HEADER_BYTES bytes of `out`. */
export function encodeFrameHeader(header: FrameHeader, out: Uint8Array): void {
  const view = new DataView(out.buffer, out.byteOffset, FRAME_HEADER_BYTES);
  view.setUint32(0, FRAME_MAGIC, true);
  view.setUint32(4, header.pixelBytes, true);
  view.setUint32(8, header.epoch, true);
  view.setUint32(12, header.sequence, true);
  view.setUint32(16, header.width, true);
  view.setUint32(20, header.height, true);
  view.setUint32(24, header.strideBytes, true);
  view.setUint32(28, PIXEL_FORMAT_NAMES.indexOf(header.format), true);
  view.setUint32(32, header.sourceWidth, true);
  view.setUint32(36, header.sourceHeight, true);
  view.setFloat64(40, header.frameNumber, true);
  view.setFloat64(48, header.publishedAtMs, true);
  view.setFloat64(56, header.copiedAtMs, true);
  view.setFloat64(64, header.lockWaitUs, true);
  view.setFloat64(72, header.copyUs, true);
  view.setUint32(80, header.stream, true);
  view.setUint32(84, header.torn, true);
  view.setFloat64(88, header.produced, true);
  view.setFloat64(96, header.skipped, true);
  const { x, y, width, height } = header.crop;
  view.setUint32(104, x, true);
  view.setUint32(108, y, true);
  view.setUint32(112, width, true);
  view.setUint32(116, height, true);
}

/** Reads a header; undefined when the bytes are not one. */
export function decodeFrameHeader(bytes: Uint8Array): FrameHeader | undefined {
  if (bytes.length < FRAME_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, FRAME_HEADER_BYTES);
  if (view.getUint32(0, true) !== FRAME_MAGIC) return undefined;
  const format = PIXEL_FORMAT_NAMES[view.getUint32(28, true)];
  if (!format) return undefined;
  return {
    pixelBytes: view.getUint32(4, true),
    epoch: view.getUint32(8, true),
    sequence: view.getUint32(12, true),
    width: view.getUint32(16, true),
    height: view.getUint32(20, true),
    strideBytes: view.getUint32(24, true),
    format,
    sourceWidth: view.getUint32(32, true),
    sourceHeight: view.getUint32(36, true),
    frameNumber: view.getFloat64(40, true),
    publishedAtMs: view.getFloat64(48, true),
    copiedAtMs: view.getFloat64(56, true),
    lockWaitUs: view.getFloat64(64, true),
    copyUs: view.getFloat64(72, true),
    stream: view.getUint32(80, true),
    torn: view.getUint32(84, true),
    produced: view.getFloat64(88, true),
    skipped: view.getFloat64(96, true),
    crop: {
      x: view.getUint32(104, true),
      y: view.getUint32(108, true),
      width: view.getUint32(112, true),
      height: view.getUint32(116, true),
    },
  };
}
