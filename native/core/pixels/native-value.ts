/** The samples that a pixel is made of, as they lie in memory: before any conversion. */
import { type ChannelName, type ChannelSpec, pixelFormat } from '../formats.ts';
import { type FrameLayout, type PlaneLayout, planeLayouts } from '../layout.ts';

export interface NativeSample {
  readonly channel: ChannelName;
  /** Index of its plane. */
  readonly plane: number;
  /** Of its first byte, from the start of the payload. */
  readonly offset: number;
  readonly bytes: number;
  readonly bits: number;
  /** A float where the format has floats. */
  readonly value: number;
}

/**
 * The samples of the pixel at `x`, `y`, in the order of the format. Empty outside of the picture, where the payload ends before them, and
 * where pixels are compressed. Samples that several pixels share are given for each of them.
 */
export function nativeSamples(layout: FrameLayout, pixels: Uint8Array, x: number, y: number): readonly NativeSample[] {
  if (x < 0 || y < 0 || x >= layout.width || y >= layout.height) return [];
  const { channels, bits, bayer, endian, family } = pixelFormat(layout.format);
  const planes = planeLayouts(layout);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const samples = channels.flatMap((channel): NativeSample[] => {
    const plane = planes[channel.plane];
    if (!plane) return [];
    const offset = sampleOffset(channel, plane, x, y);
    const bytes = channel.field ? plane.groupBytes : bits / 8;
    if (offset + bytes > pixels.byteLength) return [];
    const word = wordAt(view, offset, bytes, endian !== 'big', family === 'float');
    const { field } = channel;
    return [
      {
        channel: bayer ? (bayer[(y & 1) * 2 + (x & 1)] as ChannelName) : channel.name,
        plane: channel.plane,
        offset,
        bytes,
        bits: field?.bits ?? bits,
        value: field ? (word >> field.shift) & (2 ** field.bits - 1) : word,
      },
    ];
  });
  return samples.length === channels.length ? samples : [];
}

/** Of the first byte of a channel's sample, from the start of the payload. */
export function sampleOffset({ at, step }: ChannelSpec, plane: PlaneLayout, x: number, y: number): number {
  const row = Math.floor(y / plane.groupHeight);
  const group = Math.floor(x / plane.groupWidth);
  return plane.offset + row * plane.strideBytes + group * plane.groupBytes + at + (x % plane.groupWidth) * step;
}

function wordAt(view: DataView, offset: number, bytes: number, littleEndian: boolean, isFloat: boolean): number {
  if (isFloat) return view.getFloat32(offset, littleEndian);
  return bytes === 2 ? view.getUint16(offset, littleEndian) : view.getUint8(offset);
}
