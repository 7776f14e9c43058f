import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_DISPLAY, type Display } from '../../../native/core/pixels/display.ts';
import { createDisplayKeeper } from '../../../renderer/display-keeper.ts';
import { displayOf, useDisplays } from '../../../renderer/stores/display-store.ts';

const camera = { id: 'local:cam', display: undefined } as unknown as Parameters<typeof displayOf>[0];
const shown = () => displayOf(camera)(useDisplays.getState());
const page = new EventTarget();
const gamma = (value: number): Display => ({ ...DEFAULT_DISPLAY, gamma: value });

beforeEach(() => {
  vi.useFakeTimers();
  useDisplays.setState({ chosen: {}, tiles: {} });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a drag is shown at every step, and remembered with its first and its last one', async () => {
  const remember = vi.fn(async () => undefined);
  const keep = createDisplayKeeper(remember, page);
  for (const value of [1.1, 1.2, 1.3, 1.4]) {
    keep('local:cam', gamma(value));
    expect(shown().gamma).toBe(value);
  }
  expect(remember.mock.calls).toEqual([['local:cam', gamma(1.1)]]);
  await vi.advanceTimersByTimeAsync(350);
  expect(remember.mock.calls).toEqual([
    ['local:cam', gamma(1.1)],
    ['local:cam', gamma(1.4)],
  ]);
  expect(shown().gamma).toBe(1.4);
  await vi.advanceTimersByTimeAsync(350);
  // From here on the camera itself says it.
  expect(useDisplays.getState().chosen).toEqual({});
});

test('a choice that is refused is taken back', async () => {
  const keep = createDisplayKeeper(async () => undefined, page);
  keep('local:cam', gamma(2));
  keep('local:cam', null);
  expect(shown()).toEqual(DEFAULT_DISPLAY);
  await vi.advanceTimersByTimeAsync(1000);
  expect(useDisplays.getState().chosen).toEqual({});
  expect(shown()).toBe(DEFAULT_DISPLAY);
});

test('what was chosen last is remembered when the page goes, and only once', async () => {
  const remember = vi.fn(async () => undefined);
  const keep = createDisplayKeeper(remember, page);
  keep('local:cam', gamma(2));
  keep('local:cam', gamma(3));
  page.dispatchEvent(new Event('pagehide'));
  const twice = [
    ['local:cam', gamma(2)],
    ['local:cam', gamma(3)],
  ];
  expect(remember.mock.calls).toEqual(twice);
  await vi.advanceTimersByTimeAsync(1000);
  expect(remember.mock.calls).toEqual(twice);
});
