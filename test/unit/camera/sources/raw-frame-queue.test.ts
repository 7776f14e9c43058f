import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawFrameQueue } from '../../../../native/camera/sources/raw-frame-queue.ts';

describe('RawFrameQueue', () => {
  it('cuts any chunks into the frames that were sent, in order, and takes no more than it has room for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }),
        (frameBytes, capacity, chunks) => {
          const queue = new RawFrameQueue(frameBytes, capacity);
          const target = new Uint8Array(frameBytes);
          let sent = 0;
          let received = 0;
          const takeOne = () => {
            if (!queue.take(target)) return false;
            for (const byte of target) expect(byte).toBe(received++ % 251);
            return true;
          };
          for (const length of chunks) {
            let rest = Uint8Array.from({ length }, (_, i) => (sent + i) % 251);
            sent += length;
            while (rest.length > 0) {
              rest = rest.subarray(queue.push(rest));
              if (rest.length > 0) {
                expect(queue.isFull).toBe(true);
                expect(takeOne()).toBe(true);
              }
            }
          }
          while (takeOne());
          expect(queue.isEmpty).toBe(true);
          expect(received).toBe(sent - (sent % frameBytes));
        },
      ),
    );
  });

  it('forgets the oldest, and a frame that was begun', () => {
    const queue = new RawFrameQueue(2, 2);
    expect(queue.push(Uint8Array.of(1, 1, 2, 2, 3, 3))).toBe(4);
    queue.dropOldest();
    expect(queue.push(Uint8Array.of(9))).toBe(1);
    queue.dropPartial();
    expect(queue.push(Uint8Array.of(4, 4))).toBe(2);
    const target = new Uint8Array(2);
    expect([queue.take(target), target[0], queue.take(target), target[0], queue.take(target)]).toEqual([2, 2, 2, 4, 0]);
    queue.dropOldest();
    expect(queue.isEmpty).toBe(true);
  });
});
