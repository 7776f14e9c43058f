import { describe, expect, test } from 'vitest';
import { trailerBytes, trailerOf } from './fake-mapping.ts';
import { fakeTime, setUp } from './reader-rig.ts';

fakeTime();

describe('over time', () => {
  /** Frames for so many seconds, ten a second, numbered on from the last. */
  function play(
    { watches, subscribe, pass, now }: ReturnType<typeof setUp>,
    trailer: (number: number) => Uint8Array | undefined,
  ) {
    const subscription = subscribe();
    let number = 0;
    return async (seconds: number, pixel: (number: number) => number) => {
      for (let i = 0; i < seconds * 10; i++) {
        number++;
        subscription.want();
        await pass(100);
        await watches.frame(0, pixel(number), trailer(number), now());
      }
    };
  }
  const numbered = (number: number) => trailerBytes(trailerOf(number));

  test('new frames that all look alike are a still picture, until one does not', async () => {
    const set = setUp();
    const frames = play(set, numbered);
    await frames(2, (number) => number);
    expect(set.reader.report().stillSince).toBeUndefined();
    const began = Date.now();
    await frames(5, () => 7);
    expect(set.reader.report().state).toBe('live');
    expect(Math.abs((set.reader.report().stillSince ?? 0) - began)).toBeLessThan(500);
    await frames(1, (number) => number);
    expect(set.reader.report().stillSince).toBeUndefined();
    await frames(5, () => 7);
    // A stall is a stall, whatever the last picture was.
    set.subscribe().want();
    await set.pass(3000);
    expect(set.reader.report()).toMatchObject({ state: 'stalled' });
    expect(set.reader.report().stillSince).toBeUndefined();
  });

  test('numbers that begin anew under the same mapping are a restart, told once', async () => {
    const set = setUp();
    const frames = play(set, (number) => numbered(number <= 20 ? 100 + number : number));
    await frames(3, (number) => number);
    expect(set.onHappening.mock.calls).toEqual([['restarted']]);
  });

  test('a second is what came in it, and nothing is measured while nobody looks', async () => {
    const set = setUp();
    expect(set.reader.takeSecond()).toBeUndefined();
    const frames = play(set, numbered);
    await frames(1, (number) => number);
    set.reader.takeSecond();
    await frames(2, (number) => number);
    const second = set.reader.takeSecond();
    expect(second).toMatchObject({ frames: 20, published: 20, dropped: 0, torn: 0 });
    expect(second?.seconds).toBeCloseTo(2, 1);
    expect(second?.rates.max).toBeCloseTo(10, 0);
  });
});
