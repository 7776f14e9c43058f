import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CameraReader } from '../../../native/camera/camera-reader.ts';
import { FramePoller } from '../../../native/camera/frame-poller.ts';
import type { CopyPixels, FrameRequest, OpenRequest, ReaderFrame, ReaderOptions } from '../../../native/camera/reader-types.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { say, verbatim } from '../../../native/core/sentences/sentence.ts';
import { copyByPlan } from '../core/copy-by-plan.ts';
import { FakeMapping, LAYOUT, testClock, trailerBytes, trailerOf } from './fake-mapping.ts';
import { FakeWatches } from './fake-watches.ts';

const HEADER = 80;
const NOT_FOUND = new SharedCameraError('NOT_FOUND', 'nothing there');

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(changes: Partial<ReaderOptions> = {}, failure?: SharedCameraError) {
  const watches = new FakeWatches();
  const poller = new FramePoller(watches);
  const mapping = new FakeMapping();
  const open = vi.fn<(request: Pick<OpenRequest, 'access'>) => Promise<FakeMapping>>(async ({ access }) => {
    Object.assign(mapping, { access, closed: false });
    return mapping;
  });
  if (failure) open.mockRejectedValue(failure);
  const onChange = vi.fn();
  const onNotice = vi.fn();
  const onHappening = vi.fn();
  const copy = vi.fn<CopyPixels>((source, plan, target) => target.set(copyByPlan(plan, source)));
  const options: ReaderOptions = {
    name: 'cam',
    namespace: 'local',
    headerBytes: HEADER,
    stalledAfterMs: 2000,
    letsGo: false,
    ...changes,
  };
  const reader = new CameraReader(options, { open, poller, clock: testClock, copy }, { onChange, onNotice, onHappening });
  const frames: ReaderFrame[] = [];
  const subscribe = (request: Partial<FrameRequest> = {}) =>
    reader.subscribe({ maxWidth: 0, maxHeight: 0, onFrame: (frame) => frames.push(frame), ...request });
  const state = () => reader.report().state;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const now = () => testClock.monotonicNs();
  return { watches, poller, mapping, open, onChange, onNotice, onHappening, reader, frames, subscribe, state, pass, now, copy };
}

describe('opening', () => {
  test('waits for the name for ever, often at first and every two seconds later', async () => {
    const { reader, open, state, pass, mapping } = setUp({}, NOT_FOUND);
    await pass(0);
    expect(state()).toBe('not-found');
    expect(reader.report().error?.code).toBe('NOT_FOUND');
    await pass(1000);
    expect(open.mock.calls.length).toBeGreaterThanOrEqual(4);
    await pass(600_000);
    const calls = open.mock.calls.length;
    await pass(20_000);
    expect(open.mock.calls.length - calls).toBe(10);
    open.mockResolvedValue(mapping);
    await pass(2000);
    expect(state()).toBe('never-written');
    expect(reader.report()).toMatchObject({ realBytes: 4096, layout: LAYOUT, layoutFrom: 'trailer', label: 'fake' });
  });

  test('hurry looks at once', async () => {
    const { reader, open, pass } = setUp({}, NOT_FOUND);
    await pass(60_000);
    const calls = open.mock.calls.length;
    reader.hurry();
    expect(open.mock.calls.length).toBe(calls + 1);
  });

  test('says each refusal in its own words, and since when', async () => {
    const { reader, pass } = setUp({}, new SharedCameraError('ACCESS_DENIED', 'not yours'));
    await pass(0);
    const { since } = reader.report();
    await pass(5000);
    expect(reader.report()).toMatchObject({ state: 'refused', since, error: { code: 'ACCESS_DENIED', message: 'not yours' } });
  });

  test('a mapping that opens after the reader was closed is closed too', async () => {
    const { reader, mapping } = setUp();
    await reader.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(mapping.closed).toBe(true);
  });
});

