import { describe, expect, it } from 'vitest';
import { PatternSource } from '../../../../native/camera/sources/pattern-source.ts';
import { PATTERN_KINDS } from '../../../../native/camera/sources/patterns/pattern.ts';
import { RAW_PIXEL_FORMAT_NAMES } from '../../../../native/core/formats.ts';
import { type FrameLayout, layoutBytes, minimumStride, tightLayout } from '../../../../native/core/layout.ts';
import { convertToRgba } from '../../../../native/core/pixels/convert.ts';

const KINDS = [...PATTERN_KINDS, 'no-signal'] as const;

function buffer(layout: FrameLayout): Uint8Array {
  return new Uint8Array(layoutBytes(layout));
}

function rgbAt(bytes: Uint8Array, layout: FrameLayout, x: number, y: number): readonly number[] {
  const out = new Uint8Array(layout.width * layout.height * 4);
  convertToRgba(layout, bytes, out);
  const at = (y * layout.width + x) * 4;
  return [...out.subarray(at, at + 3)];
}

describe.each(KINDS)('pattern %s', (kind) => {
  it.each(RAW_PIXEL_FORMAT_NAMES)('in %s: drawing only what moved gives the same picture as drawing all of it', (format) => {
    for (const [width, height] of [
      [322, 182],
      [161, 121],
    ] as const) {
      const layout = { format, width, height, strideBytes: minimumStride(format, width) + 5, offsetBytes: 3 };
      const source = new PatternSource(kind, layout, 30);
      const running = buffer(layout);
      for (const number of [1, 2, 3, 40, 41, 1000]) source.render(running, number);
      const fresh = buffer(layout);
      new PatternSource(kind, layout, 30).render(fresh, 1000);
      expect(Buffer.compare(running, fresh)).toBe(0);
      // Padding and offset stay untouched.
      expect([...running.subarray(0, 3)]).toEqual([0, 0, 0]);
    }
  });

  it('moves from each frame to the next', () => {
    const layout = tightLayout('RGB24', 320, 180);
    const source = new PatternSource(kind, layout, 30);
    const target = buffer(layout);
    let last = Buffer.alloc(0);
    for (let number = 1; number <= 50; number++) {
      source.render(target, number);
      const now = Buffer.from(target);
      expect(now.equals(last), `frame ${number}`).toBe(false);
      last = now;
    }
  });

  it('draws everything anew into another buffer', () => {
    const layout = tightLayout('NV12', 160, 120);
    const source = new PatternSource(kind, layout, 30);
    const [first, second] = [buffer(layout), buffer(layout)];
    source.render(first, 7);
    source.render(second, 7);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('fits into any size', () => {
    for (const [width, height] of [
      [1, 1],
      [2, 1],
      [1, 9],
      [3, 2],
      [17, 5],
      [64, 48],
      [70, 30],
      [500, 3],
    ] as const)
      for (const format of ['RGB24', 'YUYV', 'NV12', 'I420'] as const) {
        const layout = tightLayout(format, width, height);
        const target = buffer(layout);
        const source = new PatternSource(kind, layout, 30);
        for (const number of [1, 2, 99, 2 ** 33]) source.render(target, number);
      }
  });
});

describe('PatternSource', () => {
  it('shows the colours of the bars', () => {
    const layout = tightLayout('RGB24', 700, 400);
    const target = buffer(layout);
    new PatternSource('bars', layout, 30).render(target, 1);
    const bars = [50, 150, 250, 350, 450, 550, 650].map((x) => rgbAt(target, layout, x, 20));
    expect(bars).toEqual([
      [191, 191, 191],
      [191, 191, 0],
      [0, 191, 191],
      [0, 191, 0],
      [191, 0, 191],
      [191, 0, 0],
      [0, 0, 191],
    ]);
  });

  it('answers through the interface, and not after an abort', async () => {
    const layout = tightLayout('GRAY8', 64, 64);
    const source = new PatternSource('ramp', layout, 30);
    const signal = new AbortController().signal;
    await expect(source.next(buffer(layout), 1, signal)).resolves.toBe('frame');
    await expect(source.next(buffer(layout), 2, AbortSignal.abort())).rejects.toThrow();
    await source.close();
    expect(source.label).toBe('Test pattern: ramp');
  });

  it('refuses a buffer that is too small', () => {
    const layout = tightLayout('RGB24', 64, 64);
    expect(() => new PatternSource('bars', layout, 30).render(new Uint8Array(100), 1)).toThrow(
      expect.objectContaining({ code: 'SIZE_MISMATCH' }),
    );
  });
});
