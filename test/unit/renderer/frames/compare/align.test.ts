import { expect, test } from 'vitest';
import { alignedPair } from '../../../../../renderer/frames/compare/align.ts';
import type { Frame } from '../../../../../renderer/frames/frame.ts';

const frames = (...numbers: number[]) =>
  numbers.map((frameNumber) => ({ header: { frameNumber }, pixels: new Uint8Array() }) as unknown as Frame);
const pair = (a: number[], b: number[], standing?: number) => {
  const one = frames(...a);
  const found = alignedPair(
    { frames: one, standing: one.find(({ header }) => header.frameNumber === standing) },
    { frames: frames(...b), standing: undefined },
  );
  return found && [found.one.header.frameNumber, found.other.header.frameNumber, found.aligned];
};

test('the newest number that both have', () => {
  expect(pair([9, 8, 7], [8, 7, 6])).toEqual([8, 8, true]);
  expect(pair([7], [9, 8, 7])).toEqual([7, 7, true]);
});

test('the newest of each where no number is in both, and without numbers', () => {
  expect(pair([9, 8], [3, 2])).toEqual([9, 3, false]);
  expect(pair([0, 0], [0, 0])).toEqual([0, 0, false]);
});

test('a view that stands still keeps its frame', () => {
  expect(pair([9, 8, 7], [9, 8, 7], 7)).toEqual([7, 7, true]);
  expect(pair([9, 8, 7], [9, 8], 7)).toEqual([7, 9, false]);
});

test('nothing while one has no picture', () => {
  expect(pair([], [1])).toBeUndefined();
});
