import { expect, test } from 'vitest';
import { STILL_AFTER_MS, StillWatch } from '../../../native/camera/still-watch.ts';

function show(watch: StillWatch, from: number, to: number, picture: (frame: number) => Uint8Array): void {
  for (let at = from, frame = 0; at < to; at += 20, frame++) watch.look(picture(frame), at);
}
const grey = (value: number, bytes = 3001) => new Uint8Array(bytes).fill(value);

test('a picture is still after a while without a change, since the last one', () => {
  const watch = new StillWatch();
  show(watch, 0, 2000, (frame) => grey(frame));
  expect(watch.stillSince).toBeUndefined();
  show(watch, 2000, 8000, () => grey(7));
  const since = watch.stillSince ?? 0;
  expect(since).toBeGreaterThanOrEqual(1600);
  expect(since).toBeLessThanOrEqual(2400);
  watch.look(grey(8), 9000);
  expect(watch.stillSince).toBeUndefined();
});

test('two pictures in turn are no still one, whatever their rhythm', () => {
  const watch = new StillWatch();
  show(watch, 0, 10_000, (frame) => grey(frame % 2));
  expect(watch.stillSince).toBeUndefined();
});

test('one byte at the end of an odd size, and pixels at an odd address, are seen', () => {
  const watch = new StillWatch();
  const last = (value: number) => {
    const bytes = grey(1, 3002).subarray(1);
    bytes[3000] = value;
    return bytes;
  };
  show(watch, 0, 5000, () => last(1));
  expect(watch.stillSince).toBe(0);
  watch.look(last(2), 6000);
  expect(watch.stillSince).toBeUndefined();
});

test('another size of the same picture is no change', () => {
  const watch = new StillWatch();
  show(watch, 0, 4000, () => grey(1));
  watch.look(grey(1, 400), 4500);
  expect(watch.stillSince).toBe(0);
  expect(4500).toBeGreaterThan(STILL_AFTER_MS);
});

test('a moving picture of which each copy has another size is not called still', () => {
  const watch = new StillWatch();
  watch.look(grey(1, 4000), 0);
  watch.look(grey(2, 1000), 4000);
  watch.look(grey(3, 2000), 8000);
  expect(watch.stillSince).toBeUndefined();
});

test('a picture of which the copies have two sizes in turn is compared with the last one of its size', () => {
  const watch = new StillWatch();
  show(watch, 0, 5000, (frame) => grey(1, frame % 40 < 20 ? 3000 : 400));
  expect(watch.stillSince).toBe(0);
  show(watch, 5000, 9000, (frame) => grey(frame, frame % 40 < 20 ? 3000 : 400));
  expect(watch.stillSince).toBeUndefined();
});

test('a picture that nobody looks at is not called still', () => {
  const watch = new StillWatch();
  show(watch, 0, 2000, () => grey(1));
  expect(watch.stillSince).toBeUndefined();
  watch.look(grey(2), 60_000);
  expect(watch.stillSince).toBeUndefined();
});
