import { fourCCText, type PixelFormat } from '../../core/formats.ts';
import { checkLayoutFits, type FrameLayout } from '../../core/layout.ts';
import type { Trailer } from '../../core/trailer.ts';

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
