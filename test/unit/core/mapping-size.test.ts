import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { layoutBytes } from '../../../native/core/layout.ts';
import { mappingSize, payloadOfRealBytes, SIZE_PRESETS, solveSize, spareBytes } from '../../../native/core/mapping-size.ts';
import { inEnglish } from '../../../native/core/sentences/sentence.ts';
import { explainSize } from '../../../native/core/size-words.ts';
import { MAX_PAYLOAD_BYTES } from '../../../native/core/sizes.ts';

const PAGE = 4096;
const payloads = fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 1, max: MAX_PAYLOAD_BYTES }));

describe('mappingSize', () => {
  test.each([
    // The sizes of the notes: around 1024, one page, 64 KiB, a shmemcam frame.
    [1023, true, 1, PAGE],
    [1024, true, 1, PAGE],
    [PAGE - 4 - 128, true, 1, PAGE],
    [PAGE - 4 - 127, true, 2, 2 * PAGE],
    [PAGE - 4, false, 1, PAGE],
    [PAGE - 3, false, 2, 2 * PAGE],
    [1_769_472, true, 433, 1_773_568],
    [4 * 1024 ** 3, true, 1_048_577, 4_294_971_392],
  ])('%d bytes, trailer %s: %d pages', (payloadBytes, trailer, pages, realBytes) => {
    const size = mappingSize({ payloadBytes, pageBytes: PAGE, trailer });
    expect([size.pages, size.realBytes]).toEqual([pages, realBytes]);
    expect(size.peerBytes).toBe(payloadBytes + 4);
  });

  test('all numbers follow from each other', () =>
    fc.assert(
      fc.property(payloads, fc.boolean(), fc.constantFrom(PAGE, 65_536, 2 ** 21), (payloadBytes, trailer, pageBytes) => {
        const size = mappingSize({ payloadBytes, pageBytes, trailer });
        expect(size.realBytes % pageBytes).toBe(0);
        expect(size.peerBytes + size.slackBytes + (trailer ? 128 : 0)).toBe(size.realBytes);
        expect(size.slackBytes).toBeGreaterThanOrEqual(0);
        expect(size.slackBytes).toBeLessThan(pageBytes);
        expect(payloadOfRealBytes(size.realBytes, trailer)).toBe(payloadBytes + size.slackBytes);
      }),
    ));

  test.each([0, -1, 1.5, Number.NaN, MAX_PAYLOAD_BYTES + 1])('%d bytes are refused', (payloadBytes) => {
    expect(() => mappingSize({ payloadBytes, pageBytes: PAGE, trailer: true })).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });

  test('it is explained in sentences with the numbers', () => {
    const size = mappingSize({ payloadBytes: 1_769_472, pageBytes: PAGE, trailer: true });
    const text = explainSize({ ...size, payloadKnown: true })
      .map((each) => inEnglish(each))
      .join('\n');
    for (const number of ['1 769 472', '1 769 476', '433', '1 773 568', '3 964']) expect(text).toContain(number);
    expect(
      explainSize({ ...size, payloadKnown: false })
        .map((each) => inEnglish(each))
        .join('\n'),
    ).toContain('Nothing tells');
  });
});

describe('solveSize', () => {
  const form = { width: 1024, height: 576, format: 'RGB24', strideBytes: 3072 } as const;

  test('a width sets the tightest stride and the payload', () =>
    expect(solveSize({ ...form, width: 640 }, 'width')).toEqual({
      ...form,
      width: 640,
      strideBytes: 1920,
      payloadBytes: 1_105_920,
    }));

  test('a stride keeps the width', () =>
    expect(solveSize({ ...form, strideBytes: 4096 }, 'strideBytes')).toEqual({
      ...form,
      strideBytes: 4096,
      payloadBytes: 2_359_296,
    }));

  test('a payload sets the height: whole rows, and the rest stays', () => {
    const solved = solveSize(form, 'payloadBytes', 1_769_472 + 100);
    expect(solved).toEqual({ ...form, height: 576, payloadBytes: 1_769_572 });
    expect(spareBytes({ ...solved, offsetBytes: 0 }, solved.payloadBytes)).toBe(100);
    expect(() => solveSize(form, 'payloadBytes', 3071)).toThrow(expect.objectContaining({ code: 'SIZE_MISMATCH' }));
  });

  test('what it gives always fits, for every format', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...PIXEL_FORMAT_NAMES),
        fc.integer({ min: 1, max: 4096 }),
        payloads,
        (format, width, payloadBytes) => {
          const start = solveSize({ width, height: 2, format, strideBytes: 0 }, 'format');
          fc.pre(payloadBytes >= start.payloadBytes);
          const solved = solveSize(start, 'payloadBytes', payloadBytes);
          expect(layoutBytes({ ...solved, offsetBytes: 0 })).toBeLessThanOrEqual(payloadBytes);
        },
      ),
    ));

  test.each(SIZE_PRESETS)('preset $id', ({ width, height, format }) => {
    expect(solveSize({ width, height, format, strideBytes: 0 }, 'format').payloadBytes).toBe(width * height * 3);
  });
});
