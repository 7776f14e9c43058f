import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MappingSeeker } from '../../../native/camera/mapping-seeker.ts';
import type { ReadableMapping } from '../../../native/camera/reader-types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mapping = { close: () => {} } as ReadableMapping;

test('what opens and is lost at once is tried again and again, with longer and longer pauses', async () => {
  let opened = 0;
  const seeker: MappingSeeker = new MappingSeeker(async () => mapping, {
    onOpened: () => {
      opened++;
      seeker.seekAgain();
    },
    onFailed: () => {},
  });
  seeker.seek();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toBeGreaterThan(3);
  expect(opened).toBeLessThan(20);
  seeker.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toBeLessThan(20);
});

test('what was of use for a while is looked for at once', async () => {
  const onOpened = vi.fn();
  const seeker = new MappingSeeker(async () => mapping, { onOpened, onFailed: () => {} });
  seeker.seek();
  await vi.advanceTimersByTimeAsync(5000);
  seeker.seekAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect(onOpened).toHaveBeenCalledTimes(2);
  seeker.close();
});
