import { describe, expect, it } from 'vitest';
import type { RawPixelFormat } from '../../../native/core/formats.ts';
import { alternatingRows, alternatingShare } from '../../../native/core/guess/alternation.ts';
import { candidatesOf, widestFor } from '../../../native/core/guess/candidates.ts';
import { codeLength, spreadPositions } from '../../../native/core/guess/code-length.ts';
import { isCommonSize, sizeLikelihood } from '../../../native/core/guess/common-sizes.ts';
import { continuesUpwards, rowEdge, rowStart, zeroPadding } from '../../../native/core/guess/edges.ts';
import { extentOf } from '../../../native/core/guess/extent.ts';
import { FourierTransform } from '../../../native/core/guess/fourier.ts';
import { frameDifference } from '../../../native/core/guess/frame-difference.ts';
import { rowLengths } from '../../../native/core/guess/row-lengths.ts';
import { FORMAT_CLASSES, STRUCTURES } from '../../../native/core/guess/structures.ts';
import { valuesOf } from '../../../native/core/guess/values.ts';
import { type PlaneLayout, planeLayouts } from '../../../native/core/layout.ts';
import { greyOf, landscape, layoutOf, type Packing, painting, payloadOf, random } from './guess-scene.ts';

const gray: Packing = { format: 'GRAY8', width: 300, height: 200 };

function firstPlane(packing: Packing): PlaneLayout {
  const [plane] = planeLayouts(layoutOf(packing));
  if (!plane) throw new Error('no plane');
  return plane;
}

describe('the Fourier transform', () => {
  it('finds the frequency of a wave, and undoes itself', () => {
    const transform = new FourierTransform(64);
    const wave = Float64Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64));
    const [real, imaginary] = [wave.slice(), new Float64Array(64)];
    transform.forward(real, imaginary);
    const strong = [...real.keys()].filter((k) => Math.hypot(real[k] ?? 0, imaginary[k] ?? 0) > 1e-9);
    expect(strong).toEqual([5, 59]);
    expect(real[5]).toBeCloseTo(32, 9);
    transform.inverse(real, imaginary);
    for (const [i, value] of wave.entries()) expect(real[i]).toBeCloseTo(value, 12);
    for (const value of imaginary) expect(value).toBeCloseTo(0, 12);
  });

  it.each([0, 1, 12])('refuses a length of %i', (length) => {
    expect(() => new FourierTransform(length)).toThrow(RangeError);
  });
});

describe('row lengths', () => {
  it('come with their correlation, the best first', () => {
    const lengths = rowLengths([payloadOf(landscape(300, 200), gray)], 4);
    expect(lengths[0]?.bytes).toBe(300);
    expect(lengths[0]?.correlation).toBeGreaterThan(0.9);
    expect(lengths[0]?.correlation).toBeLessThanOrEqual(1 + 1e-9);
    expect(lengths.map(({ correlation }) => correlation)).toEqual(
      lengths.map(({ correlation }) => correlation).toSorted((a, b) => b - a),
    );
  });

  it('of plain bytes do not exist', () => {
    expect(rowLengths([new Uint8Array(100_000).fill(9)], 8)).toEqual([]);
    expect(rowLengths([new Uint8Array(3)], 8)).toEqual([]);
  });
});

