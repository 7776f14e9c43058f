import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeThumbnail, thumbnailPlan } from '../../../backend/guess/thumbnail.ts';
import { pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { encodeFromRgba } from '../../../native/core/pixels/convert.ts';
import { copyByPlan } from '../core/copy-by-plan.ts';

const RED = [200, 40, 30] as const;
const GREY = [120, 120, 120] as const;

/** Red on the left, grey on the right. */
function halves(layout: FrameLayout): Uint8Array {
  const { width, height } = layout;
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set([...(i % width < width / 2 ? RED : GREY), 255], 4 * i);
  const payload = new Uint8Array(layoutBytes(layout));
  encodeFromRgba(rgba, layout, payload);
  return payload;
}

interface Png {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue at a pixel. */
  readonly at: (x: number, y: number) => readonly number[];
}

/** Of the one kind that thumbnails are: one part of data, 8 bits, rows less the pixel to the left. */
async function thumbnailOf(payload: Uint8Array, layout: FrameLayout, maxWidth = 48, maxHeight = 32): Promise<Png> {
  const planned = thumbnailPlan(layout, payload.length, maxWidth, maxHeight);
  if (!planned) throw new Error('It does not fit.');
  const thumbnail = await encodeThumbnail(copyByPlan(planned.plan, payload), planned.layout, maxWidth, maxHeight);
  const file = Buffer.from(thumbnail?.bytes ?? []);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const rows = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
  const rowBytes = 3 * width + 1;
  const valueAt = (x: number, y: number, channel: number): number =>
    (rows[y * rowBytes + 1 + 3 * x + channel] ?? 0) + (x > 0 ? valueAt(x - 1, y, channel) : 0);
  return { width, height, at: (x, y) => [0, 1, 2].map((channel) => valueAt(x, y, channel) & 0xff) };
}

describe('the picture of a guess', () => {
  it.each(RAW_PIXEL_FORMAT_NAMES)('shows %s made smaller, in its colours', async (format) => {
    const layout = { ...tightLayout(format, 640, 400), strideBytes: tightLayout(format, 640, 400).strideBytes + 16 };
    const { width, height, at } = await thumbnailOf(halves(layout), layout);
    expect(width).toBe(48);
    expect(height).toBeGreaterThanOrEqual(29);
    const [left, right] = [at(8, 14), at(36, 14)];
    const [red = 0, , blue = 0] = left;
    if (format.startsWith('GRAY') || format === 'FLOAT32') expect(red).toBeLessThan((right[0] ?? 0) - 20);
    // Levels of more than 8 bits follow the picture.
    else if (pixelFormat(format).bits > 8) expect(red).toBeGreaterThan(blue + 150);
    else for (const [channel, value] of RED.entries()) expect(Math.abs((left[channel] ?? 0) - value)).toBeLessThan(16);
  });

  it('mixes what falls into one pixel, so that thin lines do not vanish or flicker', async () => {
    const layout = tightLayout('GRAY8', 64, 64);
    const stripes = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 2 === 0 ? 0 : 200));
    expect((await thumbnailOf(stripes, layout, 32, 32)).at(5, 5)).toEqual([100, 100, 100]);
  });

  it.each([
    [1, 1],
    [1, 500],
    [16_384, 1],
    [3, 2],
  ])('keeps within its bounds: %i x %i', async (width, height) => {
    const layout = tightLayout('RGB24', width, height);
    const png = await thumbnailOf(halves(layout), layout);
    expect(png.width).toBeLessThanOrEqual(48);
    expect(png.height).toBeLessThanOrEqual(32);
  });

  it('is none where the layout does not fit', async () => {
    expect(thumbnailPlan(tightLayout('RGB24', 64, 64), 100, 48, 32)).toBeUndefined();
  });

  it('takes a small part of a large mapping, whatever lies in it', () => {
    const bytesOf = (layout: FrameLayout) => thumbnailPlan(layout, 2 ** 31, 240, 160)?.plan.bytes ?? Number.NaN;
    expect(bytesOf(tightLayout('RGBA', 16_000, 16_000))).toBeLessThan(4 * 4 * 480 * 480);
    expect(bytesOf({ ...tightLayout('MJPEG', 640, 480), offsetBytes: 100 })).toBe(4 * 1024 ** 2 + 1);
  });

  it('shows compressed frames as they are, and none that is too large or no picture', async () => {
    const layout = tightLayout('MJPEG', 16, 16);
    const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
    expect(await encodeThumbnail(picture, layout, 48, 32)).toEqual({ type: 'image/jpeg', bytes: picture });
    expect(await encodeThumbnail(new Uint8Array(4 * 1024 ** 2 + 1), layout, 48, 32)).toBeUndefined();
  });
});
