import { pixelFormat, type RawPixelFormat } from '../../native/core/formats.ts';

/**
 * Pictures whose every pixel is known, and what they must look like. The conversion is written down from the definitions of the formats
 * and of BT.601 (limited range), shares nothing with the product, and is as slow as it is plain.
 */
export interface Picture {
  readonly format: RawPixelFormat;
  readonly width: number;
  readonly height: number;
  /** Without row padding. */
  readonly bytes: Uint8Array;
}

/** A picture of colours that hardly repeat; alpha is opaque, samples of YUV stay in the range of video. */
export function testPicture(format: RawPixelFormat, width: number, height: number, seed = 1): Picture {
  const bytes = new Uint8Array(pictureBytes(format, width, height));
  let state = (seed * 2_654_435_761) >>> 0;
  const yuv = pixelFormat(format).family === 'yuv';
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const random = state >>> 24;
    bytes[i] = yuv ? 16 + ((random * 219) >> 8) : random;
  }
  if (format === 'FLOAT32') {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length; i += 4) view.setFloat32(i, ((bytes[i] ?? 0) - 16) / 200, true);
  }
  if (format === 'RGBA' || format === 'BGRA') for (let i = 3; i < bytes.length; i += 4) bytes[i] = 255;
  return { format, width, height, bytes };
}

export function pictureBytes(format: RawPixelFormat, width: number, height: number): number {
  const half = (n: number) => Math.ceil(n / 2);
  switch (format) {
    case 'RGB24':
    case 'BGR24':
      return width * height * 3;
    case 'RGBA':
    case 'BGRA':
    case 'RGBX':
    case 'BGRX':
    case 'FLOAT32':
      return width * height * 4;
    case 'RGB565':
    case 'GRAY16':
    case 'GRAY16BE':
    case 'BAYER_RGGB16':
    case 'BAYER_GRBG16':
    case 'BAYER_GBRG16':
    case 'BAYER_BGGR16':
      return width * height * 2;
    case 'GRAY8':
    case 'BAYER_RGGB8':
    case 'BAYER_GRBG8':
    case 'BAYER_GBRG8':
    case 'BAYER_BGGR8':
      return width * height;
    case 'YUYV':
    case 'UYVY':
      return half(width) * 4 * height;
    case 'NV12':
    case 'NV21':
    case 'I420':
    case 'YV12':
      return width * height + 2 * half(width) * half(height);
  }
}

/** Bytes are taken as they are; what is converted is rounded, in YUV by way of fixed-point factors. */
export function pixelTolerance(format: RawPixelFormat): number {
  const { family, bits } = pixelFormat(format);
  if (family === 'yuv') return 2;
  return (family === 'rgb' || family === 'gray') && bits === 8 ? 0 : 1;
}

