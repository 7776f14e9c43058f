import { describe, expect, it } from 'vitest';
import { alignedFields, bytesInWords, groupDigits, microseconds, plural, table } from '../../../cli/words.ts';

describe('numbers in words', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1 023 bytes'],
    [1024, '1 024 bytes (1.00 KiB)'],
    [1_769_472, '1 769 472 bytes (1.69 MiB)'],
    [1024 ** 2 - 1, '1 048 575 bytes (1.00 MiB)'],
    [16 * 1024 ** 3, '17 179 869 184 bytes (16.0 GiB)'],
  ])('%i bytes', (bytes, text) => expect(bytesInWords(bytes)).toBe(text));

  it('groups digits', () =>
    expect([0, 12, 123, 1234, 1234567].map(groupDigits)).toEqual(['0', '12', '123', '1 234', '1 234 567']));

  it.each([
    [0, '0.0 us'],
    [12.34, '12.3 us'],
    [1500, '1.50 ms'],
    [2.5e6, '2.50 s'],
  ])('%d us', (value, text) => expect(microseconds(value)).toBe(text));

  it('counts', () =>
    expect([plural(1, 'frame'), plural(0, 'frame'), plural(2, 'entry', 'entries')]).toEqual([
      '1 frame',
      '0 frames',
      '2 entries',
    ]));
});

describe('alignedFields', () => {
  it('puts values in one column and leaves out what has none', () =>
    expect(
      alignedFields([
        ['name', 'cam'],
        ['label', undefined],
        ['mapped', '4 096 bytes'],
      ]),
    ).toBe('name    cam\nmapped  4 096 bytes'));

  it('is empty without fields', () => expect(alignedFields([])).toBe(''));
});

describe('table', () => {
  const columns = [{ title: 'NAME' }, { title: 'BYTES', align: 'right' }, { title: 'STATE' }] as const;

  it('aligns columns and leaves no blanks at the ends', () =>
    expect(
      table(columns, [
        ['cam', '4096', 'live'],
        ['longer-name', '17179869184', ''],
      ]).split('\n'),
    ).toEqual(['NAME               BYTES  STATE', 'cam                 4096  live', 'longer-name  17179869184']));

  it('paints cells after they are padded', () =>
    expect(table([{ title: 'AB', paint: (cell) => `<${cell}>` }, { title: 'C' }], [['x', 'y']])).toBe('AB  C\n<x >  y'));

  it('paints the title after the widths are known', () =>
    expect(table([{ title: 'A' }], [['bb']], (text) => `<${text}>`)).toBe('<A>\nbb'));
});
