/**
 * Between the pixel formats and RGBA. No buffer is made here: the caller brings both. Odd sizes, any stride and any offset are allowed; a
 * stride or a buffer that is too small is refused before the first pixel.
 */
import { SharedCameraError } from '../errors.ts';
import { isRawFormat, type PixelFormat, type RawPixelFormat } from '../formats.ts';
import { checkLayoutFits, type FrameLayout } from '../layout.ts';
import { decodeBayer, encodeBayer } from './bayer.ts';
import { DEFAULT_DISPLAY, type Rendering, resolveRendering, videoMatrix } from './display.ts';
import { decodeBytes, decodeFloat32, decodeGray16, encodeFloat32, encodeGray, encodeGray16 } from './gray.ts';
import { decodeFourBytes, decodeThreeBytes, encodeFourBytes, encodeThreeBytes } from './rgb.ts';
import { decodeRgb565, encodeRgb565 } from './rgb565.ts';
import { type RgbFactors, rgbFactors, type YuvColour } from './yuv-matrix.ts';
import { decodePacked, encodePacked, UYVY_ORDER, YUYV_ORDER } from './yuv-packed.ts';
import { decodePlanar, encodePlanar } from './yuv-planar.ts';

export type { YuvColour } from './yuv-matrix.ts';

/** RGBA bytes: those of an ImageData, a Buffer … They must begin at a multiple of 4 in their buffer. */
export type RgbaBytes = Uint8Array | Uint8ClampedArray | Uint32Array;

/** `rendering.tones`, where there are any, are applied afterwards to what a decoder wrote. */
type Decode = (bytes: Uint8Array, layout: FrameLayout, out: Uint32Array, rendering: Rendering) => void;
type Encode = (
  rgba: Uint32Array,
  layout: FrameLayout,
  out: Uint8Array,
  firstRow: number,
  endRow: number,
  factors: RgbFactors,
) => void;

const FULL_RANGE = rgbFactors({ matrix: 'bt601', range: 'full' });

const planar: Decode = (bytes, layout, out, { yuv }) => decodePlanar(bytes, layout, out, yuv);

const DECODERS: Readonly<Record<RawPixelFormat, Decode>> = {
  RGB24: (bytes, layout, out) => decodeThreeBytes(bytes, layout, out, false),
  BGR24: (bytes, layout, out) => decodeThreeBytes(bytes, layout, out, true),
  RGBA: (bytes, layout, out) => decodeFourBytes(bytes, layout, out, false),
  BGRA: (bytes, layout, out) => decodeFourBytes(bytes, layout, out, true),
  RGBX: (bytes, layout, out) => decodeFourBytes(bytes, layout, out, false),
  BGRX: (bytes, layout, out) => decodeFourBytes(bytes, layout, out, true),
  RGB565: decodeRgb565,
  GRAY8: decodeBytes,
  GRAY16: decodeGray16,
  GRAY16BE: (bytes, layout, out, rendering) => decodeGray16(bytes, layout, out, rendering, true),
  FLOAT32: decodeFloat32,
  YUYV: (bytes, layout, out, { yuv }) => decodePacked(bytes, layout, out, yuv, YUYV_ORDER),
  UYVY: (bytes, layout, out, { yuv }) => decodePacked(bytes, layout, out, yuv, UYVY_ORDER),
  NV12: planar,
  NV21: planar,
  I420: planar,
  YV12: planar,
  BAYER_RGGB8: decodeBayer,
  BAYER_GRBG8: decodeBayer,
  BAYER_GBRG8: decodeBayer,
  BAYER_BGGR8: decodeBayer,
  BAYER_RGGB16: decodeBayer,
  BAYER_GRBG16: decodeBayer,
  BAYER_GBRG16: decodeBayer,
  BAYER_BGGR16: decodeBayer,
};

/** One value of each pixel, through the table of the rendering: luma alone, or the samples of a mosaic as they are. */
const VALUE_DECODERS: Readonly<Partial<Record<RawPixelFormat, Decode>>> = {
  YUYV: (bytes, layout, out, rendering) => decodeBytes(bytes, layout, out, rendering, YUYV_ORDER.y0, 2),
  UYVY: (bytes, layout, out, rendering) => decodeBytes(bytes, layout, out, rendering, UYVY_ORDER.y0, 2),
  NV12: decodeBytes,
  NV21: decodeBytes,
  I420: decodeBytes,
  YV12: decodeBytes,
  BAYER_RGGB8: decodeBytes,
  BAYER_GRBG8: decodeBytes,
  BAYER_GBRG8: decodeBytes,
  BAYER_BGGR8: decodeBytes,
  BAYER_RGGB16: decodeGray16,
  BAYER_GRBG16: decodeGray16,
  BAYER_GBRG16: decodeGray16,
  BAYER_BGGR16: decodeGray16,
};

