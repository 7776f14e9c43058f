import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIXEL_FORMAT_NAMES } from '../../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { inEnglish } from '../../../native/core/sentences/sentence.ts';
import {
  encodeTrailer,
  labelBytes,
  parseTrailer,
  TRAILER_BYTES,
  TRAILER_FRAME_NUMBER_OFFSET,
  type Trailer,
} from '../../../native/core/trailer.ts';

const ROOM = 1_000_000;

const SAMPLE: Trailer = {
  payloadBytes: 640 * 480 * 3,
  width: 640,
  height: 480,
  strideBytes: 1920,
  format: 'RGB24',
  frameNumber: 2 ** 40 + 1,
  captureTimeNs: 1_764_000_000_123_456_789n,
  publishTimeNs: 987_654_321_012_345n,
  fpsNumerator: 30_000,
  fpsDenominator: 1001,
  publisherPid: 4242,
  validBytes: 640 * 480 * 3,
  label: 'Küche 📷',
};

function encoded(change: Partial<Trailer> = {}): Uint8Array {
  const bytes = new Uint8Array(TRAILER_BYTES);
  encodeTrailer({ ...SAMPLE, ...change }, bytes);
  return bytes;
}

function reasonFor(bytes: Uint8Array, room = ROOM): string {
  const result = parseTrailer(bytes, room);
  return 'reason' in result ? inEnglish(result.reason) : 'accepted';
}

