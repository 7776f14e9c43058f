import { describe, expect, it } from 'vitest';
import { dumpSidecar } from '../../../../native/camera/pictures/dump-sidecar.ts';
import type { FrameLayout } from '../../../../native/core/layout.ts';
import type { Trailer } from '../../../../native/core/trailer.ts';

const LAYOUT: FrameLayout = { format: 'BGR24', width: 3, height: 2, strideBytes: 12, offsetBytes: 1 };
const FRAME = Uint8Array.of(9, 0, 1, 2, 10, 11, 12, 20, 21, 22, 9, 9, 9, 30, 31, 32, 40, 41, 42, 50, 51, 52, 9, 9, 9);

describe('dumps', () => {
  const trailer = { frameNumber: 7, captureTimeNs: 1_764_000_000_123_456_789n, publishTimeNs: 42n } as Trailer;

  it('have a sidecar that tells how to read them', () => {
    const sidecar = dumpSidecar({ name: 'cam', bytes: FRAME, layout: LAYOUT, trailer });
    expect(sidecar).toMatchObject({
      name: 'cam',
      width: 3,
      height: 2,
      format: 'BGR24',
      fourCC: 'BGR3',
      strideBytes: 12,
      offsetBytes: 1,
      bytes: 25,
      frameNumber: 7,
      captureTime: '2025-11-24T16:00:00.123Z',
      publishTimeNs: '42',
    });
  });

  it('know no times without a trailer, or with an impossible one', () => {
    const frame = { name: 'cam', bytes: FRAME, layout: LAYOUT };
    expect(dumpSidecar(frame)).toMatchObject({ frameNumber: null, captureTime: null, publishTimeNs: null });
    expect(dumpSidecar({ ...frame, trailer: { ...trailer, captureTimeNs: 2n ** 64n - 1n } }).captureTime).toBe(
      '2554-07-21T23:34:33.709Z',
    );
  });
});
