import { SharedCameraError } from './errors.ts';
import { isRawFormat, type PixelFormat, pixelFormat } from './formats.ts';
import { type Sentence, say } from './sentences/sentence.ts';

/** How the pixels lie in a payload. All sizes in pixels or bytes as named. */
export interface FrameLayout {
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  /** Bytes from one row of the first plane to the next; the chroma planes follow from it. 0 where pixels are compressed. */
  readonly strideBytes: number;
  /** Bytes between the start of the payload and the first pixel. */
  readonly offsetBytes: number;
}

export interface PlaneLayout {
  /** From the start of the payload. */
  readonly offset: number;
  readonly strideBytes: number;
  readonly rows: number;
  /** Bytes of a row that hold pixels; the rest of the stride is padding. */
  readonly rowBytes: number;
  readonly groupBytes: number;
  readonly groupWidth: number;
  readonly groupHeight: number;
}

/** Widest and highest picture that is accepted: what a WebGL2 texture of today's graphics cards takes. */
export const MAX_DIMENSION = 16_384;

/** What a compressed frame gets: room for two bytes a pixel, which no camera's JPEG exceeds, and for tables in front of them. */
const COMPRESSED_BYTES_PER_PIXEL = 2;
const COMPRESSED_TABLES = 4096;
/** Begin and end of a JPEG. */
const LEAST_COMPRESSED = 4;

/** Bytes of one row of the first plane without padding. */
export function minimumStride(format: PixelFormat, width: number): number {
  const plane = pixelFormat(format).planes[0];
  if (!plane) return 0;
  return Math.ceil(width / plane.groupWidth) * plane.groupBytes;
}

/** A layout with the smallest stride and no offset, checked. */
export function tightLayout(format: PixelFormat, width: number, height: number): FrameLayout {
  return checkLayout({ format, width, height, strideBytes: minimumStride(format, width), offsetBytes: 0 });
}

/** Throws LAYOUT_INVALID, naming the number that is wrong and what it would have to be. */
export function checkLayout(layout: FrameLayout): FrameLayout {
  const { width, height, format, strideBytes, offsetBytes } = layout;
  checkRange('width', width, 1, MAX_DIMENSION, (range) => say('limits.width', range));
  checkRange('height', height, 1, MAX_DIMENSION, (range) => say('limits.height', range));
  const tight = minimumStride(format, width);
  checkRange('stride', strideBytes, tight, MAX_BYTES, (range) => say('limits.stride', { ...range, width, format }));
  checkRange('offset', offsetBytes, 0, MAX_BYTES, (range) => say('limits.offset', range));
  return layout;
}

const MAX_BYTES = 2 ** 31 - 1;

interface Range {
  readonly have: number;
  readonly min: number;
  readonly max: number;
}

function checkRange(name: string, have: number, min: number, max: number, words: (range: Range) => Sentence): void {
  if (Number.isInteger(have) && have >= min && have <= max) return;
  throw new SharedCameraError('LAYOUT_INVALID', words({ have, min, max }), { details: { [name]: have, min, max } });
}

/** Where each plane lies. Chroma strides scale with the first plane's, as V4L2 defines it for single-buffer formats. */
export function planeLayouts(layout: FrameLayout): readonly PlaneLayout[] {
  const { planes } = pixelFormat(layout.format);
  const first = planes[0];
  let offset = layout.offsetBytes;
  return planes.map((plane) => {
    const groups = Math.ceil(layout.width / plane.groupWidth);
    const rows = Math.ceil(layout.height / plane.groupHeight);
    const strideBytes =
      plane === first || !first
        ? layout.strideBytes
        : Math.ceil(layout.strideBytes / (first.groupBytes / first.groupWidth) / plane.groupWidth) * plane.groupBytes;
    const result = { offset, strideBytes, rows, rowBytes: groups * plane.groupBytes, ...plane };
    offset += strideBytes * rows;
    return result;
  });
}

/** Payload bytes to provide for the layout, padding of the last row included; for compressed frames, room enough. */
export function layoutBytes(layout: FrameLayout): number {
  const { width, height, format, offsetBytes } = layout;
  if (!isRawFormat(format)) return offsetBytes + COMPRESSED_BYTES_PER_PIXEL * width * height + COMPRESSED_TABLES;
  return planeLayouts(layout).reduce((sum, plane) => sum + plane.strideBytes * plane.rows, layout.offsetBytes);
}

/** Payload bytes without which there is no picture: all of them, or the shortest compressed frame. */
export function leastBytes(layout: FrameLayout): number {
  return isRawFormat(layout.format) ? layoutBytes(layout) : layout.offsetBytes + LEAST_COMPRESSED;
}

/** Throws SIZE_MISMATCH, with both numbers and how many bytes are missing, when the layout needs more than is there. */
export function checkLayoutFits(layout: FrameLayout, payloadBytes: number): void {
  const need = leastBytes(checkLayout(layout));
  if (need <= payloadBytes) return;
  const picture = pictureWords(layout);
  const missing = need - payloadBytes;
  throw new SharedCameraError('SIZE_MISMATCH', say('limits.fits', { picture, need, have: payloadBytes, missing }), {
    details: { need, have: payloadBytes },
  });
}

export function pictureWords({ width, height, format }: Pick<FrameLayout, 'width' | 'height' | 'format'>): string {
  return `${width} x ${height} ${format}`;
}
