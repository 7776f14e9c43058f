import { describe, expect, it } from 'vitest';
import {
  checkPayloadBytes,
  MAX_PAYLOAD_BYTES,
  minimumSectionBytes,
  roundUp,
  sectionBytesFor,
} from '../../../native/core/sizes.ts';
import { TRAILER_BYTES } from '../../../native/core/trailer.ts';

const PAGE = 4096;
const NAMED = [1020, 1024, PAGE, 64 * 1024, 20_000_000, 20 * 1024 ** 2, 2 ** 31, 4 * 1024 ** 3];
const SIZES = NAMED.flatMap((size) => [-129, -128, -5, -4, -1, 0, 1, 4, 5, 128].map((step) => size + step));

describe('sizes', () => {
  it.each(SIZES)(
    'a payload of %i bytes gets whole pages with room for lock word and trailer, and no page too many',
    (payload) => {
      const section = sectionBytesFor(payload, PAGE);
      expect(section % PAGE).toBe(0);
      const trailerAt = section - TRAILER_BYTES;
      expect(trailerAt).toBeGreaterThanOrEqual(minimumSectionBytes(payload));
      expect(section - (4 + payload + TRAILER_BYTES)).toBeLessThan(PAGE);
    },
  );

  it('knows the edges of a page', () => {
    expect(sectionBytesFor(PAGE - 4 - 128, PAGE)).toBe(PAGE);
    expect(sectionBytesFor(PAGE - 4 - 128 + 1, PAGE)).toBe(2 * PAGE);
    expect(sectionBytesFor(1, PAGE)).toBe(PAGE);
    expect(sectionBytesFor(1_769_472, PAGE)).toBe(1_773_568);
    expect(sectionBytesFor(1_000_000, 2 * 1024 ** 2)).toBe(2 * 1024 ** 2);
  });

  it('adds four bytes, whatever the size of the elements', () => {
    expect(minimumSectionBytes(1024)).toBe(1028);
    expect(minimumSectionBytes(4 * 1024 ** 3)).toBe(4_294_967_300);
  });

  it('rounds beyond 32 bits without loss', () => {
    expect(roundUp(4 * 1024 ** 3 + 1, PAGE)).toBe(4 * 1024 ** 3 + PAGE);
    expect(roundUp(0, PAGE)).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_PAYLOAD_BYTES + 1, 2 ** 53])(
    'refuses a payload of %d bytes',
    (bytes) => {
      expect(() => checkPayloadBytes(bytes)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );

  it.each([1, 1024, 4 * 1024 ** 3, MAX_PAYLOAD_BYTES])('takes a payload of %d bytes', (bytes) => {
    expect(() => checkPayloadBytes(bytes)).not.toThrow();
  });
});
