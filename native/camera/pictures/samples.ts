/** The picture of a frame as plain numbers, row by row, ready for a file. */
import { type PixelFormat, pixelFormat } from '../../core/formats.ts';
import { checkLayoutFits, type FrameLayout, planeLayouts } from '../../core/layout.ts';
import { convertToRgba } from '../../core/pixels/convert.ts';
import type { Rendering } from '../../core/pixels/display.ts';

export interface Samples<Values = Uint8Array | Uint16Array | Float32Array> {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Values;
}
export type WholeSamples = Samples<Uint8Array | Uint16Array>;

/** Grey values as they are, those of a mosaic too, one for each sensor element; undefined where a format has none of more than 8 bits. */
export function ownSamples(pixels: Uint8Array, layout: FrameLayout): Samples | undefined {
  const depth = ownDepth(layout.format);
  if (depth === 8) return undefined;
  checkLayoutFits(layout, pixels.byteLength);
  const { width, height, format } = layout;
  const [plane] = planeLayouts(layout);
  if (!plane) return undefined;
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const little = pixelFormat(format).endian !== 'big';
  const data = depth === 16 ? new Uint16Array(width * height) : new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = plane.offset + y * plane.strideBytes + (x * depth) / 8;
      data[y * width + x] = depth === 16 ? view.getUint16(at, little) : view.getFloat32(at, little);
    }
  return { width, height, channels: 1, data };
}

/** Bits of one sample as a picture file can keep it. */
export function ownDepth(format: PixelFormat): 8 | 16 | 32 {
  const { family, bits } = pixelFormat(format);
  if (family === 'float') return 32;
  return bits === 16 ? 16 : 8;
}

/** Each pixel with the colour that it is shown in. */
export function shownSamples(pixels: Uint8Array, layout: FrameLayout, rendering: Rendering): Samples<Uint8Array> {
  const { width, height } = layout;
  const data = new Uint8Array(width * height * 4);
  convertToRgba(layout, pixels, data, rendering);
  // In place: each pixel moves to the left, so none is overwritten before it is read.
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    data[to] = data[from] as number;
    data[to + 1] = data[from + 1] as number;
    data[to + 2] = data[from + 2] as number;
  }
  return { width, height, channels: 3, data: data.subarray(0, width * height * 3) };
}

export function areWhole(samples: Samples): samples is WholeSamples {
  return !(samples.data instanceof Float32Array);
}
