import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tightLayout } from '../../../native/core/layout.ts';
import { lockFields } from '../../../native/core/lock-bits.ts';
import { mappingRegions, placeOf } from '../../../native/core/mapping-regions.ts';

const layout = tightLayout('NV12', 64, 32);

describe('regions', () => {
  test('of a picture with room in front and behind', () => {
    const regions = mappingRegions({
      realBytes: 8192,
      payloadBytes: 4000,
      layout: { ...layout, offsetBytes: 16 },
      hasTrailer: true,
    });
    expect(regions).toEqual([
      { kind: 'lock', offset: 0, bytes: 4 },
      { kind: 'rest', offset: 4, bytes: 16 },
      { kind: 'pixels', offset: 20, bytes: 3072 },
      { kind: 'rest', offset: 3092, bytes: 912 },
      { kind: 'slack', offset: 4004, bytes: 4060 },
      { kind: 'trailer', offset: 8064, bytes: 128 },
    ]);
  });

  test('where nothing is known all is payload', () =>
    expect(mappingRegions({ realBytes: 4096, hasTrailer: false })).toEqual([
      { kind: 'lock', offset: 0, bytes: 4 },
      { kind: 'payload', offset: 4, bytes: 4092 },
    ]));

  test('they lie side by side and end with the mapping, whatever is claimed', () => {
    const part = fc.record({
      realBytes: fc.integer({ min: 4, max: 20_000 }),
      payloadBytes: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }),
      layout: fc.option(fc.constant(layout), { nil: undefined }),
      hasTrailer: fc.boolean(),
    });
    fc.assert(
      fc.property(part, (parts) => {
        fc.pre(!parts.hasTrailer || parts.realBytes >= 132);
        let end = 0;
        for (const { offset, bytes } of mappingRegions(parts)) {
          expect(offset).toBe(end);
          expect(bytes).toBeGreaterThan(0);
          end += bytes;
        }
        expect(end).toBe(parts.realBytes);
      }),
    );
  });
});

describe('placeOf', () => {
  const padded = { ...layout, strideBytes: 70 };
  const regions = mappingRegions({ realBytes: 8192, payloadBytes: 5000, layout: padded, hasTrailer: true });

  test.each([
    [0, { region: 'lock', offset: 0 }],
    [4, { region: 'pixels', offset: 0, plane: 0, row: 0, column: 0, padding: false }],
    [4 + 70 + 65, { region: 'pixels', offset: 135, plane: 0, row: 1, column: 65, padding: true }],
    [4 + 70 * 32 + 3, { region: 'pixels', offset: 2243, plane: 1, row: 0, column: 3, padding: false }],
    [5100, { region: 'slack', offset: 96 }],
    [8191, { region: 'trailer', offset: 127 }],
  ])('byte %d', (offset, place) => expect(placeOf(offset, regions, padded)).toEqual(place));

  test('outside there is none', () => expect(placeOf(8192, regions, padded)).toBeUndefined());
});

describe('lockFields', () => {
  test.each([
    [0x0000_0000, [0, 0, 0], 'noWriter; zero; nobody'],
    [0x8000_0000, [1, 0, 0], 'writer; zero; nobody'],
    [0x0000_0003, [0, 0, 3], 'readers'],
    [0xff00_0000, [1, 0x7f, 0], 'mark; allOnes; without'],
    [0x0100_0000, [0, 1, 0], 'mustBeZero'],
  ])('%s', (word, values, words) => {
    const fields = lockFields(word);
    expect(fields.map(({ value }) => value)).toEqual(values);
    expect(fields.map(({ meaning }) => meaning).join('; ')).toContain(words);
  });
});
