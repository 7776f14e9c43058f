import { expect, test, vi } from 'vitest';
import { FramePoller, type WatchReport } from '../../../native/camera/frame-poller.ts';
import { wholePlan } from '../../../native/core/copy-plan.ts';
import { FakeWatches, settled } from './fake-watches.ts';

const VIEW = { word: 1n, payload: 5n, payloadBytes: 8, trailer: 0n };

function setUp() {
  const watches = new FakeWatches();
  const poller = new FramePoller(watches);
  const add = () => {
    const target = new Uint8Array(8);
    const onPolled = vi.fn<(report: WatchReport) => void>();
    const onFailed = vi.fn<(error: unknown) => void>();
    const watch = poller.add({ view: VIEW, plan: wholePlan(8), target, options: {}, onPolled, onFailed });
    return { watch, target, onPolled, onFailed };
  };
  return { watches, poller, add };
}

test('nothing waits while nobody wants a frame', async () => {
  const { watches, add } = setUp();
  add();
  await settled();
  expect(watches.polls).toBe(0);
});

test('one wish is one frame, and then the thread rests', async () => {
  const { watches, add } = setUp();
  const { watch, target, onPolled } = add();
  watch.want(target);
  expect(watch.armed).toBe(true);
  await watches.frame(0, 7);
  expect(onPolled).toHaveBeenCalledOnce();
  expect(onPolled.mock.calls[0]?.[0]).toMatchObject({ copied: true, code: 'OK' });
  expect(target[0]).toBe(7);
  expect(watch.armed).toBe(false);
  expect(watches.polling).toBe(false);
});

test('a frame that is wanted again in the callback keeps the thread waiting', async () => {
  const { watches, add } = setUp();
  const { watch, target, onPolled } = add();
  onPolled.mockImplementation(() => watch.want(target));
  watch.want(target);
  await watches.frame(0, 1);
  await watches.frame(0, 2);
  expect(onPolled).toHaveBeenCalledTimes(2);
  expect(watches.polls).toBe(3);
});

test('two cameras share the thread; the second is armed while the first is waited for', async () => {
  const { watches, add } = setUp();
  const first = add();
  const second = add();
  first.watch.want(first.target);
  second.watch.want(second.target);
  await watches.frame(1, 9);
  expect(second.onPolled).toHaveBeenCalledOnce();
  expect(first.onPolled).toHaveBeenCalledOnce();
  expect(first.onPolled.mock.calls[0]?.[0]).toMatchObject({ copied: false });
  expect(first.watch.armed).toBe(true);
  expect(watches.polling).toBe(true);
});

test('the target stays while armed, and may change afterwards', async () => {
  const { watches, add } = setUp();
  const { watch, target } = add();
  const other = new Uint8Array(8);
  watch.want(target);
  watch.want(other);
  await watches.frame(0, 3);
  expect(other[0]).toBe(0);
  watch.want(other);
  await watches.frame(0, 4);
  expect([target[0], other[0]]).toEqual([3, 4]);
});

test('a wish that is taken back lets the thread go', async () => {
  const { watches, add } = setUp();
  const { watch, target } = add();
  watch.want(target);
  watch.unwant();
  await settled();
  expect(watch.armed).toBe(false);
  expect(watches.polling).toBe(false);
  watch.want(target);
  expect(watches.polling).toBe(true);
});

test('a wish that comes back in time stays', async () => {
  const { watches, add } = setUp();
  const { watch, target, onPolled } = add();
  watch.want(target);
  watch.unwant();
  watch.want(target);
  await settled();
  expect(watch.armed).toBe(true);
  await watches.frame(0, 5);
  expect(onPolled.mock.lastCall?.[0]).toMatchObject({ copied: true });
});

test('a failure that passes is told and waited on; one that does not needs a new wish', async () => {
  const { watches, add } = setUp();
  const { watch, target, onPolled } = add();
  watch.want(target);
  await watches.fails(0, 'TIMEOUT', 0x8000_0000, 5n);
  expect(onPolled.mock.lastCall?.[0]).toMatchObject({ code: 'TIMEOUT', word: 0x8000_0000, wordSinceNs: 5n });
  expect(watch.armed).toBe(true);
  await watches.fails(0, 'CORRUPT');
  expect(watch.armed).toBe(false);
  expect(watches.polling).toBe(false);
});

test('a poll that cannot be done fails every wish, and the next wish tries again', async () => {
  const { watches, add } = setUp();
  const { watch, target, onFailed } = add();
  watches.refuse = new Error('refused');
  watch.want(target);
  await settled();
  expect(onFailed).toHaveBeenCalledExactlyOnceWith(watches.refuse);
  expect(watch.armed).toBe(false);
  watches.refuse = undefined;
  watch.want(target);
  await settled();
  await watches.frame(0, 1);
});

test('a callback that throws fails its own watch only', async () => {
  const { watches, add } = setUp();
  const first = add();
  const second = add();
  first.onPolled.mockImplementation(() => {
    throw new Error('bug');
  });
  first.watch.want(first.target);
  second.watch.want(second.target);
  await watches.frame(1, 1);
  expect(first.onFailed).toHaveBeenCalledOnce();
  expect(second.onPolled).toHaveBeenCalledOnce();
});

test('removing waits for the poll, and only for it', async () => {
  const { watches, add } = setUp();
  const first = add();
  const second = add();
  await first.watch.remove();
  expect(watches.slots[0]).toBeUndefined();
  second.watch.want(second.target);
  await second.watch.remove();
  expect(watches.slots[1]).toBeUndefined();
  expect(watches.polling).toBe(false);
  second.watch.want(second.target);
  expect(watches.polling).toBe(false);
});

test('one camera may go while another is streamed', async () => {
  const { watches, add } = setUp();
  const going = add();
  const staying = add();
  going.watch.want(going.target);
  staying.watch.want(staying.target);
  await going.watch.remove();
  expect(watches.slots[0]).toBeUndefined();
  await settled();
  await watches.frame(1, 8);
  expect(staying.onPolled.mock.lastCall?.[0]).toMatchObject({ copied: true });
  expect(going.onPolled).not.toHaveBeenCalled();
});

test('closing frees the thread and every slot', async () => {
  const { watches, poller, add } = setUp();
  const { watch, target } = add();
  watch.want(target);
  await poller.close();
  expect(watches.polling).toBe(false);
  expect(watches.slots[0]).toBeUndefined();
  expect(add).toThrow(/closed/);
});
