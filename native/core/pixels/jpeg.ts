/** What a JPEG says of itself, without decoding it: where it ends and how large its picture is. */
export interface JpegExtent {
  /** Bytes from SOI to EOI, both included. */
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** A picture that breaks off may have said how large it is. */
export type JpegResult = JpegExtent | { readonly problem: string; readonly width?: number; readonly height?: number };

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;
/** Markers that carry no length: restarts, and one that is for private use. */
const isBare = (marker: number) => marker === TEM || (marker >= 0xd0 && marker <= 0xd7);
/** Frame headers SOF0 to SOF15; DHT, JPG and DAC lie between them. */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Whether bytes begin as every JPEG does. */
export function startsAsJpeg(bytes: Uint8Array, offset = 0): boolean {
  return bytes[offset] === 0xff && bytes[offset + 1] === SOI && bytes[offset + 2] === 0xff;
}

/**
 * Walks through the segments of the JPEG at the start of `bytes`, which may go on behind it. What is torn or no JPEG gives a reason in words;
 * sizes that no picture has are among them. Never reads beyond the bytes.
 */
export function jpegExtent(bytes: Uint8Array): JpegResult {
  if (!startsAsJpeg(bytes)) return { problem: 'it does not begin with the marker of a JPEG (SOI)' };
  let size: { readonly width: number; readonly height: number } | undefined;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return { problem: `a marker is missing at byte ${at}`, ...size };
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    if (marker === EOI) return size ? { length: at + 2, ...size } : { problem: 'it ends before it says how large it is' };
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2) return { problem: `a segment at byte ${at} has no length`, ...size };
    if (isFrameHeader(marker)) {
      const word = (offset: number) => ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
      size = { height: word(at + 5), width: word(at + 7) };
      if (size.width === 0 || size.height === 0) return { problem: `its picture has ${size.width} x ${size.height} pixels` };
    }
    at += 2 + length;
    if (marker === SOS) at = endOfScan(bytes, at);
  }
  return { problem: `it breaks off after ${bytes.length} bytes, before its end marker (EOI)`, ...size };
}

/** Where the next marker stands that is not part of the compressed data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isBare(next)) return at;
  }
  return bytes.length;
}
