import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternSource } from '../../../native/camera/sources/pattern-source.ts';
import { groupDigits } from '../../../native/core/digits.ts';
import { pixelFormat, RAW_PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { type Guess, guessLayouts } from '../../../native/core/guess/guess.ts';
import { FORMAT_CLASSES, STRUCTURES } from '../../../native/core/guess/structures.ts';
import { checkLayoutFits, layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { JpegEncoder } from '../../../native/core/pixels/jpeg-encode.ts';
import { greyOf, landscape, layoutOf, PAGE_SLACK, type Packing, painting, payloadOf, random } from './guess-scene.ts';

const BAYER = RAW_PIXEL_FORMAT_NAMES.filter((format) => pixelFormat(format).bayer);

function guessesFor(packing: Packing, rgba = landscape(packing.width, packing.height)): readonly Guess[] {
  return guessLayouts(payloadOf(rgba, packing), { slackBytes: PAGE_SLACK });
}

describe('the geometry guess', () => {
  it.each(RAW_PIXEL_FORMAT_NAMES)('finds size and family of a picture in %s', (format) => {
    const packing = { format, width: 320, height: 240 };
    const [best] = guessesFor(packing);
    expect(best).toMatchObject({ ...layoutOf(packing), format: expect.any(String) });
    expect(FORMAT_CLASSES.find(({ formats }) => formats.some((one) => one === best?.format))?.structure).toBe(STRUCTURES[format]);
    expect(best?.score).toBeGreaterThan(0.5);
    expect(best?.why).toMatch(/^Rows of [\d ]+ bytes match the row above; .*320 x 240 is a common size/u);
  });

  it.each<Packing>([
    { format: 'RGB24', width: 317, height: 211 },
    { format: 'GRAY8', width: 301, height: 199 },
    { format: 'NV12', width: 286, height: 214 },
    { format: 'RGB24', width: 250, height: 188, strideBytes: 768 },
    { format: 'YUYV', width: 250, height: 188, strideBytes: 512 },
    { format: 'I420', width: 250, height: 188, strideBytes: 256 },
  ])('finds uncommon sizes and padded rows: $width x $height $format, $strideBytes', (packing) => {
    expect(guessesFor(packing)[0]).toMatchObject(layoutOf(packing));
  });

  it.each(['GRAY16BE', 'YUYV', 'UYVY'] as const)('finds flat paint in %s', (format) => {
    const packing = { format, width: 320, height: 240 };
    expect(guessesFor(packing, painting(320, 240))[0]).toMatchObject(layoutOf(packing));
  });

  it('says that rows are padded, and what is left over', () => {
    const [best] = guessesFor({ format: 'GRAY8', width: 250, height: 188, strideBytes: 256 });
    expect(best?.why).toContain('rows are padded with 6 bytes');
    expect(best?.why).toContain('1 020 bytes are left over');
  });

  it('finds a header in front of the picture', () => {
    const packing: Packing = { format: 'RGB24', width: 320, height: 240, offsetBytes: 64 };
    const [best] = guessesFor(packing);
    expect(best).toMatchObject({ width: 320, height: 240, offsetBytes: 64 });
    expect(best?.why).toContain('64 bytes come before the first row');
  });

  it.each(['ramp', 'barcode'] as const)('takes a %s that wraps around for no header', (kind) => {
    const layout = tightLayout('RGB24', 1280, 480);
    const payload = new Uint8Array(layoutBytes(layout) + PAGE_SLACK);
    new PatternSource(kind, layout, 30).render(payload, 165);
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK })[0]).toMatchObject({ width: 1280, height: 480, offsetBytes: 0 });
  });

  it('offers the other order of colours next, and says that it cannot tell', () => {
    const [first, second] = guessesFor({ format: 'RGB24', width: 320, height: 240 });
    expect([first?.format, second?.format]).toEqual(['RGB24', 'BGR24']);
    expect([first?.ambiguousWith, second?.ambiguousWith]).toEqual([['BGR24'], ['RGB24']]);
    expect(first?.why).toContain('the pixels cannot tell RGB24 from BGR24 for certain.');
  });

  it('takes the order under which the sky is blue and the ground warm', () => {
    expect(guessesFor({ format: 'BGR24', width: 320, height: 240 })[0]?.format).toBe('BGR24');
    expect(guessesFor({ format: 'BGRA', width: 320, height: 240 })[0]?.format).toBe('BGRA');
  });

  it('says that the chroma of a grey picture does not tell NV12 from I420', () => {
    const grey = greyOf(landscape(320, 240));
    const guesses = guessesFor({ format: 'I420', width: 320, height: 240 }, grey);
    expect(guesses.slice(0, 4).map(({ format }) => format)).toEqual(['NV12', 'I420', 'NV21', 'YV12']);
    expect(guesses[0]?.ambiguousWith).toEqual(['NV21', 'I420', 'YV12']);
    expect(guesses[0]?.score).toBeLessThan(0.6);
  });

  it.each(BAYER)('tells the pattern of a mosaic by its greens, and its red by the colours: %s', (format) => {
    const guesses = guessesFor({ format, width: 320, height: 240 });
    expect(guesses[0]).toMatchObject({ format, width: 320, height: 240 });
    // The other pattern with its greens in the same places stays possible; the two others do not.
    const mirrored = format.replace(/RGGB|GRBG|GBRG|BGGR/u, (pattern) => [...pattern].reverse().join(''));
    expect(guesses[0]?.ambiguousWith).toEqual([mirrored]);
  });

  it.each([...BAYER])('finds a mosaic that ends in half a cell: %s', (format) => {
    const packing = { format, width: 321, height: 243 };
    expect(guessesFor(packing)[0]).toMatchObject(layoutOf(packing));
  });

  it.each<Packing>([
    { format: 'BAYER_RGGB8', width: 250, height: 188, strideBytes: 256 },
    { format: 'BAYER_GBRG8', width: 321, height: 243, strideBytes: 384 },
    { format: 'BAYER_BGGR16', width: 321, height: 243, strideBytes: 704 },
  ])('finds a mosaic with padded rows: $width x $height $format, $strideBytes', (packing) => {
    expect(guessesFor(packing)[0]).toMatchObject({ ...layoutOf(packing), format: expect.stringContaining('BAYER') });
  });

  it.each(['BAYER_RGGB8', 'BAYER_GRBG16'] as const)('finds a mosaic of pale colours: %s', (format) => {
    const scene = landscape(320, 240);
    const pale = greyOf(scene).map((grey, i) => Math.round(grey + ((scene[i] ?? 0) - grey) / 4));
    expect(guessesFor({ format, width: 320, height: 240 }, pale)[0]).toMatchObject({ format, width: 320, height: 240 });
  });

  it('says that a mosaic without colour has no pattern that could be seen, and is rather grey', () => {
    const [best] = guessesFor({ format: 'BAYER_RGGB8', width: 320, height: 240 }, greyOf(landscape(320, 240)));
    expect(best).toMatchObject({ format: 'GRAY8', width: 320, height: 240 });
  });

  it.each([
    ['GRAY16', 10],
    ['GRAY16', 12],
    ['GRAY16', 16],
    ['GRAY16BE', 12],
    ['GRAY16BE', 16],
  ] as const)('tells the order of bytes of %s with %i bits', (format, bits) => {
    const payload = payloadOf(landscape(320, 240), { format, width: 320, height: 240 });
    const view = new DataView(payload.buffer);
    const little = format === 'GRAY16';
    for (let at = 0; at + 1 < 320 * 240 * 2; at += 2) view.setUint16(at, view.getUint16(at, little) >> (16 - bits), little);
    const [best] = guessLayouts(payload, { slackBytes: PAGE_SLACK });
    expect(best).toMatchObject({ format, width: 320, height: 240 });
    expect(best?.ambiguousWith).toBeUndefined();
  });

  it('says that words whose two bytes are the same have no order', () => {
    const [best] = guessesFor({ format: 'GRAY16BE', width: 320, height: 240 }, greyOf(landscape(320, 240)));
    expect(best).toMatchObject({ format: 'GRAY16', width: 320, height: 240, ambiguousWith: ['GRAY16BE'] });
  });

  it.each([
    [1, 0],
    [255, 0],
    [30, 280],
    [2, -1],
  ])('finds floats of any range: %i times, from %i on', (factor, offset) => {
    const payload = payloadOf(landscape(320, 240), { format: 'FLOAT32', width: 320, height: 240 });
    const floats = new Float32Array(payload.buffer, 0, 320 * 240);
    for (const [i, value] of floats.entries()) floats[i] = offset + factor * value;
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK })[0]).toMatchObject({ format: 'FLOAT32', width: 320, height: 240 });
  });

  it.each([0, 16, 128, 255])('says that a picture of nothing but %i carries no information', (value) => {
    const guesses = guessLayouts(new Uint8Array(640 * 480 * 3).fill(value), { slackBytes: 0 });
    const why = 'The picture carries no information, so its size alone suggests this;';
    for (const guess of guesses) {
      expect(guess.why).toContain(why);
      expect(guess.score).toBeLessThan(0.1);
    }
    expect(guesses.some(({ width, height, format }) => width === 640 && height === 480 && format === 'RGB24')).toBe(true);
  });

  it.each([1, 1.5, 2, 3, 4])('is not sure of noise, %s bytes a pixel', (bytesPerPixel) => {
    const noise = Uint8Array.from({ length: 640 * 480 * bytesPerPixel }, (_, i) => 256 * random(i, 1));
    const [best] = guessLayouts(noise, { slackBytes: 0 });
    expect(best?.why).toContain('No row length makes rows resemble each other');
    expect(best?.score).toBeLessThan(0.15);
  });

  it('is not sure of what changes from column to column only', () => {
    const columns = Uint8Array.from({ length: 640 * 480 }, (_, i) => (i % 2 === 0 ? 60 : 90));
    expect(guessLayouts(columns, { slackBytes: 0 })[0]?.score).toBeLessThan(0.15);
  });
});

