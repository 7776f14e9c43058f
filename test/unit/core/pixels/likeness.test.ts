import { describe, expect, test } from 'vitest';
import { tightLayout } from '../../../../native/core/layout.ts';
import { likenessOf, psnrOf, shownLikeness, structuralSimilarity } from '../../../../native/core/pixels/likeness.ts';

describe('PSNR', () => {
  test('of a difference of one everywhere is 48.13 dB, of the full range 0', () => {
    expect(psnrOf(1, 255)).toBeCloseTo(48.1308, 4);
    expect(psnrOf(255 * 255, 255)).toBe(0);
    expect(psnrOf(0, 255)).toBe(Number.POSITIVE_INFINITY);
  });

  test('is told for each channel, in native values', () => {
    const layout = tightLayout('GRAY16', 2, 2);
    const one = new Uint8Array(Uint16Array.of(0, 1000, 2000, 65535).buffer);
    const other = new Uint8Array(Uint16Array.of(0, 1100, 2000, 65535).buffer);
    const [y] = likenessOf({ layout, pixels: one }, { layout, pixels: other });
    expect(y).toMatchObject({ channel: 'Y', mse: 2500, most: 100 });
    expect(y?.psnr).toBeCloseTo(62.35, 2);
  });

  test('compares what both pictures have', () => {
    const one = { layout: tightLayout('RGB24', 2, 1), pixels: Uint8Array.of(10, 20, 30, 0, 0, 0) };
    const other = { layout: tightLayout('RGB24', 1, 2), pixels: Uint8Array.of(10, 22, 30, 9, 9, 9) };
    expect(likenessOf(one, other).map(({ mse }) => mse)).toEqual([0, 4, 0]);
  });

  test('of shown pictures leaves alpha out', () => {
    const one = Uint8ClampedArray.of(0, 0, 0, 255, 0, 0, 0, 255);
    const other = Uint8ClampedArray.of(2, 0, 0, 0, 0, 0, 4, 255);
    expect(shownLikeness(one, other).map(({ channel, mse, most }) => [channel, mse, most])).toEqual([
      ['R', 2, 2],
      ['G', 0, 0],
      ['B', 8, 4],
    ]);
  });
});

describe('structural similarity', () => {
  const picture = (level: (x: number, y: number) => number) => {
    const rgba = new Uint8ClampedArray(16 * 16 * 4);
    for (let i = 0; i < 256; i++) rgba.fill(level(i % 16, i >> 4), i * 4, i * 4 + 3);
    return rgba;
  };
  const checks = picture((x, y) => ((x + y) % 2 ? 200 : 50));

  test('is one for the same picture, little for its negative, and less for more noise', () => {
    expect(structuralSimilarity(checks, checks, 16, 16)).toBeCloseTo(1, 9);
    expect(
      structuralSimilarity(
        checks,
        picture((x, y) => ((x + y) % 2 ? 50 : 200)),
        16,
        16,
      ),
    ).toBeLessThan(-0.9);
    const noisy = (much: number) => picture((x, y) => ((x + y) % 2 ? 200 : 50) + (((x * 7 + y * 13) % 5) - 2) * much);
    expect(structuralSimilarity(checks, noisy(2), 16, 16)).toBeGreaterThan(structuralSimilarity(checks, noisy(20), 16, 16));
  });
});
