import { describe, expect, test } from 'vitest';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { say, verbatim } from '../../../native/core/sentences/sentence.ts';
import { LAYOUT, trailerBytes, trailerOf } from './fake-mapping.ts';
import { fakeTime, HEADER, setUp } from './reader-rig.ts';

fakeTime();

describe('frames', () => {
  test('are copied only when wanted, once for all who want one', async () => {
    const { watches, subscribe, pass, state, frames, now } = setUp();
    const first = subscribe();
    const second = subscribe();
    await pass(0);
    expect(watches.polls).toBe(0);
    first.want();
    second.want();
    await watches.frame(0, 7, trailerBytes(trailerOf(1, LAYOUT, now())), now());
    expect(frames).toHaveLength(2);
    expect(frames[0]?.memory).toBe(frames[1]?.memory);
    expect(watches.slots).toHaveLength(1);
    expect(watches.polling).toBe(false);
    expect(state()).toBe('live');
  });

  test('have room for the header, exact size, and what is known about them', async () => {
    const { watches, subscribe, pass, frames, now } = setUp();
    subscribe().want();
    await pass(0);
    const published = now();
    await pass(3);
    await watches.frame(0, 7, trailerBytes(trailerOf(41, LAYOUT, published)), now());
    const [frame] = frames;
    expect(frame?.memory.buffer.byteLength).toBe(HEADER + layoutBytes(LAYOUT));
    expect(frame?.memory.pixels.every((byte) => byte === 7)).toBe(true);
    expect(frame).toMatchObject({ frameNumber: 41, layout: LAYOUT, sourceWidth: 8, sourceHeight: 4, lockWaitUs: 2, copyUs: 3 });
    expect((frame?.copiedAtMs ?? 0) - (frame?.publishedAtMs ?? 0)).toBeCloseTo(3);
  });

  test('that are held are not written over; with all of them held nothing is copied', async () => {
    const { watches, subscribe, pass, frames, now } = setUp();
    const subscription = subscribe();
    await pass(0);
    const releases: (() => void)[] = [];
    for (let number = 1; number <= 3; number++) {
      subscription.want();
      await watches.frame(0, number, trailerBytes(trailerOf(number)), now());
      const frame = frames.at(-1);
      if (frame) releases.push(frame.memory.hold());
    }
    expect(new Set(frames.map(({ memory }) => memory)).size).toBe(3);
    expect(frames.map(({ memory }) => memory.pixels[0])).toEqual([1, 2, 3]);
    subscription.want();
    expect(watches.polling).toBe(false);
    releases[1]?.();
    releases[1]?.();
    expect(watches.polling).toBe(true);
    await watches.frame(0, 4, trailerBytes(trailerOf(4)), now());
    expect(frames.at(-1)?.memory).toBe(frames[1]?.memory);
  });

  test('use one buffer where nobody holds them', async () => {
    const { watches, subscribe, pass, frames, now } = setUp();
    const subscription = subscribe();
    await pass(0);
    for (let number = 1; number <= 5; number++) {
      subscription.want();
      await watches.frame(0, number, trailerBytes(trailerOf(number)), now());
    }
    expect(new Set(frames.map(({ memory }) => memory)).size).toBe(1);
  });

  test('are not shown while all is zero and nothing was published', async () => {
    const { watches, mapping, subscribe, pass, frames, state, now } = setUp({ typedLayout: LAYOUT });
    mapping.trailer = { reason: verbatim('none') };
    subscribe().want();
    await pass(0);
    await watches.frame(0, 0, undefined, now());
    expect(frames).toHaveLength(0);
    expect(state()).toBe('never-written');
    await watches.frame(0, 1, undefined, now());
    expect(frames).toHaveLength(1);
    expect(state()).toBe('live');
  });

  test('torn ones are counted, dropped and tried again', async () => {
    const { watches, reader, subscribe, pass, frames } = setUp();
    subscribe().want();
    await pass(0);
    await watches.fails(0, 'LOCK_LOST');
    expect(frames).toHaveLength(0);
    expect(reader.figures().torn).toBe(1);
    expect(watches.polling).toBe(true);
  });

  test('of a foreign writer: the trailer is not believed, and that is said', async () => {
    const { watches, reader, subscribe, pass, frames, onNotice, onHappening, now } = setUp();
    const subscription = subscribe();
    await pass(0);
    for (let pixel = 1; pixel <= 4; pixel++) {
      subscription.want();
      await watches.frame(0, pixel, trailerBytes(trailerOf(9)), now());
    }
    expect(frames.at(-1)?.frameNumber).toBe(0);
    expect(onNotice).toHaveBeenCalledExactlyOnceWith('warning', say('program.foreignWriter', { name: 'cam' }));
    expect(onHappening.mock.calls).toEqual([['foreign-writer']]);
    expect(reader.figures().dropped).toBeNull();
    reader.setTypedLayout(tightLayout('BGR24', 8, 4));
    expect(reader.report().layoutFrom).toBe('typed');
  });

  test('of another layout than before are not shown as if they were of the old one', async () => {
    const { watches, mapping, reader, subscribe, pass, frames, now } = setUp();
    subscribe().want();
    await pass(0);
    const other = tightLayout('RGB24', 4, 8);
    mapping.trailer = { trailer: trailerOf(1, other) };
    await watches.frame(0, 1, trailerBytes(trailerOf(1, other)), now());
    expect(frames).toHaveLength(0);
    expect(reader.report().layout).toEqual(other);
    await watches.frame(1, 1, trailerBytes(trailerOf(1, other)), now());
    expect(frames[0]?.layout).toEqual(other);
  });

  test('that nobody wants any more are not waited for', async () => {
    const { watches, subscribe, pass } = setUp();
    const subscription = subscribe();
    await pass(0);
    subscription.want();
    expect(watches.polling).toBe(true);
    subscription.unwant();
    await pass(0);
    expect(watches.polling).toBe(false);
  });
});
