import { describe, expect, test } from 'vitest';
import type { ReaderFrame } from '../../../native/camera/reader-types.ts';
import { layoutBytes } from '../../../native/core/layout.ts';
import { copyByPlan } from '../core/copy-by-plan.ts';
import { LAYOUT, trailerBytes, trailerOf } from './fake-mapping.ts';
import { fakeTime, setUp } from './reader-rig.ts';

fakeTime();

describe('frames for receivers of several sizes and parts', () => {
  test('are as large as the largest receiver wants', async () => {
    const { watches, subscribe, pass } = setUp();
    const small = subscribe({ maxWidth: 4, maxHeight: 2 });
    small.want();
    await pass(0);
    expect(watches.at(0).target.length).toBe(4 * 2 * 3);
    const large = subscribe();
    await pass(0);
    expect(watches.slots[0]).toBeUndefined();
    expect(watches.at(1).target.length).toBe(8 * 4 * 3);
    expect(watches.at(1).armed).toBe(true);
    large.close();
    await pass(0);
    expect(watches.at(2).target.length).toBe(4 * 2 * 3);
  });

  test('are copied once for all sizes: smaller ones are made from that copy, once each', async () => {
    const { watches, subscribe, pass, copy, now } = setUp();
    const seen: Record<string, ReaderFrame[]> = { whole: [], half: [], alsoHalf: [], quarter: [] };
    const of = (name: string, maxWidth: number, maxHeight: number) =>
      subscribe({ maxWidth, maxHeight, onFrame: (frame) => seen[name]?.push(frame) });
    const subscriptions = [of('whole', 0, 0), of('half', 4, 2), of('alsoHalf', 4, 2), of('quarter', 2, 1)];
    await pass(0);
    for (const subscription of subscriptions) subscription.want();
    const { target } = watches.at(0);
    target.forEach((_byte, at) => {
      target[at] = at;
    });
    await watches.frame(0, 7, trailerBytes(trailerOf(7)), now());
    expect(watches.slots).toHaveLength(1);
    expect(copy).toHaveBeenCalledTimes(2);
    const [whole, half, alsoHalf, quarter] = Object.values(seen).map(([frame]) => frame);
    expect([whole, half, quarter].map((frame) => frame?.layout.width)).toEqual([8, 4, 2]);
    expect(alsoHalf).toBe(half);
    expect(half).toMatchObject({ sourceWidth: 8, sourceHeight: 4, frameNumber: 7, produced: 1 });
    // Every second pixel of every second row.
    expect([...(half?.memory.pixels.subarray(0, 6) ?? [])]).toEqual([...target.subarray(0, 3), ...target.subarray(6, 9)]);
    expect([...(half?.memory.pixels.subarray(12, 15) ?? [])]).toEqual([...target.subarray(48, 51)]);
  });

  test('are made smaller beside everything else: the whole one is there at once, and the next one comes into other memory', async () => {
    const { watches, subscribe, pass, copy, frames, now } = setUp();
    const small: ReaderFrame[] = [];
    const whole = subscribe();
    const half = subscribe({ maxWidth: 4, maxHeight: 2, onFrame: (frame) => small.push(frame) });
    await pass(0);
    const made: (() => void)[] = [];
    copy.mockImplementation(async (source, plan, target) => {
      await new Promise<void>((resolve) => made.push(resolve));
      target.set(copyByPlan(plan, source));
    });
    for (const subscription of [whole, half]) subscription.want();
    await watches.frame(0, 1, trailerBytes(trailerOf(1)), now());
    expect([frames.length, small.length]).toEqual([1, 0]);
    const { target } = watches.at(0);
    whole.want();
    half.want();
    expect(watches.at(0).target).not.toBe(target);
    await watches.frame(0, 2, trailerBytes(trailerOf(2)), now());
    expect([frames.length, made.length]).toEqual([2, 1]);
    made[0]?.();
    await pass(0);
    expect(small).toMatchObject([{ frameNumber: 1, layout: { width: 4 } }]);
    expect(small[0]?.memory.pixels[0]).toBe(1);
  });

  test.each(['unwant', 'close'] as const)('are not given to who did %s meanwhile, and what they held is free', async (leave) => {
    const { watches, subscribe, pass, copy, frames, now } = setUp();
    subscribe();
    const half = subscribe({ maxWidth: 4, maxHeight: 2 });
    await pass(0);
    let done = (): void => undefined;
    copy.mockImplementation(() => new Promise((resolve) => (done = resolve)));
    half.want();
    await watches.frame(0, 1, trailerBytes(trailerOf(1)), now());
    const { target } = watches.at(0);
    half[leave]();
    done();
    await pass(0);
    expect(frames).toEqual([]);
    subscribe().want();
    await pass(0);
    expect(watches.at(0).target).toBe(target);
  });

  test('that cannot be made are an error of the camera, which is opened anew and goes on', async () => {
    const { watches, subscribe, pass, copy, open, frames, now } = setUp();
    subscribe();
    const half = subscribe({ maxWidth: 4, maxHeight: 2 });
    await pass(0);
    copy.mockRejectedValueOnce(new TypeError('does not fit'));
    half.want();
    await watches.frame(0, 1, trailerBytes(trailerOf(1)), now());
    expect(frames).toEqual([]);
    await pass(2000);
    expect(open.mock.calls.length).toBeGreaterThan(1);
    await watches.frame(watches.slots.length - 1, 2, trailerBytes(trailerOf(2)), now());
    expect(frames).toMatchObject([{ frameNumber: 2, layout: { width: 4 } }]);
  });

  test('are copied as far as anybody needs them, once for all parts; each receiver gets its own', async () => {
    const { watches, subscribe, pass, copy, now } = setUp();
    const seen: Record<string, ReaderFrame[]> = { left: [], right: [] };
    const of = (name: string, x: number) =>
      subscribe({ crop: { x, y: 1, width: 2, height: 2 }, onFrame: (frame) => seen[name]?.push(frame) });
    const left = of('left', 1);
    await pass(0);
    expect(watches.at(0).target.length).toBe(2 * 2 * 3);
    const right = of('right', 5);
    await pass(0);
    const { target } = watches.at(1);
    expect(target.length).toBe(6 * 2 * 3);
    target.forEach((_byte, at) => {
      target[at] = at;
    });
    for (const subscription of [left, right]) subscription.want();
    await watches.frame(1, 7, trailerBytes(trailerOf(7)), now());
    expect(watches.slots.filter((slot) => slot !== undefined)).toHaveLength(1);
    expect(copy).toHaveBeenCalledTimes(2);
    const [one, other] = [seen['left']?.[0], seen['right']?.[0]];
    expect([one?.crop, other?.crop]).toEqual([
      { x: 1, y: 1, width: 2, height: 2 },
      { x: 5, y: 1, width: 2, height: 2 },
    ]);
    expect(one).toMatchObject({ sourceWidth: 8, sourceHeight: 4, layout: { width: 2, height: 2 } });
    expect([...(other?.memory.pixels ?? [])]).toEqual([...target.subarray(12, 18), ...target.subarray(30, 36)]);
  });

  test('of a part beside the picture, whose size may have changed, are whole', async () => {
    const { watches, subscribe, pass } = setUp();
    subscribe({ crop: { x: 8, y: 0, width: 2, height: 2 } });
    await pass(0);
    expect(watches.at(0).target.length).toBe(layoutBytes(LAYOUT));
  });

  test('of another part of the same size use the same memory', async () => {
    const { watches, subscribe, pass } = setUp();
    const first = subscribe({ crop: { x: 0, y: 0, width: 2, height: 2 } });
    await pass(0);
    const { target } = watches.at(0);
    first.close();
    subscribe({ crop: { x: 4, y: 2, width: 2, height: 2 } });
    await pass(0);
    expect(watches.at(1).target).toBe(target);
  });

  test('of another part come also while all memory of the part before is held', async () => {
    const { watches, subscribe, pass, frames, now } = setUp();
    const first = subscribe({ crop: { x: 0, y: 0, width: 2, height: 2 } });
    await pass(0);
    for (let number = 1; number <= 3; number++) {
      first.want();
      await watches.frame(0, number, trailerBytes(trailerOf(number)), now());
      frames.at(-1)?.memory.hold();
    }
    first.close();
    subscribe({ crop: { x: 4, y: 2, width: 2, height: 2 } }).want();
    await pass(0);
    await watches.frame(1, 4, trailerBytes(trailerOf(4)), now());
    expect(frames.map(({ frameNumber }) => frameNumber)).toEqual([1, 2, 3, 4]);
  });

  test('of another part keep their number, also where the frame is the one before', async () => {
    const { watches, subscribe, pass, frames, now } = setUp();
    const first = subscribe();
    await pass(0);
    first.want();
    await watches.frame(0, 1, trailerBytes(trailerOf(7)), now());
    first.close();
    subscribe({ crop: { x: 4, y: 2, width: 2, height: 2 } }).want();
    await pass(0);
    await watches.frame(1, 1, trailerBytes(trailerOf(7)), now());
    expect(frames.map(({ frameNumber }) => frameNumber)).toEqual([7, 7]);
    expect(frames.at(-1)?.produced).toBe(1);
  });

  test('of a smaller size that is full are not copied for it, and those of the whole size go on', async () => {
    const { watches, subscribe, pass, copy, now } = setUp();
    const whole = subscribe();
    const releases: (() => void)[] = [];
    const small = subscribe({ maxWidth: 4, maxHeight: 2, onFrame: ({ memory }) => releases.push(memory.hold()) });
    await pass(0);
    for (let number = 1; number <= 3; number++) {
      small.want();
      await watches.frame(0, number, trailerBytes(trailerOf(number)), now());
    }
    small.want();
    expect(watches.at(0).armed).toBe(false);
    whole.want();
    await watches.frame(0, 4, trailerBytes(trailerOf(4)), now());
    expect([copy.mock.calls.length, releases.length]).toEqual([3, 3]);
    releases[0]?.();
    expect(watches.at(0).armed).toBe(true);
  });
});
