/** Native values of one channel at many places: what `nativeSamples` tells of one pixel, without an object for each. */
import { type ChannelName, type ChannelSpec, largestSample, pixelFormat } from '../formats.ts';
import { type FrameLayout, type PlaneLayout, planeLayouts } from '../layout.ts';

export interface ChannelReader {
  readonly name: ChannelName;
  /** Values lie between 0 and this; floats may leave it. */
  readonly largest: number;
  /** Bayer pixels have one colour each; NaN where it is another one. */
  readonly at: (x: number, y: number) => number;
}

type Load = (offset: number) => number;

/** None where pixels are compressed. The caller stays inside the picture. */
export function channelReaders(layout: FrameLayout, pixels: Uint8Array): readonly ChannelReader[] {
  const { channels, bayer } = pixelFormat(layout.format);
  const planes = planeLayouts(layout);
  return channels.flatMap((channel): ChannelReader[] => {
    const plane = planes[channel.plane];
    if (!plane) return [];
    const largest = channel.field ? 2 ** channel.field.bits - 1 : largestSample(layout.format);
    const read = reader(channel, plane, loader(layout, channel, plane, pixels));
    if (!bayer) return [{ name: channel.name, largest, at: read }];
    return (['R', 'G', 'B'] as const).map((name) => ({
      name,
      largest,
      at: (x, y) => (bayer[(y & 1) * 2 + (x & 1)] === name ? read(x, y) : Number.NaN),
    }));
  });
}

function reader({ at, step }: ChannelSpec, plane: PlaneLayout, load: Load): ChannelReader['at'] {
  const { offset, strideBytes, groupBytes, groupWidth, groupHeight } = plane;
  const first = offset + at;
  return (x, y) => {
    const group = Math.floor(x / groupWidth);
    const row = Math.floor(y / groupHeight);
    return load(first + row * strideBytes + group * groupBytes + (x - group * groupWidth) * step);
  };
}

function loader({ format }: FrameLayout, { field }: ChannelSpec, plane: PlaneLayout, pixels: Uint8Array): Load {
  const { bits, endian, family } = pixelFormat(format);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const little = endian !== 'big';
  if (family === 'float') return (offset) => view.getFloat32(offset, little);
  const bytes = field ? plane.groupBytes : bits / 8;
  const word: Load = bytes === 2 ? (offset) => view.getUint16(offset, little) : (offset) => pixels[offset] ?? 0;
  if (!field) return word;
  const mask = 2 ** field.bits - 1;
  return (offset) => (word(offset) >> field.shift) & mask;
}
