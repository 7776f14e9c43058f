import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { layoutPlan, partPlan, unionOf, wholePlan } from '../../../native/core/copy-plan.ts';
import { pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride, tightLayout } from '../../../native/core/layout.ts';
import { convertToRgba } from '../../../native/core/pixels/convert.ts';
import { nativeSamples } from '../../../native/core/pixels/native-value.ts';
import { copyByPlan } from './copy-by-plan.ts';

const NO_LIMIT = { maxWidth: 0, maxHeight: 0 };

function decoded(bytes: Uint8Array, layout: FrameLayout): Uint32Array {
  const out = new Uint32Array(layout.width * layout.height);
  convertToRgba(layout, bytes, out);
  return out;
}

function noise(bytes: number): Uint8Array {
  let random = 12_345;
  return Uint8Array.from({ length: bytes }, () => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return random >>> 16;
  });
}

describe('copy plans', () => {
  it('copies a tight picture in one go when nothing is left out', () => {
    const layout = tightLayout('RGB24', 1920, 1080);
    expect(layoutPlan(layout, NO_LIMIT)).toMatchObject({ plan: wholePlan(layoutBytes(layout)), layout, factor: 1 });
    expect(layoutPlan(layout, { maxWidth: 4000, maxHeight: 4000 }).plan.planes).toEqual([]);
    expect(layoutPlan(layout, { ...NO_LIMIT, crop: { x: 0, y: 0, width: 1920, height: 1080 } }).plan.planes).toEqual([]);
  });

  it('leaves padding and offset behind', () => {
    const { plan, layout } = layoutPlan({ format: 'GRAY8', width: 3, height: 2, strideBytes: 5, offsetBytes: 1 }, NO_LIMIT);
    expect([...copyByPlan(plan, Uint8Array.of(9, 1, 2, 3, 9, 9, 4, 5, 6, 9, 9))]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(layout).toEqual(tightLayout('GRAY8', 3, 2));
  });

  it.each([
    // width, height, maxWidth, maxHeight -> factor, width, height
    [3840, 2160, 1280, 720, 3, 1280, 720],
    [3840, 2160, 1000, 700, 3, 1280, 720],
    [1920, 1080, 1280, 720, 1, 1920, 1080],
    [1920, 1080, 960, 540, 2, 960, 540],
    [1920, 1080, 959, 540, 2, 960, 540],
    [1920, 1080, 0, 270, 4, 480, 270],
    [1920, 1080, 480, 0, 4, 480, 270],
    // It covers the view in both directions.
    [1920, 1080, 100, 1080, 1, 1920, 1080],
    [640, 480, 1920, 1080, 1, 640, 480],
    [100, 100, 33, 33, 3, 34, 34],
    [5, 3, 1, 1, 3, 2, 1],
  ])('%i x %i for a view of %i x %i: factor %i, %i x %i', (width, height, maxWidth, maxHeight, factor, outWidth, outHeight) => {
    const result = layoutPlan(tightLayout('RGB24', width, height), { maxWidth, maxHeight });
    expect([result.factor, result.layout.width, result.layout.height]).toEqual([factor, outWidth, outHeight]);
  });

  it('takes every second pixel of every second row', () => {
    const { plan } = layoutPlan(tightLayout('GRAY8', 4, 4), { maxWidth: 2, maxHeight: 2 });
    expect([
      ...copyByPlan(
        plan,
        Uint8Array.from({ length: 16 }, (_, i) => i),
      ),
    ]).toEqual([0, 2, 8, 10]);
  });

  it('keeps pairs of 4:2:2 whole', () => {
    const { plan, layout } = layoutPlan(tightLayout('YUYV', 8, 1), { maxWidth: 4, maxHeight: 0 });
    expect(layout).toEqual(tightLayout('YUYV', 4, 1));
    expect([
      ...copyByPlan(
        plan,
        Uint8Array.from({ length: 16 }, (_, i) => i),
      ),
    ]).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
  });

  it('grows a crop to whole groups and cuts it at the edges', () => {
    const at = (format: 'RGB24' | 'YUYV' | 'NV12', x: number, y: number, width: number, height: number) =>
      layoutPlan(tightLayout(format, 11, 9), { ...NO_LIMIT, crop: { x, y, width, height } }).crop;
    expect(at('RGB24', 3, 3, 3, 3)).toEqual({ x: 3, y: 3, width: 3, height: 3 });
    expect(at('YUYV', 3, 3, 3, 3)).toEqual({ x: 2, y: 3, width: 4, height: 3 });
    expect(at('NV12', 3, 3, 3, 3)).toEqual({ x: 2, y: 2, width: 4, height: 4 });
    expect(at('NV12', 9, 7, 100, 100)).toEqual({ x: 8, y: 6, width: 3, height: 3 });
    expect(at('RGB24', -5, -5, 7, 8)).toEqual({ x: 0, y: 0, width: 2, height: 3 });
  });

  it.each([
    { x: 20, y: 0, width: 5, height: 5 },
    { x: 0, y: 0, width: 0, height: 5 },
    { x: 0, y: 0, width: Number.NaN, height: 5 },
  ])('refuses a crop that shows nothing: %j', (crop) => {
    expect(() => layoutPlan(tightLayout('RGB24', 11, 9), { ...NO_LIMIT, crop })).toThrow(
      expect.objectContaining({ code: 'LAYOUT_INVALID' }),
    );
  });

  it('keeps the pattern of Bayer: every sample stands for the colour that it had', () => {
    const cases = fc.record({
      format: fc.constantFrom(...RAW_PIXEL_FORMAT_NAMES.filter((name) => pixelFormat(name).family === 'bayer')),
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 30 }),
      padding: fc.nat({ max: 9 }),
      offsetBytes: fc.nat({ max: 9 }),
      maxWidth: fc.nat({ max: 20 }),
      maxHeight: fc.nat({ max: 20 }),
      x: fc.nat({ max: 39 }),
      y: fc.nat({ max: 29 }),
    });
    fc.assert(
      fc.property(cases, ({ format, width, height, padding, offsetBytes, maxWidth, maxHeight, x, y }) => {
        if (x >= width || y >= height) return;
        const source = { format, width, height, strideBytes: minimumStride(format, width) + padding, offsetBytes };
        const bytes = noise(layoutBytes(source));
        const { plan, layout, factor, crop } = layoutPlan(source, { maxWidth, maxHeight, crop: { x, y, width, height } });
        const copy = copyByPlan(plan, bytes);
        expect([crop.x % 2, crop.y % 2]).toEqual([0, 0]);
        const from = (at: number, start: number) => start + Math.floor(at / 2) * 2 * factor + (at % 2);
        for (let row = 0; row < layout.height; row++)
          for (let column = 0; column < layout.width; column++) {
            const [small] = nativeSamples(layout, copy, column, row);
            const [large] = nativeSamples(source, bytes, from(column, crop.x), from(row, crop.y));
            expect([small?.channel, small?.value]).toEqual([large?.channel, large?.value]);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('takes compressed frames whole, whatever the view is', () => {
    const source: FrameLayout = { format: 'MJPEG', width: 640, height: 480, strideBytes: 0, offsetBytes: 3 };
    const { plan, layout, factor } = layoutPlan(source, { maxWidth: 10, maxHeight: 10, payloadBytes: 20 });
    expect([
      ...copyByPlan(
        plan,
        Uint8Array.from({ length: 20 }, (_, i) => i),
      ),
    ]).toEqual(Array.from({ length: 17 }, (_, i) => i + 3));
    expect({ ...layout, factor }).toEqual({ ...source, offsetBytes: 0, factor: 1 });
  });

  it('shows the same pixels as the whole picture, for every format, padding, crop and factor', () => {
    const cases = fc.record({
      format: fc.constantFrom(...RAW_PIXEL_FORMAT_NAMES.filter((name) => pixelFormat(name).family !== 'bayer')),
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 30 }),
      padding: fc.nat({ max: 9 }),
      offsetBytes: fc.nat({ max: 9 }),
      maxWidth: fc.nat({ max: 20 }),
      maxHeight: fc.nat({ max: 20 }),
      crop: fc.option(
        fc.record({
          x: fc.nat({ max: 39 }),
          y: fc.nat({ max: 29 }),
          width: fc.integer({ min: 1, max: 40 }),
          height: fc.integer({ min: 1, max: 30 }),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(cases, ({ format, width, height, padding, offsetBytes, maxWidth, maxHeight, crop }) => {
        if (crop && (crop.x >= width || crop.y >= height)) return;
        const source = { format, width, height, strideBytes: minimumStride(format, width) + padding, offsetBytes };
        const bytes = noise(layoutBytes(source));
        const result = layoutPlan(source, { maxWidth, maxHeight, ...(crop && { crop }) });
        const picture = decoded(copyByPlan(result.plan, bytes), result.layout);
        const whole = decoded(bytes, source);
        const groupWidth = Math.max(...pixelFormat(format).planes.map((plane) => plane.groupWidth));
        const isPacked = format === 'YUYV' || format === 'UYVY';
        const { factor } = result;
        for (let y = 0; y < result.layout.height; y++) {
          for (let x = 0; x < result.layout.width; x++) {
            // The first pixel of each group is exactly a pixel of the source; a group that is kept whole brings its second one with it.
            if (x % groupWidth !== 0 && !(isPacked && result.crop.x + (x - 1) * factor + 1 < width)) continue;
            if (!isPacked && groupWidth > 1 && y % 2 !== 0) continue;
            const fromX = result.crop.x + (isPacked ? (x - (x % 2)) * factor + (x % 2) : x * factor);
            const fromY = result.crop.y + y * factor;
            expect(picture[y * result.layout.width + x]).toBe(whole[fromY * width + fromX]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('one copy holds the parts of several receivers', () => {
  const source = tightLayout('NV12', 64, 48);
  const parts = [
    { x: 3, y: 5, width: 10, height: 8 },
    { x: 20, y: 7, width: 8, height: 20 },
  ].map((crop) => layoutPlan(source, { ...NO_LIMIT, crop }));
  const [one, other] = parts;
  if (!one || !other) throw new Error('two parts');
  const crop = unionOf(one.crop, other.crop);
  expect(crop).toEqual({ x: 2, y: 4, width: 26, height: 24 });
  const bytes = noise(layoutBytes(source));
  const whole = partPlan(source, { crop, factor: 1 });
  const copied = copyByPlan(whole.plan, bytes);
  for (const { plan, crop: part } of parts) {
    const again = partPlan(whole.layout, { crop: { ...part, x: part.x - crop.x, y: part.y - crop.y }, factor: 1 });
    expect(copyByPlan(again.plan, copied)).toEqual(copyByPlan(plan, bytes));
  }
});
