import { encode } from 'fast-png';
import { fourCCText, type PixelFormat, pixelFormat } from '../core/formats.ts';
import { checkLayoutFits, type FrameLayout } from '../core/layout.ts';
import { convertToRgba } from '../core/pixels/convert.ts';
import type { Rendering } from '../core/pixels/display.ts';
import type { Trailer } from '../core/trailer.ts';

/** The frame as a PNG file: its samples as they are where they have 16 bits of grey, otherwise 8-bit RGB, as it is shown. */
export function encodePng(bytes: Uint8Array, layout: FrameLayout, rendering?: Rendering): Uint8Array {
  const { family, bits } = pixelFormat(layout.format);
  return family === 'gray' && bits === 16 && !rendering
    ? encodeGray16Png(bytes, layout)
    : encodeShownPng(bytes, layout, rendering);
}

function encodeGray16Png(bytes: Uint8Array, layout: FrameLayout): Uint8Array {
  checkLayoutFits(layout, bytes.byteLength);
  const { width, height, strideBytes, offsetBytes, format } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = pixelFormat(format).endian === 'little';
  const data = new Uint16Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = view.getUint16(offsetBytes + y * strideBytes + x * 2, littleEndian);
  return encode({ width, height, data, depth: 16, channels: 1 });
}

/** Each sample with the shade that it is shown in. */
function encodeShownPng(bytes: Uint8Array, layout: FrameLayout, rendering?: Rendering): Uint8Array {
  const { width, height } = layout;
  const rgba = new Uint8Array(width * height * 4);
  convertToRgba(layout, bytes, rgba, rendering);
  // In place: each pixel moves to the left, so none is overwritten before it is read.
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgba[to] = rgba[from] as number;
    rgba[to + 1] = rgba[from + 1] as number;
    rgba[to + 2] = rgba[from + 2] as number;
  }
  return encode({ width, height, data: rgba.subarray(0, width * height * 3), depth: 8, channels: 3 });
}

/** What is needed to read a raw dump later, written beside it as JSON. */
export interface DumpSidecar {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  readonly fourCC: string;
  readonly strideBytes: number;
  readonly offsetBytes: number;
  readonly bytes: number;
  /** Null without a trailer. Times are ISO 8601 (capture) and nanoseconds of the publisher's monotonic clock as text (publish). */
  readonly frameNumber: number | null;
  readonly captureTime: string | null;
  readonly publishTimeNs: string | null;
  readonly savedAt: string;
}

export interface DumpedFrame {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly layout: FrameLayout;
  readonly trailer?: Trailer | undefined;
}

export function dumpSidecar({ name, bytes, layout, trailer }: DumpedFrame): DumpSidecar {
  checkLayoutFits(layout, bytes.byteLength);
  const { width, height, format, strideBytes, offsetBytes } = layout;
  return {
    name,
    width,
    height,
    format,
    fourCC: fourCCText(format),
    strideBytes,
    offsetBytes,
    bytes: bytes.byteLength,
    frameNumber: trailer?.frameNumber ?? null,
    captureTime: trailer ? isoTime(trailer.captureTimeNs) : null,
    publishTimeNs: trailer?.publishTimeNs.toString() ?? null,
    savedAt: new Date().toISOString(),
  };
}

/** Null for a time that no calendar has: trailers are untrusted. */
function isoTime(nanoseconds: bigint): string | null {
  const date = new Date(Number(nanoseconds / 1_000_000n));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
