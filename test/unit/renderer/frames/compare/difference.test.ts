import { expect, test } from 'vitest';
import { cutTo, differenceOf } from '../../../../../renderer/frames/compare/difference.ts';

const grey = (width: number, ...levels: number[]) => ({
  width,
  height: levels.length / width,
  data: Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255])),
});
const reds = (data: Uint8ClampedArray) => [...data].filter((_, at) => at % 4 === 0);

test('is what the channels differ by, times the gain, at most white', () => {
  const target = grey(2, 0, 0);
  differenceOf(grey(2, 10, 200), grey(2, 13, 100), 4, target);
  expect(reds(target.data)).toEqual([12, 255]);
  expect(target.data[3]).toBe(255);
});

test('of pictures of different sizes is that of what both have', () => {
  const target = grey(2, 0, 0);
  differenceOf(grey(3, 1, 2, 99, 4, 5, 99), grey(2, 1, 5), 1, target);
  expect(reds(target.data)).toEqual([0, 3]);
  expect(reds(cutTo(grey(3, 1, 2, 99, 4, 5, 99), { width: 2, height: 2 }))).toEqual([1, 2, 4, 5]);
});
