import { describe, expect, it } from 'vitest';
import { wholeNumberText } from '../../../../renderer/ui/whole-number.ts';

describe('wholeNumberText', () => {
  it.each([
    ['', ''],
    ['1280', '1280'],
    [' 1280 px', '1280'],
    ['1280px', '1280'],
    ['2 764\u202f800 bytes', '2764800'],
    ['2,764,800', '2764800'],
    ['2.764.800', '2764800'],
    ['x', ''],
  ])('takes %j as %j', (text, digits) => expect(wholeNumberText(text)).toBe(digits));

  it.each(['1920x1080', '12.5', '1e3', '-5', '0x10', '1,5', '123456789012', '12 34'])('refuses %j', (text) =>
    expect(wholeNumberText(text)).toBeUndefined(),
  );
});
