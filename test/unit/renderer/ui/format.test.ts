import { describe, expect, it } from 'vitest';
import { setLanguage } from '../../../../renderer/texts/texts.ts';
import {
  exactBytes,
  formatBytes,
  formatBytesPerSecond,
  formatDuration,
  formatMicroseconds,
  formatMilliseconds,
  formatRate,
  groupDigits,
  significant,
} from '../../../../renderer/ui/format.ts';

describe('formatters', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [1_769_472, '1.69 MiB'],
    [24_883_200, '23.7 MiB'],
    [4 * 2 ** 30, '4.00 GiB'],
    [2 ** 42, '4096 GiB'],
  ])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('writes exact bytes with digits in groups', () => {
    expect(exactBytes(1)).toBe('1 byte');
    expect(exactBytes(1_769_472)).toBe('1\u202f769\u202f472 bytes');
    expect(groupDigits(999)).toBe('999');
  });

  it('writes what matters of a number as the language does', () => {
    expect([255, 0.123456, -1234.56].map(significant)).toEqual(['255', '0.1235', '-1235']);
    setLanguage('de');
    expect(significant(0.5)).toBe('0,5000');
    setLanguage('en');
  });

  it.each([
    [0, '0 µs'],
    [0.4, '400 ns'],
    [1, '1.0 µs'],
    [512.4, '512 µs'],
    [1500, '1.5 ms'],
  ])('%f microseconds are %s', (us, text) => expect(formatMicroseconds(us)).toBe(text));

  it.each([
    [1.26, '1.3 ms'],
    [-3.21, '-3.2 ms'],
    [16.7, '17 ms'],
    [12_345, '12.3 s'],
  ])('%f milliseconds are %s', (ms, text) => expect(formatMilliseconds(ms)).toBe(text));

  it.each([
    [-5, '0 s'],
    [8_900, '8 s'],
    [125_000, '2 min 5 s'],
    [3_600_000 * 3 + 720_000, '3 h 12 min'],
    [86_400_000 * 2 + 3_600_000, '2 d 1 h'],
  ])('%i ms last %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('shows rates with as many digits as they deserve', () => {
    expect(formatRate(0.5)).toBe('0.50');
    expect(formatRate(29.97)).toBe('30.0');
    expect(formatBytesPerSecond(186_624_000)).toBe('187 MB/s');
    expect(formatBytesPerSecond(1_500_000)).toBe('1.5 MB/s');
  });
});