describe('alternation', () => {
  const size = { width: 300, height: 200 };
  const scenes = { landscape: landscape(300, 200), painting: painting(300, 200) };
  const positions = spreadPositions(300 * 200, 96);
  const rowsOf = (format: RawPixelFormat, rgba: Uint8Array, factor: number) => {
    const plane = firstPlane({ ...size, format });
    const taken = { ...plane, strideBytes: plane.strideBytes * factor, rows: Math.floor(plane.rows / factor) };
    return alternatingRows(payloadOf(rgba, { ...size, format }), taken, STRUCTURES.BAYER_RGGB8, positions) ?? 0;
  };

  it.each(['landscape', 'painting'] as const)('from sample to sample is seen in a mosaic, and not in grey: %s', (scene) => {
    const shareOf = (format: RawPixelFormat, rgba: Uint8Array) =>
      alternatingShare(payloadOf(rgba, { ...size, format }), STRUCTURES[format], positions) ?? 0;
    for (const format of ['BAYER_RGGB8', 'BAYER_GRBG8', 'BAYER_BGGR16'] as const)
      expect(shareOf(format, scenes[scene])).toBeGreaterThan(0.3);
    for (const format of ['GRAY8', 'GRAY16', 'GRAY16BE', 'NV12', 'I420'] as const)
      expect(shareOf(format, scenes[scene])).toBeLessThan(0.05);
    expect(shareOf('BAYER_RGGB8', greyOf(scenes[scene]))).toBeLessThan(0.05);
  });

  it.each(['landscape', 'painting'] as const)('from row to row needs the row length of the mosaic: %s', (scene) => {
    expect(rowsOf('BAYER_RGGB8', scenes[scene], 1)).toBeGreaterThan(0.3);
    expect(rowsOf('BAYER_RGGB8', scenes[scene], 2)).toBeLessThan(0.15);
    for (const format of ['GRAY8', 'GRAY16', 'RGB565', 'YUYV', 'RGB24'] as const)
      expect(rowsOf(format, scenes[scene], 1)).toBeLessThan(0.15);
  });

  it('says nothing where nothing changes, and of less than a few rows', () => {
    const plane = { ...firstPlane(gray), rows: 5 };
    expect(alternatingShare(new Uint8Array(60_000).fill(7), STRUCTURES.GRAY8, positions)).toBeUndefined();
    expect(alternatingShare(new Uint8Array(9), STRUCTURES.GRAY16, positions)).toBeUndefined();
    expect(alternatingRows(new Uint8Array(60_000), firstPlane(gray), STRUCTURES.BAYER_RGGB8, positions)).toBeUndefined();
    expect(alternatingRows(new Uint8Array(1500), plane, STRUCTURES.BAYER_RGGB8, positions)).toBeUndefined();
  });
});

describe('code length', () => {
  const bytes = payloadOf(landscape(300, 200), gray);
  const positions = spreadPositions(60_000, 200);
  const bits = (packing: Packing) => codeLength(bytes, layoutOf(packing), STRUCTURES[packing.format], positions);

  it('is shortest for the layout that a picture has', () => {
    const own = bits(gray);
    expect(own).toBeLessThan(bits({ ...gray, strideBytes: 400, height: 150 }));
    expect(own).toBeLessThan(bits({ format: 'RGB24', width: 100, height: 200 }));
    expect(own).toBeLessThan(bits({ format: 'YUYV', width: 150, height: 200 }));
  });

  it('of plain bytes is nothing, and that of a picture without two rows is unknown', () => {
    expect(codeLength(new Uint8Array(60_000).fill(3), layoutOf(gray), STRUCTURES.GRAY8, positions)).toBe(0);
    expect(codeLength(bytes, layoutOf({ ...gray, height: 1 }), STRUCTURES.GRAY8, positions)).toBe(8);
  });

  it('looks at positions that are spread evenly', () => {
    expect(positions).toHaveLength(200);
    for (const [i, position] of positions.entries()) expect(Math.floor(position / 300)).toBe(i);
  });
});

describe('edges', () => {
  const picture = payloadOf(landscape(300, 200), gray);

  it('are seen where rows end, not at another row length', () => {
    const structure = STRUCTURES.GRAY8;
    expect(rowEdge(picture, firstPlane(gray), structure, 100)).toBeGreaterThan(0.5);
    expect(rowEdge(picture, firstPlane({ ...gray, strideBytes: 301, height: 199 }), structure, 100)).toBeLessThan(0.3);
    expect(rowEdge(picture, firstPlane({ ...gray, width: 600, height: 100 }), structure, 100)).toBeLessThan(0.3);
    expect(rowEdge(picture, firstPlane({ ...gray, width: 150, height: 400 }), structure, 100)).toBeLessThan(0.3);
  });

  it('tell where the first row begins', () => {
    const shifted = new Uint8Array(picture.length + 48);
    shifted.set(picture, 48);
    expect(rowStart(picture, firstPlane(gray), STRUCTURES.GRAY8)).toBe(0);
    expect(rowStart(shifted, firstPlane(gray), STRUCTURES.GRAY8)).toBe(48);
  });

  it('belong to the picture where it continues in them, and else to a header', () => {
    const header = 48;
    const behind = (first: (at: number) => number): Uint8Array => {
      const bytes = new Uint8Array(header + picture.length);
      for (let at = 0; at < header; at++) bytes[at] = first(at);
      bytes.set(picture, header);
      return bytes;
    };
    const plane = firstPlane(gray);
    expect(continuesUpwards(picture, plane, header)).toBe(true);
    expect(
      continuesUpwards(
        behind((at) => 256 * random(at, 7)),
        plane,
        header,
      ),
    ).toBe(false);
    expect(
      continuesUpwards(
        behind(() => 0),
        plane,
        header,
      ),
    ).toBe(false);
  });

  it('of zeros are padding, unless the picture begins with them too', () => {
    const padded: Packing = { ...gray, strideBytes: 320 };
    const bytes = payloadOf(landscape(300, 200), padded);
    expect(zeroPadding(bytes, firstPlane(padded))).toBe(20);
    expect(zeroPadding(new Uint8Array(bytes.length), firstPlane(padded))).toBe(0);
  });
});