/** Red, green and blue of every pixel, row by row. */
export function expectedRgb({ format, width, height, bytes }: Picture): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shade = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  const out = new Uint8Array(width * height * 3);
  const at = (index: number) => bytes[index] ?? 0;
  const chromaWidth = Math.ceil(width / 2);
  const chromaHeight = Math.ceil(height / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const pair = (y * chromaWidth + (x >> 1)) * 4;
      const chroma = (y >> 1) * chromaWidth + (x >> 1);
      const planes = width * height;
      switch (format) {
        case 'RGB24':
          out.set([at(pixel * 3), at(pixel * 3 + 1), at(pixel * 3 + 2)], pixel * 3);
          break;
        case 'BGR24':
          out.set([at(pixel * 3 + 2), at(pixel * 3 + 1), at(pixel * 3)], pixel * 3);
          break;
        case 'RGBA':
        case 'RGBX':
          out.set([at(pixel * 4), at(pixel * 4 + 1), at(pixel * 4 + 2)], pixel * 3);
          break;
        case 'BGRA':
        case 'BGRX':
          out.set([at(pixel * 4 + 2), at(pixel * 4 + 1), at(pixel * 4)], pixel * 3);
          break;
        case 'RGB565': {
          const word = view.getUint16(pixel * 2, true);
          out.set(
            [shade(((word >> 11) * 255) / 31), shade((((word >> 5) & 63) * 255) / 63), shade(((word & 31) * 255) / 31)],
            pixel * 3,
          );
          break;
        }
        case 'GRAY8':
          out.fill(at(pixel), pixel * 3, pixel * 3 + 3);
          break;
        case 'GRAY16':
        case 'GRAY16BE':
          out.fill(shade(view.getUint16(pixel * 2, format === 'GRAY16') / 257), pixel * 3, pixel * 3 + 3);
          break;
        case 'FLOAT32':
          out.fill(shade(view.getFloat32(pixel * 4, true) * 255), pixel * 3, pixel * 3 + 3);
          break;
        case 'YUYV':
          out.set(bt601(at(pair + (x & 1) * 2), at(pair + 1), at(pair + 3)), pixel * 3);
          break;
        case 'UYVY':
          out.set(bt601(at(pair + 1 + (x & 1) * 2), at(pair), at(pair + 2)), pixel * 3);
          break;
        case 'NV12':
          out.set(bt601(at(pixel), at(planes + chroma * 2), at(planes + chroma * 2 + 1)), pixel * 3);
          break;
        case 'NV21':
          out.set(bt601(at(pixel), at(planes + chroma * 2 + 1), at(planes + chroma * 2)), pixel * 3);
          break;
        case 'I420':
          out.set(bt601(at(pixel), at(planes + chroma), at(planes + chromaWidth * chromaHeight + chroma)), pixel * 3);
          break;
        case 'YV12':
          out.set(bt601(at(pixel), at(planes + chromaWidth * chromaHeight + chroma), at(planes + chroma)), pixel * 3);
          break;
        default: {
          const sample = (column: number, row: number) => {
            const index = row * width + column;
            return format.endsWith('16') ? view.getUint16(index * 2, true) / 257 : at(index);
          };
          out.set(demosaiced(format.slice(6, 10), sample, { x, y, width, height }).map(shade), pixel * 3);
        }
      }
    }
  return out;
}

/** Each colour of a Bayer pixel: its own sample, or the mean of those of its eight neighbours that have the colour and are nearest. */
function demosaiced(
  pattern: string,
  sample: (x: number, y: number) => number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): number[] {
  const colourAt = (column: number, row: number) => pattern[(Math.abs(row) % 2) * 2 + (Math.abs(column) % 2)];
  const mirror = (index: number, count: number) => (index < 0 ? -index : index >= count ? 2 * (count - 1) - index : index);
  return [...'RGB'].map((colour) => {
    const ring = (distance: number) =>
      [-1, 0, 1]
        .flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
        .filter(([dx, dy]) => dx * dx + dy * dy === distance && colourAt(x + dx, y + dy) === colour)
        .map(([dx, dy]) => sample(mirror(x + dx, width), mirror(y + dy, height)));
    const nearest = [ring(0), ring(1), ring(2)].find((samples) => samples.length > 0) ?? [];
    return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
  });
}

function bt601(y: number, u: number, v: number): [number, number, number] {
  const luma = (255 / 219) * (y - 16);
  const blue = (255 / 224) * (u - 128);
  const red = (255 / 224) * (v - 128);
  const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  return [clamp(luma + 1.402 * red), clamp(luma - 0.344136 * blue - 0.714136 * red), clamp(luma + 1.772 * blue)];
}

/** The largest difference between two pictures and where it is, for messages that help. */
export function largestDifference(actual: Uint8Array, expected: Uint8Array, width: number): { difference: number; text: string } {
  if (actual.length !== expected.length)
    return { difference: 256, text: `${actual.length} instead of ${expected.length} samples` };
  let worst = 0;
  let index = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? 0) - (expected[i] ?? 0));
    if (difference > worst) {
      worst = difference;
      index = i;
    }
  }
  const pixel = Math.floor(index / 3);
  const triple = (bytes: Uint8Array) => [...bytes.subarray(pixel * 3, pixel * 3 + 3)].join(',');
  const text = `pixel ${pixel % width},${Math.floor(pixel / width)} is ${triple(actual)} instead of ${triple(expected)}`;
  return { difference: worst, text };
}