const ENCODERS: Readonly<Record<RawPixelFormat, Encode>> = {
  RGB24: (rgba, layout, out, first, end) => encodeThreeBytes(rgba, layout, out, first, end, false),
  BGR24: (rgba, layout, out, first, end) => encodeThreeBytes(rgba, layout, out, first, end, true),
  RGBA: (rgba, layout, out, first, end) => encodeFourBytes(rgba, layout, out, first, end, false),
  BGRA: (rgba, layout, out, first, end) => encodeFourBytes(rgba, layout, out, first, end, true),
  RGBX: (rgba, layout, out, first, end) => encodeFourBytes(rgba, layout, out, first, end, false),
  BGRX: (rgba, layout, out, first, end) => encodeFourBytes(rgba, layout, out, first, end, true),
  RGB565: encodeRgb565,
  GRAY8: (rgba, layout, out, first, end) => encodeGray(rgba, layout, out, first, end, FULL_RANGE),
  GRAY16: (rgba, layout, out, first, end) => encodeGray16(rgba, layout, out, first, end, FULL_RANGE),
  GRAY16BE: (rgba, layout, out, first, end) => encodeGray16(rgba, layout, out, first, end, FULL_RANGE, true),
  FLOAT32: (rgba, layout, out, first, end) => encodeFloat32(rgba, layout, out, first, end, FULL_RANGE),
  YUYV: (rgba, layout, out, first, end, factors) => encodePacked(rgba, layout, out, first, end, factors, YUYV_ORDER),
  UYVY: (rgba, layout, out, first, end, factors) => encodePacked(rgba, layout, out, first, end, factors, UYVY_ORDER),
  NV12: encodePlanar,
  NV21: encodePlanar,
  I420: encodePlanar,
  YV12: encodePlanar,
  BAYER_RGGB8: encodeBayer,
  BAYER_GRBG8: encodeBayer,
  BAYER_GBRG8: encodeBayer,
  BAYER_BGGR8: encodeBayer,
  BAYER_RGGB16: encodeBayer,
  BAYER_GRBG16: encodeBayer,
  BAYER_GBRG16: encodeBayer,
  BAYER_BGGR16: encodeBayer,
};

/** `pixels` is a payload (its offset is that of the layout), `target` takes width x height opaque RGBA pixels without padding. */
export function convertToRgba(
  layout: FrameLayout,
  pixels: Uint8Array,
  target: RgbaBytes,
  rendering: Rendering = resolveRendering(DEFAULT_DISPLAY, layout.format, layout.height),
): void {
  checkLayoutFits(layout, pixels.byteLength);
  const out = pixelWords(target, layout);
  const format = rawFormat(layout.format);
  const decode = (rendering.mapped && VALUE_DECODERS[format]) || DECODERS[format];
  decode(pixels, layout, out, rendering);
  if (rendering.tones) applyTones(out, layout.width * layout.height, rendering.tones);
}

function applyTones(out: Uint32Array, pixels: number, tones: Uint8Array): void {
  for (let i = 0; i < pixels; i++) {
    const pixel = out[i] as number;
    const red = tones[pixel & 0xff] as number;
    const green = tones[(pixel >>> 8) & 0xff] as number;
    const blue = tones[(pixel >>> 16) & 0xff] as number;
    out[i] = 0xff000000 | (blue << 16) | (green << 8) | red;
  }
}

export interface EncodeOptions {
  /** Left out: that of video of this height, limited range. */
  readonly colour?: YuvColour;
  /** Only these rows are written, for pictures of which little changes. Widened to whole pairs where a format shares colour between rows. */
  readonly firstRow?: number;
  readonly endRow?: number;
}

/** The opposite way; padding and offset bytes of `out` are left as they are. */
export function encodeFromRgba(rgba: RgbaBytes, layout: FrameLayout, out: Uint8Array, options: EncodeOptions = {}): void {
  checkLayoutFits(layout, out.byteLength);
  const { colour = { matrix: videoMatrix(layout.height), range: 'limited' }, firstRow = 0, endRow = layout.height } = options;
  const first = Math.max(0, firstRow - (firstRow % 2));
  const end = Math.min(layout.height, endRow + (endRow % 2));
  ENCODERS[rawFormat(layout.format)](pixelWords(rgba, layout), layout, out, first, end, rgbFactors(colour));
}

/** Throws LAYOUT_INVALID for compressed frames: they have no pixels before somebody decodes them. */
function rawFormat(format: PixelFormat): RawPixelFormat {
  if (isRawFormat(format)) return format;
  throw new SharedCameraError('LAYOUT_INVALID', `${format} frames are compressed: their pixels must be decoded first.`, {
    remedy: 'Choose another format, or save the compressed frame as it is.',
    details: { format },
  });
}

function pixelWords(rgba: RgbaBytes, { width, height }: FrameLayout): Uint32Array {
  const need = width * height * 4;
  if (rgba.byteLength < need)
    throw new RangeError(`${width} x ${height} RGBA pixels take ${need} bytes, the buffer has ${rgba.byteLength}.`);
  if (rgba instanceof Uint32Array) return rgba;
  if (rgba.byteOffset % 4 !== 0)
    throw new RangeError(`RGBA bytes begin at byte ${rgba.byteOffset} of their buffer; it must be a multiple of 4.`);
  return new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
}
