import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HANDED_FOR_MS, HandedPixels } from '../../../../backend/recordings/handed-pixels.ts';
import { MAX_HANDED_BYTES } from '../../../../backend/recordings/keeping.ts';

const [PAGE, OTHER] = [{}, {}];
const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');

let handed: HandedPixels;
beforeEach(() => {
  vi.useFakeTimers();
  handed = new HandedPixels();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('pixels that a page hands over', () => {
  it('are put together in their order, and taken once', () => {
    handed.put(PAGE, { bytes: 5, at: 0, data: base64(1, 2, 3) });
    handed.put(OTHER, { bytes: 1, at: 0, data: base64(9) });
    handed.put(PAGE, { bytes: 5, at: 3, data: base64(4, 5) });
    expect([...handed.take(PAGE)]).toEqual([1, 2, 3, 4, 5]);
    expect([...handed.take(OTHER)]).toEqual([9]);
    expect(() => handed.take(PAGE)).toThrow('0 of 0 bytes');
  });

  it.each([
    ['begin in the middle', { bytes: 4, at: 2, data: base64(3, 4) }],
    ['leave a gap', { bytes: 9, at: 4, data: base64(5) }],
    ['come twice', { bytes: 9, at: 1, data: base64(2) }],
    ['are more than was said', { bytes: 9, at: 3, data: base64(4, 5, 6, 7, 8, 9, 10) }],
    ['belong to another frame', { bytes: 8, at: 3, data: base64(4) }],
  ])('are refused where they %s', (why, part) => {
    if (why !== 'begin in the middle') handed.put(PAGE, { bytes: 9, at: 0, data: base64(1, 2, 3) });
    expect(() => handed.put(PAGE, part)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(() => handed.take(PAGE)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it('take no more memory than all of them may have together', () => {
    handed.put(OTHER, { bytes: MAX_HANDED_BYTES - 10, at: 0, data: base64(1) });
    expect(() => handed.put(PAGE, { bytes: 11, at: 0, data: base64(1) })).toThrow(
      expect.objectContaining({ code: 'NOT_ENOUGH_MEMORY' }),
    );
    handed.forget(OTHER);
    handed.put(PAGE, { bytes: 11, at: 0, data: base64(1) });
  });

  it('are let go when nobody comes back for them', () => {
    handed.put(PAGE, { bytes: 2, at: 0, data: base64(1) });
    vi.advanceTimersByTime(HANDED_FOR_MS - 1);
    handed.put(PAGE, { bytes: 2, at: 1, data: base64(2) });
    vi.advanceTimersByTime(HANDED_FOR_MS - 1);
    expect([...handed.take(PAGE)]).toEqual([1, 2]);
    handed.put(PAGE, { bytes: 1, at: 0, data: base64(1) });
    vi.advanceTimersByTime(HANDED_FOR_MS);
    expect(() => handed.take(PAGE)).toThrow('0 of 0 bytes');
  });
});