describe('chroma', () => {
  const yuyv: Packing = { format: 'YUYV', width: 300, height: 200 };
  const positions = spreadPositions(120_000, 200);
  const planes = planeLayouts(layoutOf(yuyv));
  const values = (bytes: Uint8Array) => valuesOf(bytes, planes, STRUCTURES.YUYV, positions);

  it('is pale, and seldom twice the same where there is colour', () => {
    const { usual, equalChroma } = values(payloadOf(landscape(300, 200), yuyv));
    expect(usual).toBeGreaterThan(0.9);
    expect(equalChroma).toBeLessThan(0.15);
  });

  it('that is nearly always twice the same is none: the lower bytes of flat words', () => {
    expect(values(payloadOf(painting(300, 200), { ...yuyv, format: 'GRAY16BE' })).equalChroma).toBeGreaterThan(0.9);
  });

  it('of grey pictures, of nothing and of padding tells nothing', () => {
    for (const value of [0, 128]) expect(values(new Uint8Array(120_000).fill(value)).equalChroma).toBeUndefined();
  });
});

describe('the extent of a picture', () => {
  it('ends with the last byte that is not zero', () => {
    const payload = new Uint8Array(1000).fill(5, 0, 700);
    expect(extentOf(payload, 400, undefined)).toEqual({ from: 600, to: 1000, used: 700 });
    expect(extentOf(payload, 5000, undefined).from).toBe(1);
  });

  it('ends with the last byte that changes, while most do', () => {
    const payload = Uint8Array.from({ length: 1000 }, (_, i) => (i < 700 ? 256 * random(i, 1) : 5));
    const previous = Uint8Array.from({ length: 1000 }, (_, i) => (i < 700 ? (payload[i] ?? 0) + 1 : 5));
    expect(extentOf(payload, 400, previous).used).toBe(700);
    expect(extentOf(payload, 400, payload.slice()).used).toBe(1000);
  });
});

describe('candidates', () => {
  const classOf = (format: string) => FORMAT_CLASSES.find((one) => one.format === format) ?? FORMAT_CLASSES[0];

  it('are the lowest that holds what is used, then common sizes', () => {
    const formatClass = classOf('GRAY8');
    if (!formatClass) throw new Error('no class');
    const extent = { from: 320 * 235, to: 320 * 245, used: 320 * 237 - 5 };
    const heights = candidatesOf(formatClass, { width: 320, strideBytes: 320 }, extent).map(({ layout }) => layout.height);
    expect(heights).toEqual([237, 240]);
    expect(candidatesOf(formatClass, { width: 0, strideBytes: 320 }, extent)).toEqual([]);
  });

  it('are no wider than their rows', () => {
    expect(widestFor('RGB24', 1924)).toBe(641);
    expect(widestFor('YUYV', 1283)).toBe(640);
  });
});

describe('sizes', () => {
  it('that cameras use are likelier than others of their shape, and those than strange shapes', () => {
    expect(isCommonSize(1080, 1920)).toBe(true);
    expect(isCommonSize(1081, 1920)).toBe(false);
    const ranked = [
      [640, 480],
      [704, 576],
      [644, 483],
      [643, 485],
      [3001, 11],
    ] as const;
    const likelihoods = ranked.map(([width, height]) => sizeLikelihood(width, height));
    expect(likelihoods).toEqual(likelihoods.toSorted((a, b) => b - a));
  });
});

describe('the difference of two frames', () => {
  const frame = (n: number) => payloadOf(landscape(300, 200, n), gray);

  it('shows what moved, around 128', () => {
    const [before, now] = [new Uint8Array(5000).fill(10), new Uint8Array(5000).fill(10)];
    now.fill(110, 1000, 2000);
    const difference = frameDifference(now, before);
    expect([difference?.[500], difference?.[1500]]).toEqual([128, 178]);
  });

  it('is none where nothing moved, where only noise did, and where sizes differ', () => {
    const noisy = frame(0).map((value, i) => value + Math.round(4 * (random(i, 3) - 0.5)));
    expect(frameDifference(frame(0), frame(0))).toBeUndefined();
    expect(frameDifference(noisy, frame(0))).toBeUndefined();
    expect(frameDifference(frame(0), frame(0).subarray(1))).toBeUndefined();
  });
});
