import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pixelFormat } from '../../../native/core/formats.ts';
import { type Guess, guessLayouts } from '../../../native/core/guess/guess.ts';
import { FORMAT_CLASSES, GUESSED_FORMATS, STRUCTURES } from '../../../native/core/guess/structures.ts';
import { checkLayoutFits } from '../../../native/core/layout.ts';
import { greyOf, landscape, layoutOf, PAGE_SLACK, type Packing, payloadOf, random } from './guess-scene.ts';

function guessesFor(packing: Packing, rgba = landscape(packing.width, packing.height)): readonly Guess[] {
  return guessLayouts(payloadOf(rgba, packing), { slackBytes: PAGE_SLACK });
}

describe('the geometry guess', () => {
  it.each(GUESSED_FORMATS)('finds size and family of a picture in %s', (format) => {
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

  it('offers the other order of colours next, and says that it cannot tell', () => {
    const [first, second] = guessesFor({ format: 'RGB24', width: 320, height: 240 });
    expect([first?.format, second?.format]).toEqual(['RGB24', 'BGR24']);
    expect([first?.ambiguousWith, second?.ambiguousWith]).toEqual([['BGR24'], ['RGB24']]);
    expect(first?.why).toContain('The pixels cannot tell RGB24 from BGR24 for certain.');
  });

  it('takes the order under which the sky is blue and the ground warm', () => {
    expect(guessesFor({ format: 'BGR24', width: 320, height: 240 })[0]?.format).toBe('BGR24');
    expect(guessesFor({ format: 'BGRA', width: 320, height: 240 })[0]?.format).toBe('BGRA');
  });

  it('says that the chroma of a grey picture does not tell NV12 from I420', () => {
    const grey = greyOf(landscape(320, 240));
    const guesses = guessesFor({ format: 'I420', width: 320, height: 240 }, grey);
    expect(guesses.slice(0, 4).map(({ format }) => format)).toEqual(['NV12', 'NV21', 'I420', 'YV12']);
    expect(guesses[0]?.ambiguousWith).toEqual(['NV21', 'I420', 'YV12']);
    expect(guesses[0]?.score).toBeLessThan(0.6);
  });

  it.each([0, 16, 128, 255])('says that a picture of nothing but %i carries no information', (value) => {
    const guesses = guessLayouts(new Uint8Array(640 * 480 * 3).fill(value), { slackBytes: 0 });
    const why = 'The picture carries no information, so its size alone suggests this.';
    for (const guess of guesses) {
      expect(guess.why).toContain(why);
      expect(guess.score).toBeLessThan(0.1);
    }
    expect(guesses.some(({ width, height, format }) => width === 640 && height === 480 && format === 'RGB24')).toBe(true);
  });

  it('is not sure of noise', () => {
    const [best] = guessLayouts(
      Uint8Array.from({ length: 640 * 480 }, (_, i) => 256 * random(i, 1)),
      { slackBytes: 0 },
    );
    expect(best?.why).toContain('No row length makes rows resemble each other');
    expect(best?.score).toBeLessThan(0.15);
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

  it('of an empty payload give nothing', () => {
    expect(guessLayouts(new Uint8Array(), { slackBytes: PAGE_SLACK })).toEqual([]);
  });
});

describe('the table of structures', () => {
  it('has each format in one class', () => {
    expect(FORMAT_CLASSES.flatMap(({ formats }) => formats).toSorted()).toEqual(GUESSED_FORMATS.toSorted());
  });

  it.each(GUESSED_FORMATS)('has a lane for each byte of each group of %s', (format) => {
    const { planes } = pixelFormat(format);
    const bytes = STRUCTURES[format].planes.map((lanes, plane) =>
      lanes
        .flatMap(({ at, every }) => Array.from({ length: (planes[plane]?.groupBytes ?? 0) / every }, (_, i) => at + i * every))
        .toSorted(),
    );
    expect(bytes).toEqual(planes.map(({ groupBytes }) => Array.from({ length: groupBytes }, (_, i) => i)));
  });
});