describe('with the frame before', () => {
  const packing: Packing = { format: 'RGB24', width: 211, height: 157 };
  const frames = [0, 1].map((frame) => payloadOf(landscape(211, 157, frame), packing, 77)) as [Uint8Array, Uint8Array];

  it('what never changes is not taken for rows', () => {
    const [previous, payload] = frames;
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK })[0]?.height).not.toBe(157);
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK, previous })[0]).toMatchObject({ width: 211, height: 157 });
  });

  it('one of another size, and one that is the same, change nothing', () => {
    const payload = payloadOf(landscape(211, 157), packing);
    const alone = guessLayouts(payload, { slackBytes: PAGE_SLACK });
    for (const previous of [payload, payload.subarray(1)])
      expect(guessLayouts(payload, { slackBytes: PAGE_SLACK, previous })).toEqual(alone);
  });

  it('what moves shows the rows of a picture that is black by now', () => {
    const seen = payloadOf(landscape(320, 240), { format: 'NV12', width: 320, height: 240 });
    const black = new Uint8Array(seen.length);
    expect(guessLayouts(black, { slackBytes: PAGE_SLACK, previous: seen })[0]).toMatchObject({ width: 320, strideBytes: 320 });
  });
});

describe('a compressed frame', () => {
  const jpeg = new Uint8Array(60_000);
  const length = new JpegEncoder(320, 240).encode(new Uint32Array(landscape(320, 240).buffer), jpeg) ?? 0;

  it('is known by its markers, and its size by its frame header', () => {
    const guesses = guessLayouts(jpeg, { slackBytes: PAGE_SLACK });
    expect(guesses).toHaveLength(1);
    expect(guesses[0]).toMatchObject({ width: 320, height: 240, format: 'MJPEG', strideBytes: 0, offsetBytes: 0 });
    expect(guesses[0]?.score).toBeGreaterThan(0.95);
    expect(guesses[0]?.why).toContain(
      `its frame header says 320 x 240; its end marker (EOI) comes after ${groupDigits(length)} bytes.`,
    );
  });

  it('is found behind a header', () => {
    const payload = new Uint8Array(jpeg.length + 64).fill(0xff, 0, 20);
    payload.set(jpeg, 64);
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK })[0]).toMatchObject({ format: 'MJPEG', offsetBytes: 64 });
  });

  it('that breaks off is told as one that does', () => {
    const [best] = guessLayouts(jpeg.subarray(0, length - 10), { slackBytes: PAGE_SLACK });
    expect(best).toMatchObject({ width: 320, height: 240, format: 'MJPEG' });
    expect(best?.score).toBeLessThan(0.9);
    expect(best?.why).toContain('but it breaks off');
  });

  it('is not seen where two bytes of a picture look like its beginning', () => {
    const payload = payloadOf(landscape(320, 240), { format: 'GRAY8', width: 320, height: 240 });
    payload.set([0xff, 0xd8, 0xff, 0xe0]);
    expect(guessLayouts(payload, { slackBytes: PAGE_SLACK })[0]).toMatchObject({ format: 'GRAY8', width: 320 });
  });
});

