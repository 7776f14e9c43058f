import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { formatName, framesPerSecond, labelText, seconds, wholeNumber } from '../../../cli/parse.ts';

const refused = (parse: () => unknown, pattern: RegExp): void => {
  expect(parse).toThrow(InvalidArgumentError);
  expect(parse).toThrow(pattern);
};

describe('wholeNumber', () => {
  it.each([
    ['1', 1],
    ['007', 7],
    ['16384', 16384],
  ])('takes %s', (text, value) => expect(wholeNumber(1, 16384)(text)).toBe(value));

  it.each(['', ' ', '0', '16385', '-1', '1.5', '1e3', '0x10', 'ten', '12px', 'NaN', 'Infinity', '١'])(
    'refuses "%s" and names the range',
    (text) => refused(() => wholeNumber(1, 16384)(text), /whole number from 1 to 16384/),
  );
});

describe('seconds', () => {
  it.each([
    ['1', 1],
    ['0.5', 0.5],
    ['.25', 0.25],
    ['2.', 2],
  ])('takes %s', (text, value) => expect(seconds(60)(text)).toBe(value));

  it.each(['', '0', '-1', '61', '1e1', 'Infinity', '1,5', '.'])('refuses "%s"', (text) =>
    refused(() => seconds(60)(text), /above 0, at most 60/),
  );
});

describe('labelText', () => {
  it('counts bytes, and says how many there are', () => {
    expect(labelText('ä'.repeat(20))).toBe('ä'.repeat(20));
    expect(() => labelText('ä'.repeat(21))).toThrow('It has 42 bytes of UTF-8, and at most 40 fit.');
  });
});

describe('framesPerSecond', () => {
  it.each([
    ['30', 30],
    ['29.97', 29.97],
    ['0.5', 0.5],
    ['30000/1001', 30000 / 1001],
    ['25.0', 25],
    ['1000', 1000],
  ])('takes %s', (text, fps) => expect(framesPerSecond(text)).toBe(fps));

  it.each(['', '0', '0/1', '30/0', '-30', '1001', '1e2', '30/', '30fps', '0.0001'])('refuses "%s"', (text) =>
    refused(() => framesPerSecond(text), /30, 29\.97 or 30000\/1001/),
  );
});

describe('formatName', () => {
  it.each([
    ['RGB24', 'RGB24'],
    ['rgb24', 'RGB24'],
    ['yuy2', 'YUYV'],
    ['nv12', 'NV12'],
    ['YU12', 'I420'],
  ])('takes %s', (text, format) => expect(formatName(text)).toBe(format));

  it('refuses others and names all that are allowed', () =>
    refused(() => formatName('rgb48'), /RGB24, BGR24, RGBA, .*GRAY16BE, .*BAYER_BGGR16, MJPEG/));
});
