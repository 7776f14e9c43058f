import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CameraProbe, type ProbedMapping } from '../../../native/camera/camera-probe.ts';
import type { OpenOptions } from '../../../native/camera/mapping-options.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { FakeMapping, LAYOUT, testClock, trailerOf } from './fake-mapping.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const mapping = Object.assign(new FakeMapping(), {
    pixel: 0,
    read(target: Uint8Array) {
      target.fill(this.pixel);
      return { lockWaitNs: 0, copyNs: 0, finishedNs: 0n, word: 0, wordAfter: 0, spins: 0, sleeps: 0, torn: 0 };
    },
  });
  const open = vi.fn<(options: OpenOptions) => Promise<ProbedMapping>>(async () => {
    mapping.closed = false;
    return mapping;
  });
  const probe = new CameraProbe({ name: 'cam', namespace: 'local' }, open, testClock);
  const look = async () => {
    await probe.look(undefined, 2000);
    vi.advanceTimersByTime(1000);
    return probe.report;
  };
  return { mapping, open, probe, look };
}

test('observes only, and keeps nothing open', async () => {
  const { mapping, open, probe, look } = setUp();
  expect(probe.report.state).toBe('searching');
  await look();
  expect(open).toHaveBeenCalledWith(expect.objectContaining({ name: 'cam', access: 'observe', prefault: false }));
  expect(mapping.closed).toBe(true);
});

test('says why a camera does not open', async () => {
  const { open, look } = setUp();
  open.mockRejectedValue(new SharedCameraError('ACCESS_DENIED', 'not yours'));
  const first = await look();
  expect(first).toMatchObject({ state: 'refused', error: { message: 'not yours' } });
  expect((await look()).since).toBe(first.since);
});

describe('with a trailer', () => {
  test('tells that the publisher of a stalled camera is gone, and no more once another one publishes', async () => {
    const { mapping, look } = setUp();
    mapping.trailer = { trailer: trailerOf(5, LAYOUT, testClock.monotonicNs()) };
    mapping.publisherEnded = { pid: 7, killed: true };
    expect(await look()).not.toHaveProperty('publisherEnded');
    vi.advanceTimersByTime(5000);
    expect(await look()).toMatchObject({ state: 'stalled', publisherEnded: { pid: 7, killed: true } });
    mapping.publisherEnded = undefined;
    expect(await look()).not.toHaveProperty('publisherEnded');
  });

  test('is never written, live while frames are published, and stalled since the last of them', async () => {
    const { mapping, look } = setUp();
    expect(await look()).toMatchObject({
      state: 'never-written',
      label: 'fake',
      layout: LAYOUT,
      layoutFrom: 'trailer',
      realBytes: 4096,
    });
    mapping.trailer = { trailer: trailerOf(1, LAYOUT, testClock.monotonicNs()) };
    const published = Date.now();
    expect((await look()).state).toBe('live');
    await look();
    expect(await look()).toMatchObject({ state: 'stalled', since: published });
  });

  test('left by a producer that is dead is stalled at the first look', async () => {
    const { mapping, look } = setUp();
    mapping.trailer = { trailer: trailerOf(9, LAYOUT, testClock.monotonicNs() - 3_600_000_000_000n) };
    expect(await look()).toMatchObject({ state: 'stalled', since: Date.now() - 1000 - 3_600_000 });
  });
});

describe('without one', () => {
  test('is known by its pixels', async () => {
    const { mapping, probe } = setUp();
    mapping.trailer = { reason: verbatim('none') };
    const look = async () => {
      await probe.look(LAYOUT, 2000);
      vi.advanceTimersByTime(1000);
      return probe.report.state;
    };
    expect(await look()).toBe('never-written');
    mapping.pixel = 7;
    expect(await look()).toBe('live');
    expect(await look()).toBe('live');
    expect(await look()).toBe('stalled');
    mapping.pixel = 8;
    expect(await look()).toBe('live');
  });

  test('needs a layout', async () => {
    const { mapping, look } = setUp();
    mapping.trailer = { reason: verbatim('none') };
    expect((await look()).state).toBe('no-layout');
  });
});

test('a held lock: what was known stays, and it is locked after a second', async () => {
  const { mapping, look } = setUp();
  mapping.trailer = { trailer: trailerOf(1, LAYOUT, testClock.monotonicNs()) };
  await look();
  mapping.word = 0x8000_0000;
  vi.spyOn(mapping, 'readTrailer').mockImplementation(() => {
    throw new SharedCameraError('UNSTABLE_FRAME', 'a writer is at work');
  });
  expect(await look()).toMatchObject({ state: 'live', layout: LAYOUT });
  await look();
  expect((await look()).state).toBe('locked');
});
