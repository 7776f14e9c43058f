import { describe, expect, test, vi } from 'vitest';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { FakeMapping, LAYOUT, trailerBytes, trailerOf } from './fake-mapping.ts';
import { fakeTime, NOT_FOUND, setUp } from './reader-rig.ts';

fakeTime();

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

describe('the way to read', () => {
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
