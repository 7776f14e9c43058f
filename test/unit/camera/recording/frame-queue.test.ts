import { describe, expect, it } from 'vitest';
import { FrameQueue } from '../../../../native/camera/recording/frame-queue.ts';

const frame = (value: number, bytes = 100) => new Uint8Array(bytes).fill(value);

describe('the queue of frames', () => {
  it('gives frames back in their order, as they were', () => {
    const queue = new FrameQueue<string>(1000);
    queue.put(frame(1), 0, 'a');
    queue.put(frame(2), 10, 'b');
    const first = queue.take();
    expect(first?.about).toBe('a');
    expect([...new Uint8Array(first?.memory ?? new SharedArrayBuffer(0))]).toEqual([...frame(1)]);
    expect(queue.take()?.about).toBe('b');
    expect(queue.take()).toBeUndefined();
  });

  it('never takes more memory than it may, and uses what is given back', () => {
    const queue = new FrameQueue<number>(500);
    const taken = Array.from({ length: 8 }, (_, index) => queue.put(frame(index), index, index));
    expect(taken).toEqual([true, true, true, true, true, false, false, false]);
    expect(queue.bytes).toBe(500);
    const first = queue.take();
    expect(queue.put(frame(9), 9, 9)).toBe(false);
    queue.release(first?.slot ?? -1);
    expect(queue.put(frame(9), 9, 9)).toBe(true);
    expect(queue.bytes).toBe(500);
  });

  it('has room for three frames of any size', () => {
    const queue = new FrameQueue<number>(10);
    expect([1, 2, 3, 4].map((value) => queue.put(frame(value), 0, value))).toEqual([true, true, true, false]);
  });

  it('lets memory of another size go as it becomes free', () => {
    const queue = new FrameQueue<number>(500);
    for (let index = 0; index < 5; index++) queue.put(frame(index), index, index);
    while (queue.dropOldest());
    expect(queue.put(frame(1, 200), 0, 0)).toBe(true);
    expect(queue.bytes).toBe(200);
  });

  it('forgets what is older than it was asked for', () => {
    const queue = new FrameQueue<number>(1000);
    for (let index = 0; index < 5; index++) queue.put(frame(index), index * 100, index);
    queue.dropOlderThan(250);
    expect([queue.length, queue.spanMs, queue.take()?.about]).toEqual([2, 100, 3]);
  });
});