describe('any bytes at all', () => {
  it('give layouts that fit, best first, with scores from 0 to 1', () => {
    const inputs = fc.record({
      payload: fc.uint8Array({ maxLength: 6000, size: 'max' }),
      slackBytes: fc.nat({ max: 5000 }),
      limit: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(inputs, ({ payload, slackBytes, limit }) => {
        const guesses = guessLayouts(payload, { slackBytes, limit });
        expect(guesses.length).toBeLessThanOrEqual(limit);
        for (const [index, guess] of guesses.entries()) {
          checkLayoutFits(guess, payload.length);
          expect(guess.score).toBeGreaterThanOrEqual(0);
          expect(guess.score).toBeLessThanOrEqual(guesses[index - 1]?.score ?? 1);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('near 2 GiB are no problem, as long as nobody reads all of them', () => {
    const payload = new Uint8Array(2 ** 31 - 1).fill(1, -1);
    for (const guess of guessLayouts(payload, { slackBytes: PAGE_SLACK })) checkLayoutFits(guess, payload.length);
    const jpeg = new Uint8Array(60_000);
    const length = new JpegEncoder(320, 240).encode(new Uint32Array(landscape(320, 240).buffer), jpeg) ?? 0;
    payload.set(jpeg.subarray(0, length), 64);
    const [best] = guessLayouts(payload, { slackBytes: PAGE_SLACK });
    expect(best).toMatchObject({ width: 320, height: 240, format: 'MJPEG', offsetBytes: 64 });
  });

  it('of an empty payload give nothing', () => {
    expect(guessLayouts(new Uint8Array(), { slackBytes: PAGE_SLACK })).toEqual([]);
  });
});

describe('the table of structures', () => {
  it('has each format in one class', () => {
    expect(FORMAT_CLASSES.flatMap(({ formats }) => formats).toSorted()).toEqual(RAW_PIXEL_FORMAT_NAMES.toSorted());
  });

  it.each(RAW_PIXEL_FORMAT_NAMES)('has a lane for each sample of each cell of %s', (format) => {
    const { planes, channels, bits } = pixelFormat(format);
    const { mosaic, sampleBytes, planes: laned } = STRUCTURES[format];
    const bytes = laned.map((lanes, plane) => {
      const cellBytes = (planes[plane]?.groupBytes ?? 0) * (mosaic ? 2 : 1);
      const firsts = lanes.flatMap(({ at, every }) => Array.from({ length: cellBytes / every }, (_, i) => at + i * every));
      return [...new Set(firsts)].toSorted();
    });
    const samples = (cellBytes: number) => Array.from({ length: cellBytes / sampleBytes }, (_, i) => i * sampleBytes);
    expect(bytes).toEqual(planes.map(({ groupBytes }) => samples(groupBytes * (mosaic ? 2 : 1))));
    expect(sampleBytes).toBe(channels[0]?.field ? planes[0]?.groupBytes : bits / 8);
  });
});
