import type { FrameLayout } from '../layout.ts';

/**
 * RGB24, BGR24, RGBA, BGRA. A pixel of ours is a little-endian 32-bit number: red is its lowest byte, alpha its highest. Frames are opaque:
 * what cameras put into the fourth byte is padding more often than alpha.
 */
const OPAQUE = 0xff000000;

/** Rows can be read and written as 32-bit words. */
function isWordAligned(bytes: Uint8Array, layout: FrameLayout): boolean {
  return ((bytes.byteOffset + layout.offsetBytes) | layout.strideBytes) % 4 === 0;
}

/** Payloads may be longer than the 2 GiB that shifts can count. */
function wordsFrom(bytes: Uint8Array, offset: number): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset + offset, Math.floor((bytes.byteLength - offset) / 4));
}

function swapRedBlue(pixel: number): number {
  return (pixel & 0xff00ff00) | ((pixel & 0xff) << 16) | ((pixel >>> 16) & 0xff);
}

export function decodeThreeBytes(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array, blueFirst: boolean): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const words = isWordAligned(bytes, layout) ? wordsFrom(bytes, offsetBytes) : undefined;
  const fours = words ? width >> 2 : 0;
  for (let y = 0; y < height; y++) {
    let to = y * width;
    if (words) {
      // Three words hold four pixels.
      let from = (y * strideBytes) / 4;
      for (let i = 0; i < fours; i++, from += 3, to += 4) {
        const a = words[from] as number;
        const b = words[from + 1] as number;
        const c = words[from + 2] as number;
        out[to] = a | OPAQUE;
        out[to + 1] = (a >>> 24) | ((b & 0xffff) << 8) | OPAQUE;
        out[to + 2] = (b >>> 16) | ((c & 0xff) << 16) | OPAQUE;
        out[to + 3] = (c >>> 8) | OPAQUE;
      }
    }
    const end = (y + 1) * width;
    for (let from = offsetBytes + y * strideBytes + fours * 12; to < end; from += 3, to++) {
      out[to] = (bytes[from] as number) | ((bytes[from + 1] as number) << 8) | ((bytes[from + 2] as number) << 16) | OPAQUE;
    }
    if (blueFirst) for (let i = y * width; i < end; i++) out[i] = swapRedBlue(out[i] as number);
  }
}

export function decodeFourBytes(bytes: Uint8Array, layout: FrameLayout, out: Uint32Array, blueFirst: boolean): void {
  const { width, height, strideBytes, offsetBytes } = layout;
  const words = isWordAligned(bytes, layout) ? wordsFrom(bytes, offsetBytes) : undefined;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    if (words) {
      for (let to = y * width, from = (y * strideBytes) / 4; to < end; to++, from++) out[to] = (words[from] as number) | OPAQUE;
    } else {
      for (let to = y * width, from = offsetBytes + y * strideBytes; to < end; to++, from += 4)
        out[to] = (bytes[from] as number) | ((bytes[from + 1] as number) << 8) | ((bytes[from + 2] as number) << 16) | OPAQUE;
    }
    if (blueFirst) for (let i = y * width; i < end; i++) out[i] = swapRedBlue(out[i] as number);
  }
}

export function encodeThreeBytes(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  blueFirst: boolean,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const words = isWordAligned(out, layout) ? wordsFrom(out, offsetBytes) : undefined;
  const fours = words ? width >> 2 : 0;
  for (let y = firstRow; y < endRow; y++) {
    let from = y * width;
    if (words) {
      let to = (y * strideBytes) / 4;
      for (let i = 0; i < fours; i++, from += 4, to += 3) {
        let a = rgba[from] as number;
        let b = rgba[from + 1] as number;
        let c = rgba[from + 2] as number;
        let d = rgba[from + 3] as number;
        if (blueFirst) {
          a = swapRedBlue(a);
          b = swapRedBlue(b);
          c = swapRedBlue(c);
          d = swapRedBlue(d);
        }
        words[to] = (a & 0xffffff) | (b << 24);
        words[to + 1] = ((b >>> 8) & 0xffff) | (c << 16);
        words[to + 2] = ((c >>> 16) & 0xff) | (d << 8);
      }
    }
    const end = (y + 1) * width;
    for (let to = offsetBytes + y * strideBytes + fours * 12; from < end; from++, to += 3) {
      const pixel = blueFirst ? swapRedBlue(rgba[from] as number) : (rgba[from] as number);
      out[to] = pixel;
      out[to + 1] = pixel >>> 8;
      out[to + 2] = pixel >>> 16;
    }
  }
}

export function encodeFourBytes(
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  blueFirst: boolean,
): void {
  const { width, strideBytes, offsetBytes } = layout;
  const words = isWordAligned(out, layout) ? wordsFrom(out, offsetBytes) : undefined;
  for (let y = firstRow; y < endRow; y++) {
    const end = (y + 1) * width;
    let word = (y * strideBytes) / 4;
    let to = offsetBytes + y * strideBytes;
    for (let from = y * width; from < end; from++, word++, to += 4) {
      const pixel = (blueFirst ? swapRedBlue(rgba[from] as number) : (rgba[from] as number)) | OPAQUE;
      if (words) {
        words[word] = pixel;
      } else {
        out[to] = pixel;
        out[to + 1] = pixel >>> 8;
        out[to + 2] = pixel >>> 16;
        out[to + 3] = 255;
      }
    }
  }
}
