import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { layoutPlan } from '../../native/core/copy-plan.ts';
import { PIXEL_FORMAT_NAMES, pixelFormat } from '../../native/core/formats.ts';
import { leastBytes } from '../../native/core/layout.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { encodeTrailer, parseTrailer, TRAILER_BYTES, TRAILER_MAGIC, type Trailer } from '../../native/core/trailer.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { arena, isUntouched } from '../unit/os/framelock-arena.ts';
import { fuzz } from './fuzz.ts';

const framelock = loadFramelock();
const ROOM = 40_000;
const { view, word, room } = arena(ROOM);
const u32 = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffff_ffff }));
const u64 = fc.oneof(fc.bigInt({ min: 0n, max: BigInt(ROOM) + 10n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));

/** A trailer whose every field is somebody's idea. */
const claims = fc.record({
  bytes: fc.oneof(fc.constant(TRAILER_BYTES), u32),
  payload: u64,
  width: u32,
  height: u32,
  stride: u32,
  fourCC: fc.oneof(
    fc.constantFrom(...PIXEL_FORMAT_NAMES.map((name) => pixelFormat(name).fourCC)),
    fc.string({ minLength: 4, maxLength: 4 }),
  ),
  number: u64,
  published: u64,
  fps: fc.tuple(u32, u32),
  valid: u64,
  label: fc.uint8Array({ maxLength: 40 }),
});

const bytesOf = claims.map((claim) => {
  const bytes = new Uint8Array(TRAILER_BYTES);
  const to = new DataView(bytes.buffer);
  bytes.set(Buffer.from(TRAILER_MAGIC, 'latin1'), 0);
  to.setUint32(8, claim.bytes, true);
  to.setBigUint64(16, claim.payload, true);
  to.setUint32(24, claim.width, true);
  to.setUint32(28, claim.height, true);
  to.setUint32(32, claim.stride, true);
  bytes.set(Buffer.from(claim.fourCC, 'latin1').subarray(0, 4), 36);
  to.setBigUint64(40, claim.number, true);
  to.setBigUint64(56, claim.published, true);
  to.setUint32(64, claim.fps[0], true);
  to.setUint32(68, claim.fps[1], true);
  to.setBigUint64(80, claim.valid, true);
  bytes.set(claim.label, 88);
  return bytes;
});

/** A picture that can be, so that most of the way behind the checks is tried too. */
const believable = fc
  .record({
    format: fc.constantFrom(...PIXEL_FORMAT_NAMES),
    width: fc.integer({ min: 1, max: 90 }),
    height: fc.integer({ min: 1, max: 90 }),
    padding: fc.nat(32),
    damage: fc.option(fc.tuple(fc.nat(TRAILER_BYTES - 1), fc.nat(255))),
  })
  .map(({ format, width, height, padding, damage }) => {
    const bytes = new Uint8Array(TRAILER_BYTES);
    const strideBytes = width * 4 + padding;
    const numbers = {
      frameNumber: 7,
      captureTimeNs: 1n,
      publishTimeNs: 2n,
      fpsNumerator: 30,
      fpsDenominator: 1,
      publisherPid: 3,
    };
    encodeTrailer({ payloadBytes: ROOM, width, height, strideBytes, format, validBytes: ROOM, label: 'x', ...numbers }, bytes);
    if (damage) bytes[damage[0]] = damage[1];
    return bytes;
  });

describe('any trailer', () => {
  fuzz(
    'is refused in words, or holds nothing that leaves its mapping',
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), bytesOf, believable), fc.nat(ROOM), (bytes, room) => {
      const parsed = parseTrailer(bytes, room);
      if ('reason' in parsed) {
        expect(inEnglish(parsed.reason)).toMatch(/^[^\p{Cc}]{10,}$/u);
        return;
      }
      const { trailer } = parsed;
      expect(trailer.payloadBytes).toBeLessThanOrEqual(room);
      expect(trailer.validBytes).toBeLessThanOrEqual(trailer.payloadBytes);
      expect(leastBytes({ ...trailer, offsetBytes: 0 })).toBeLessThanOrEqual(trailer.payloadBytes);
      expect(Number.isSafeInteger(trailer.frameNumber)).toBe(true);
      expect(trailer.fpsDenominator).toBeGreaterThan(0);
      expect(trailer.label).toMatch(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u);
      expect(parseTrailer(encoded(trailer), room)).toEqual({ trailer: { ...trailer, label: expect.any(String) } });
    }),
  );

  fuzz(
    'that is believed can be copied from at any size, without a step outside',
    fc.property(fc.oneof(bytesOf, believable), fc.nat(120), fc.nat(120), (bytes, maxWidth, maxHeight) => {
      const parsed = parseTrailer(bytes, ROOM);
      if ('reason' in parsed) return;
      const { width, height, strideBytes, format } = parsed.trailer;
      const limits = { maxWidth, maxHeight, payloadBytes: ROOM };
      const { plan } = layoutPlan({ width, height, strideBytes, format, offsetBytes: 0 }, limits);
      const target = new Uint8Array(plan.bytes + 8).fill(0xee);
      word[0] = 0;
      expect(framelock.read({ ...view }, plan, target.subarray(0, plan.bytes), undefined, 0).code).toBe('OK');
      expect(target.subarray(plan.bytes).every((byte) => byte === 0xee)).toBe(true);
      expect(isUntouched(room)).toBe(true);
    }),
  );
});

function encoded(trailer: Trailer): Uint8Array {
  const bytes = new Uint8Array(TRAILER_BYTES);
  encodeTrailer(trailer, bytes);
  return bytes;
}
