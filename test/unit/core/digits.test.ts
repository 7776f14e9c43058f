import { expect, test } from 'vitest';
import { bytesText, groupDigits, plural } from '../../../native/core/digits.ts';

test('numbers are grouped by three, whatever is no whole number stays as it is', () => {
  expect([0, 999, 1000, 1_769_472, -12_345, 1.2345, Number.NaN].map(groupDigits)).toEqual([
    '0',
    '999',
    '1 000',
    '1 769 472',
    '-12 345',
    '1.2345',
    'NaN',
  ]);
});

test('counts come with their word', () => {
  expect([bytesText(1), bytesText(4096), plural(2, 'process', 'processes')]).toEqual(['1 byte', '4 096 bytes', '2 processes']);
});
