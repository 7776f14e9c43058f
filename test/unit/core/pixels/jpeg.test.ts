import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameBytes } from '../../../../native/core/compressed-frame.ts';
import { jpegExtent, startsAsJpeg } from '../../../../native/core/pixels/jpeg.ts';
import { JpegEncoder } from '../../../../native/core/pixels/jpeg-encode.ts';

function jpeg(width: number, height: number): Uint8Array {
  const rgba = Uint32Array.from({ length: width * height }, (_, i) => (0xff000000 | (i * 2_654_435)) >>> 0);
  const out = new Uint8Array(width * height * 8 + 4096);
  return out.subarray(0, new JpegEncoder(width, height).encode(rgba, out));
}

describe('what a JPEG says of itself', () => {
  it.each([
    [1, 1],
    [8, 8],
    [17, 3],
    [50, 37],
  ])('%i x %i: its size and where it ends, whatever follows', (width, height) => {
    const bytes = jpeg(width, height);
    expect(jpegExtent(bytes)).toEqual({ length: bytes.length, width, height });
    const padded = new Uint8Array(bytes.length + 300).fill(0xff);
    padded.set(bytes);
    expect(jpegExtent(padded)).toEqual({ length: bytes.length, width, height });
  });

  it('is a reason in words where it was torn, at every byte', () => {
    const bytes = jpeg(24, 16);
    for (let length = 0; length < bytes.length; length++) {
      const result = jpegExtent(bytes.subarray(0, length));
      expect('problem' in result && result.problem.length > 10, `${length} bytes`).toBe(true);
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(100), /does not begin with the marker/],
    ['a beginning and nothing more', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), /before it says how large/],
    ['a segment without a length', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0), /no length/],
    ['something between segments', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 7, 7), /marker is missing at byte 6/],
    ['no pixels', Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 0, 0, 9, 1, 0xff, 0xd9), /9 x 0 pixels/],
  ])('refuses %s', (_, bytes, problem) => {
    expect(jpegExtent(bytes)).toEqual({ problem: expect.stringMatching(problem) });
  });

  it('never fails on any bytes', () => {
    const markers = fc.array(fc.oneof(fc.constantFrom(0xff, 0xd8, 0xd9, 0xda, 0xc0, 0, 8), fc.nat({ max: 255 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(markers, (bytes) => {
        const given = Uint8Array.of(0xff, 0xd8, 0xff, ...bytes);
        const result = jpegExtent(given);
        if (!('problem' in result)) expect(result.length).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is seen by its first bytes', () => {
    expect(startsAsJpeg(jpeg(8, 8))).toBe(true);
    expect(startsAsJpeg(Uint8Array.of(0xff, 0xd8, 0x00))).toBe(false);
  });
});

describe('the bytes of a frame', () => {
  const mjpeg = { format: 'MJPEG', width: 16, height: 16, strideBytes: 0, offsetBytes: 4 } as const;

  it('are the picture alone where it is compressed, and all where it is torn or not', () => {
    const picture = jpeg(16, 16);
    const payload = new Uint8Array(picture.length + 100);
    payload.set(picture, 4);
    expect(Buffer.compare(frameBytes(mjpeg, payload), picture)).toBe(0);
    expect(frameBytes(mjpeg, payload.subarray(0, 50))).toHaveLength(50);
    expect(frameBytes({ ...mjpeg, format: 'GRAY8', strideBytes: 16 }, payload)).toHaveLength(payload.length);
  });
});

describe('the encoder', () => {
  it('says so when the picture does not fit', () => {
    const encoder = new JpegEncoder(64, 64);
    const rgba = Uint32Array.from({ length: 64 * 64 }, (_, i) => (i * 2_654_435_761) >>> 0);
    const whole = encoder.encode(rgba, new Uint8Array(100_000)) ?? 0;
    expect(encoder.encode(rgba, new Uint8Array(whole))).toBe(whole);
    expect(encoder.encode(rgba, new Uint8Array(whole - 1))).toBeUndefined();
    expect(encoder.encode(rgba, new Uint8Array(10))).toBeUndefined();
  });
});
