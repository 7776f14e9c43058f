import { describe, expect, test } from 'vitest';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { say, verbatim } from '../../../native/core/sentences/sentence.ts';
import { FakeMapping, LAYOUT, trailerBytes, trailerOf } from './fake-mapping.ts';
import { fakeTime, NOT_FOUND, setUp } from './reader-rig.ts';

fakeTime();

describe('what can happen to a mapping', () => {
  test('a dead producer left its last frame: stalled at once, since that frame, and shown', async () => {
    const { watches, mapping, reader, subscribe, pass, frames, state, now } = setUp();
    const published = now() - 60_000_000_000n;
    mapping.trailer = { trailer: trailerOf(7, LAYOUT, published) };
    await pass(0);
    expect(state()).toBe('stalled');
    expect(reader.report().since).toBe(Date.now() - 60_000);
    subscribe().want();
    await pass(0);
    await watches.frame(0, 1, trailerBytes(trailerOf(7, LAYOUT, published)), now());
    expect(frames).toHaveLength(1);
    expect(state()).toBe('stalled');
  });

  test('no new frame: stalled, since the last one', async () => {
    const { watches, reader, subscribe, pass, state, now } = setUp();
    const subscription = subscribe();
    await pass(0);
    subscription.want();
    const last = Date.now();
    await watches.frame(0, 1, trailerBytes(trailerOf(1)), now());
    subscription.want();
    await pass(1750);
    expect(state()).toBe('live');
    await pass(500);
    expect(state()).toBe('stalled');
    expect(reader.report().since).toBeCloseTo(last, -1);
    await watches.frame(0, 2, trailerBytes(trailerOf(2)), now());
    expect(state()).toBe('live');
  });

  test('made again by its producer: opened again, in another size', async () => {
    const { watches, mapping, open, reader, subscribe, pass, frames, state, now, onHappening } = setUp();
    subscribe().want();
    await pass(0);
    await watches.frame(0, 1, trailerBytes(trailerOf(5)), now());
    const layout = tightLayout('RGB24', 4, 2);
    const next = new FakeMapping();
    Object.assign(next, { payloadBytes: layoutBytes(layout), trailer: { trailer: trailerOf(0, layout) } });
    open.mockResolvedValue(next);
    mapping.current = false;
    await pass(1000);
    expect(mapping.closed).toBe(true);
    expect(state()).toBe('never-written');
    expect(reader.report().layout).toEqual(layout);
    const subscription = subscribe();
    subscription.want();
    await pass(0);
    await watches.frame(1, 2, trailerBytes(trailerOf(1, layout)), now());
    expect(frames.at(-1)?.layout).toEqual(layout);
    expect(reader.figures().dropped).toBe(0);
    expect(onHappening.mock.calls).toEqual([['restarted']]);
  });

  test('gone: not found, and found again', async () => {
    const { watches, mapping, open, subscribe, pass, state } = setUp();
    subscribe().want();
    await pass(0);
    open.mockRejectedValue(NOT_FOUND);
    mapping.current = false;
    await pass(1000);
    expect(state()).toBe('not-found');
    expect(watches.slots[0]).toBeUndefined();
    open.mockResolvedValue(new FakeMapping());
    await pass(2000);
    expect(state()).toBe('never-written');
    expect(watches.at(1).armed).toBe(true);
  });

  test('its memory taken away: closed, and looked for again', async () => {
    const { watches, mapping, open, subscribe, pass, state } = setUp();
    subscribe().want();
    await pass(0);
    open.mockRejectedValue(new SharedCameraError('SIZE_MISMATCH', 'has 0 bytes'));
    await watches.fails(0, 'VANISHED');
    await pass(0);
    expect(mapping.closed).toBe(true);
    expect(state()).toBe('wrong-size');
  });

  test('another size of the same object: opened again', async () => {
    const { mapping, open, pass } = setUp();
    await pass(0);
    mapping.realBytes = 8192;
    await pass(1000);
    expect(open).toHaveBeenCalledTimes(2);
  });

  test('its lock held: locked with the word and since when, recovered where that is proven', async () => {
    const { watches, mapping, reader, subscribe, pass, state, onNotice, onHappening, now } = setUp();
    subscribe().want();
    await pass(0);
    const since = now();
    const start = Date.now();
    await watches.fails(0, 'TIMEOUT', 0x8000_0000, since);
    await pass(900);
    expect(state()).not.toBe('locked');
    await pass(350);
    expect(reader.report()).toMatchObject({ state: 'locked', error: { code: 'TIMEOUT', details: { word: '80000000' } } });
    expect(reader.report().since).toBeCloseTo(start, -1);
    expect(mapping.recoverIfAlone).toHaveBeenCalledWith({ word: 0x8000_0000, sinceNs: since });
    expect(onNotice).not.toHaveBeenCalled();
    mapping.recoverIfAlone.mockResolvedValue({
      released: true,
      before: '80000000',
      after: '00000000',
      evidence: [verbatim('Nobody.')],
      holders: [],
    });
    await pass(250);
    const freed = { name: 'cam', before: '80000000', after: '00000000', evidence: [verbatim('Nobody.')] };
    expect(onNotice).toHaveBeenCalledWith('info', say('program.lockFreed', freed));
    expect(onHappening.mock.calls).toEqual([['lock-recovered']]);
  });

  test('its publisher dead while the lock is held: told beside it, until somebody publishes again', async () => {
    const { mapping, reader, pass } = setUp();
    await pass(0);
    mapping.publisherEnded = { pid: 7, killed: true };
    await pass(2000);
    expect(reader.report()).not.toHaveProperty('publisherEnded'); // nothing is missed
    mapping.word = 0x8000_0000;
    await pass(2500);
    expect(reader.report()).toMatchObject({ state: 'locked', publisherEnded: { pid: 7, killed: true } });
    mapping.publisherEnded = undefined;
    await pass(1000);
    expect(reader.report()).not.toHaveProperty('publisherEnded');
    mapping.publisherEnded = { pid: 8, killed: false };
    await pass(1000);
    mapping.word = 0;
    await pass(250);
    expect(reader.report()).not.toHaveProperty('publisherEnded');
  });

  test('its lock held while nobody streams: seen all the same', async () => {
    const { mapping, pass, state } = setUp();
    await pass(0);
    mapping.word = 0x8000_0000;
    await pass(1500);
    expect(state()).toBe('locked');
    mapping.word = 0;
    await pass(250);
    expect(state()).toBe('never-written');
  });

  test('a damaged word: told, and tried again', async () => {
    const { watches, reader, subscribe, pass } = setUp();
    subscribe().want();
    await pass(0);
    await watches.fails(0, 'CORRUPT', 0x7f00_0000, 0n);
    expect(reader.report()).toMatchObject({ state: 'locked', error: { code: 'LOCK_CORRUPT' } });
    await pass(250);
    expect(watches.at(0).armed).toBe(true);
  });
});