describe('layout', () => {
  test('typed by hand where there is no trailer', async () => {
    const { mapping, reader, state, pass } = setUp();
    mapping.trailer = { reason: verbatim('none') };
    await pass(0);
    expect(state()).toBe('no-layout');
    reader.setTypedLayout(LAYOUT);
    expect(state()).toBe('never-written');
    expect(reader.report()).toMatchObject({ layout: LAYOUT, layoutFrom: 'typed' });
    reader.setTypedLayout(undefined);
    expect(state()).toBe('no-layout');
  });

  test('that does not fit is wrong-size, with both numbers', async () => {
    const { mapping, reader, state, pass } = setUp({ typedLayout: tightLayout('RGBA', 8, 4) });
    mapping.trailer = { reason: verbatim('none') };
    await pass(0);
    expect(state()).toBe('wrong-size');
    expect(reader.report().error).toMatchObject({ code: 'SIZE_MISMATCH', details: { need: 128, have: 96 } });
  });

  test('of a trailer that claims more than its payload is refused', async () => {
    const { mapping, state, pass } = setUp();
    mapping.trailer = { trailer: { ...trailerOf(1), height: 5 } };
    await pass(0);
    expect(state()).toBe('wrong-size');
  });

  test('of a trailer that comes late is found', async () => {
    const { mapping, state, pass } = setUp();
    mapping.trailer = { reason: verbatim('not yet') };
    await pass(0);
    mapping.trailer = { trailer: trailerOf(1) };
    await pass(1000);
    expect(state()).toBe('live');
  });
});

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

  test('an observer never recovers a lock', async () => {
    const { mapping, pass, state } = setUp({ observe: true });
    mapping.word = 0x8000_0000;
    await pass(3000);
    expect(state()).toBe('locked');
    expect(mapping.recoverIfAlone).not.toHaveBeenCalled();
  });

  test('the other way to read opens the mapping anew, once, and the stream goes on', async () => {
    const { mapping, open, reader, subscribe, frames, watches, state, pass, now } = setUp();
    const subscription = subscribe();
    await pass(0);
    subscription.want();
    await watches.frame(0, 1, trailerBytes(trailerOf(1)), now());
    expect(open).toHaveBeenLastCalledWith(expect.objectContaining({ access: 'read' }));
    const other = Object.assign(new FakeMapping(), { access: 'observe', trailer: { trailer: trailerOf(1) } });
    open.mockResolvedValueOnce(other);
    reader.setObserve(true);
    reader.setObserve(true);
    await pass(100);
    expect(open).toHaveBeenCalledTimes(2);
    expect(open).toHaveBeenLastCalledWith(expect.objectContaining({ access: 'observe' }));
    expect(state()).toBe('live');
    subscription.want();
    await watches.frame(1, 2, trailerBytes(trailerOf(2)), now());
    expect(frames).toHaveLength(2);
    expect(mapping.closed).toBe(true);
    open.mockResolvedValueOnce(new FakeMapping());
    reader.setObserve(false);
    await pass(100);
    expect(open).toHaveBeenLastCalledWith(expect.objectContaining({ access: 'read' }));
  });

  test('a mode that is changed while the mapping opens counts', async () => {
    const { open, reader, pass, state } = setUp();
    reader.setObserve(true);
    await pass(100);
    expect(open).toHaveBeenCalledTimes(2);
    expect(open).toHaveBeenLastCalledWith(expect.objectContaining({ access: 'observe' }));
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

describe('letting go of a quiet mapping, where a handle keeps its name alive', () => {
  async function quiet() {
    const test = setUp({ letsGo: true, typedLayout: LAYOUT });
    test.mapping.trailer = { reason: verbatim('none') };
    const subscription = test.subscribe();
    await test.pass(0);
    subscription.want();
    await test.watches.frame(0, 1, undefined, test.now());
    subscription.want();
    return { ...test, subscription };
  }

  test('a dead producer: its name goes with our handle', async () => {
    const { mapping, open, pass, state } = await quiet();
    open.mockRejectedValue(NOT_FOUND);
    await pass(5000);
    expect(mapping.closed).toBe(true);
    expect(state()).toBe('not-found');
  });

  test('a producer that only pauses: still stalled, the same picture counts for nothing', async () => {
    const { watches, open, pass, state, frames, reader, now } = await quiet();
    const again = new FakeMapping();
    again.trailer = { reason: verbatim('none') };
    open.mockResolvedValue(again);
    const before = reader.figures().lastFrameAt;
    await pass(4250);
    await watches.frame(1, 1, undefined, now());
    expect(frames).toHaveLength(2);
    expect(reader.figures()).toMatchObject({ frames: 1, lastFrameAt: before });
    await pass(0);
    expect(state()).not.toBe('not-found');
  });
});

test('closing gives everything back', async () => {
  const { watches, mapping, reader, subscribe, pass, onChange } = setUp();
  subscribe().want();
  await pass(0);
  await reader.close();
  expect(mapping.closed).toBe(true);
  expect(watches.polling).toBe(false);
  expect(watches.slots[0]).toBeUndefined();
  const changes = onChange.mock.calls.length;
  await pass(10_000);
  expect(onChange.mock.calls.length).toBe(changes);
  expect(vi.getTimerCount()).toBe(0);
});