describe('trailer', () => {
  it('comes back as it was written', () => {
    expect(parseTrailer(encoded(), ROOM)).toEqual({ trailer: SAMPLE });
  });

  it('lies as the wire format says', () => {
    const bytes = encoded();
    const view = new DataView(bytes.buffer);
    expect(new TextDecoder().decode(bytes.subarray(0, 8))).toBe('SHCAMTL1');
    expect(view.getUint32(8, true)).toBe(128);
    expect(view.getUint32(12, true)).toBe(0);
    expect(view.getBigUint64(16, true)).toBe(921_600n);
    expect([24, 28, 32].map((at) => view.getUint32(at, true))).toEqual([640, 480, 1920]);
    expect(new TextDecoder().decode(bytes.subarray(36, 40))).toBe('RGB3');
    expect(TRAILER_FRAME_NUMBER_OFFSET).toBe(40);
    expect(view.getBigUint64(40, true)).toBe(2n ** 40n + 1n);
    expect(view.getBigUint64(48, true)).toBe(SAMPLE.captureTimeNs);
    expect(view.getBigUint64(56, true)).toBe(SAMPLE.publishTimeNs);
    expect([64, 68, 72, 76].map((at) => view.getUint32(at, true))).toEqual([30_000, 1001, 4242, 0]);
    expect(view.getBigUint64(80, true)).toBe(921_600n);
    expect(new TextDecoder().decode(bytes.subarray(88)).replace(/\0+$/, '')).toBe('Küche 📷');
  });

  it('writes all of its bytes, so that nothing old stays', () => {
    const bytes = new Uint8Array(TRAILER_BYTES + 8).fill(0xaa);
    encodeTrailer({ ...SAMPLE, label: '' }, bytes);
    expect([...bytes.subarray(88, 128)]).toEqual(Array(40).fill(0));
    expect([...bytes.subarray(128)]).toEqual(Array(8).fill(0xaa));
    expect(() => encodeTrailer(SAMPLE, new Uint8Array(127))).toThrow(/128 bytes, the buffer has 127/);
  });

  it('cuts a long label between two characters', () => {
    expect(labelBytes('x'.repeat(41))).toHaveLength(40);
    expect(labelBytes(`${'x'.repeat(39)}é`)).toHaveLength(39);
    expect(labelBytes(`${'x'.repeat(38)}📷`)).toHaveLength(38);
    expect(labelBytes(`${'x'.repeat(36)}📷`)).toHaveLength(40);
  });

  it.each<[string, (view: DataView, bytes: Uint8Array) => void, RegExp]>([
    ['no magic', (_, bytes) => bytes.fill(0), /another program/],
    ['another size', (view) => view.setUint32(8, 64, true), /64 bytes instead of 128/],
    ['no payload', (view) => view.setBigUint64(16, 0n, true), /payload of 0 bytes/],
    [
      'a payload beyond the section',
      (view) => view.setBigUint64(16, BigInt(ROOM + 1), true),
      /1 000 001 bytes where at most 1 000 000/,
    ],
    ['an absurd payload', (view) => view.setBigUint64(16, 2n ** 64n - 1n, true), /where at most 1 000 000/],
    [
      'more valid bytes than payload',
      (view) => view.setBigUint64(80, 921_601n, true),
      /921 601 valid bytes in a payload of 921 600/,
    ],
    ['no width', (view) => view.setUint32(24, 0, true), /width of 0/],
    ['an absurd height', (view) => view.setUint32(28, 0xffff_ffff, true), /height of 4 294 967 295/],
    ['one row too many', (view) => view.setUint32(28, 481, true), /1 920 bytes are missing/],
    ['a stride below the row', (view) => view.setUint32(32, 1919, true), /stride of 1 919/],
    ['a stride beyond the payload', (view) => view.setUint32(32, 1921, true), /480 bytes are missing/],
    ['an unknown format', (_, bytes) => bytes.set([0x1b, 0x5b, 0x32, 0x4a], 36), /"\ufffd\[2J", which is not known/],
    ['a frame number beyond counting', (view) => view.setBigUint64(40, 2n ** 60n, true), /no counter reaches/],
  ])('refuses %s', (_, change, reason) => {
    const bytes = encoded();
    change(new DataView(bytes.buffer), bytes);
    expect(reasonFor(bytes)).toMatch(reason);
  });

  it('refuses bytes of another length', () => {
    expect(reasonFor(new Uint8Array(127))).toMatch(/128 bytes, these are 127/);
    expect(reasonFor(new Uint8Array(0))).toMatch(/these are 0/);
  });

  it('takes an impossible rate for an unknown one', () => {
    expect(parseTrailer(encoded({ fpsNumerator: 30, fpsDenominator: 0 }), ROOM)).toMatchObject({
      trailer: { fpsNumerator: 0, fpsDenominator: 1 },
    });
  });

  it('lets nothing through that steers a terminal or turns text around', () => {
    const result = parseTrailer(encoded({ label: 'a\u001b[2Jb\u202ec\u0007' }), ROOM);
    expect(result).toMatchObject({ trailer: { label: 'a\ufffd[2Jb\ufffdc\ufffd' } });
  });

  it('reads from the middle of a buffer', () => {
    const bytes = new Uint8Array(300);
    bytes.set(encoded(), 37);
    expect(parseTrailer(bytes.subarray(37, 37 + TRAILER_BYTES), ROOM)).toEqual({ trailer: SAMPLE });
  });

  it('reads every format it writes', () => {
    for (const format of PIXEL_FORMAT_NAMES) {
      const layout = tightLayout(format, 33, 17);
      const bytes = encoded({ ...layout, payloadBytes: layoutBytes(layout), validBytes: 0 });
      expect(parseTrailer(bytes, ROOM)).toMatchObject({ trailer: { format } });
    }
  });

  it('never throws, and never accepts what does not fit, whatever the bytes are', () => {
    const damaged = fc
      .array(fc.record({ at: fc.nat({ max: TRAILER_BYTES - 1 }), to: fc.nat({ max: 255 }) }), { maxLength: 12 })
      .map((changes) => {
        const bytes = encoded();
        for (const { at, to } of changes) bytes[at] = to;
        return bytes;
      });
    const anything = fc.uint8Array({ minLength: TRAILER_BYTES, maxLength: TRAILER_BYTES });
    fc.assert(
      fc.property(fc.oneof(damaged, anything), fc.nat({ max: 2_000_000 }), (bytes, room) => {
        const result = parseTrailer(bytes, room);
        if ('reason' in result) {
          expect(inEnglish(result.reason)).not.toMatch(/\p{Cc}/u);
          return;
        }
        const { trailer } = result;
        expect(trailer.payloadBytes).toBeLessThanOrEqual(room);
        expect(trailer.validBytes).toBeLessThanOrEqual(trailer.payloadBytes);
        expect(layoutBytes({ ...trailer, offsetBytes: 0 })).toBeLessThanOrEqual(trailer.payloadBytes);
        expect(Number.isSafeInteger(trailer.frameNumber)).toBe(true);
        expect(trailer.label).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 2000 },
    );
  });
});
