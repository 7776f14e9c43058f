import { describe, expect, it } from 'vitest';
import { type PixelFormat, pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride, tightLayout } from '../../../../native/core/layout.ts';
import { nativeSamples } from '../../../../native/core/pixels/native-value.ts';

function at(format: PixelFormat, bytes: readonly number[], x = 0, y = 0, size: readonly [number, number] = [1, 1]) {
  const samples = nativeSamples(tightLayout(format, ...size), Uint8Array.from(bytes), x, y);
  return samples.map(({ channel, value, offset, plane }) => [channel, value, offset, plane]);
}

describe('native samples', () => {
  it('are named and valued in the order of the format', () => {
    expect(at('BGR24', [1, 2, 3])).toEqual([
      ['B', 1, 0, 0],
      ['G', 2, 1, 0],
      ['R', 3, 2, 0],
    ]);
    expect(at('RGBX', [1, 2, 3, 4]).map(([name]) => name)).toEqual(['R', 'G', 'B', 'X']);
    expect(at('GRAY16', [0x34, 0x12])).toEqual([['Y', 0x1234, 0, 0]]);
    expect(at('GRAY16BE', [0x34, 0x12])).toEqual([['Y', 0x3412, 0, 0]]);
    expect(at('FLOAT32', [0, 0, 0x80, 0x3f])).toEqual([['Y', 1, 0, 0]]);
    expect(at('RGB565', [0b110_00001, 0b10000_101]).map(([name, value]) => [name, value])).toEqual([
      ['R', 0b10000],
      ['G', 0b101110],
      ['B', 0b00001],
    ]);
  });

  it('of YUV are found where several pixels share them', () => {
    const yuyv = [10, 20, 11, 30, 12, 21, 13, 31];
    expect(at('YUYV', yuyv, 1, 0, [4, 1])).toEqual([
      ['Y', 11, 2, 0],
      ['U', 20, 1, 0],
      ['V', 30, 3, 0],
    ]);
    expect(at('UYVY', yuyv, 2, 0, [4, 1])).toEqual([
      ['Y', 21, 5, 0],
      ['U', 12, 4, 0],
      ['V', 13, 6, 0],
    ]);
    const planar = [1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 51, 52, 53, 60, 61, 62, 63];
    expect(at('I420', planar, 2, 2, [3, 3])).toEqual([
      ['Y', 9, 8, 0],
      ['U', 53, 12, 1],
      ['V', 63, 16, 2],
    ]);
    expect(at('YV12', planar, 2, 2, [3, 3])).toEqual([
      ['Y', 9, 8, 0],
      ['V', 53, 12, 1],
      ['U', 63, 16, 2],
    ]);
    expect(at('NV21', planar, 0, 1, [3, 3])).toEqual([
      ['Y', 4, 3, 0],
      ['V', 50, 9, 1],
      ['U', 51, 10, 1],
    ]);
  });

  it('of Bayer are of the colour that the pattern has there', () => {
    const colours = (format: PixelFormat) =>
      [0, 1, 2, 3].map((i) => at(format, Array(12).fill(0), i & 1, i >> 1, [2, 2])[0]?.[0]).join('');
    expect(colours('BAYER_RGGB8')).toBe('RGGB');
    expect(colours('BAYER_GBRG16')).toBe('GBRG');
    expect(at('BAYER_BGGR16', [1, 0, 2, 0, 3, 0, 4, 1], 1, 1, [2, 2])).toEqual([['R', 260, 6, 0]]);
  });

  it.each(RAW_PIXEL_FORMAT_NAMES)('%s: keep to stride and offset, and end with picture and payload', (format) => {
    const layout: FrameLayout = { format, width: 5, height: 3, strideBytes: minimumStride(format, 5) + 6, offsetBytes: 7 };
    const bytes = Uint8Array.from({ length: layoutBytes(layout) }, (_, i) => i);
    const { channels, planes } = pixelFormat(format);
    const [first] = nativeSamples(layout, bytes, 2, 1);
    const firstPlane = planes[0];
    const group = Math.floor(2 / (firstPlane?.groupWidth ?? 1)) * (firstPlane?.groupBytes ?? 0);
    expect(first?.offset).toBe(7 + layout.strideBytes + group + (channels[0]?.at ?? 0));
    expect(nativeSamples(layout, bytes, 4, 2)).toHaveLength(channels.length);
    expect(nativeSamples(layout, bytes, 5, 0)).toEqual([]);
    expect(nativeSamples(layout, bytes, -1, 0)).toEqual([]);
    expect(nativeSamples(layout, bytes.subarray(0, 8), 4, 2)).toEqual([]);
  });

  it('has none where pixels are compressed', () => {
    expect(nativeSamples(tightLayout('MJPEG', 4, 4), new Uint8Array(100), 0, 0)).toEqual([]);
  });
});
