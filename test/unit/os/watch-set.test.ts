import { describe, expect, it } from 'vitest';
import { type CopyPlan, wholePlan } from '../../../native/core/copy-plan.ts';
import { loadFramelock } from '../../../native/os/framelock.ts';
import { WatchSet } from '../../../native/os/watch-set.ts';
import { type Arena, arena, pattern, setFrameNumber } from './framelock-arena.ts';

const framelock = loadFramelock();
const WRITER = 0x8000_0000;
const BYTES = 50_000;
/** How long a poll may last that must end by itself; a watchdog, not an expectation. */
const LONG_MS = 10_000;

const publish = ({ view }: Arena, seed: number) =>
  expect(framelock.write(view, pattern(BYTES, seed), { zeroTail: false }, 100).code).toBe('OK');
const later = (action: () => void, ms = 20) => setTimeout(action, ms);

async function watching(options: Parameters<WatchSet['add']>[3] = {}, withTrailer = false) {
  const mapping = arena(BYTES, withTrailer);
  const target = new Uint8Array(BYTES);
  const set = new WatchSet(4);
  publish(mapping, 1);
  const slot = set.add(mapping.view, wholePlan(BYTES), target, options);
  set.arm(slot);
  await set.poll(LONG_MS, 1);
  expect(set.copied(slot)).toBe(true);
  return { mapping, target, set, slot };
}

describe('a watch', () => {
  it('gets the frame that is there first, and disarms', async () => {
    const { target, set, slot } = await watching();
    expect(target).toEqual(pattern(BYTES, 1));
    expect(set.code(slot)).toBe('OK');
    expect(set.isArmed(slot)).toBe(false);
    expect(set.result(slot).copyNs).toBeGreaterThan(0);
  });

  it('gets nothing while nothing is new, until its time is over', async () => {
    const { set, slot } = await watching();
    set.arm(slot);
    const started = performance.now();
    await set.poll(60, 1);
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    expect(set.copied(slot)).toBe(false);
    expect(set.code(slot)).toBe('OK');
    expect(set.isArmed(slot)).toBe(true);
  });

  it('gets the next frame while the poll runs', async () => {
    const { mapping, target, set, slot } = await watching();
    set.arm(slot);
    const polling = set.poll(LONG_MS, 1);
    later(() => publish(mapping, 2));
    await polling;
    expect(set.copied(slot)).toBe(true);
    expect(target).toEqual(pattern(BYTES, 2));
    expect(mapping.word[0]).toBe(0);
  });

  it('sees a new frame number of an equal picture', async () => {
    const { mapping, set, slot } = await watching({}, true);
    set.arm(slot);
    const polling = set.poll(LONG_MS, 1);
    later(() => setFrameNumber(mapping.trailer, 2));
    await polling;
    expect(set.copied(slot)).toBe(true);
    expect(set.trailer(slot)).toEqual(mapping.trailer);
  });

  it('sees a foreign writer, who leaves the frame number as it is', async () => {
    const { mapping, target, set, slot } = await watching({}, true);
    set.arm(slot);
    const polling = set.poll(LONG_MS, 1);
    later(() => mapping.payload.set(pattern(BYTES, 9)));
    await polling;
    expect(set.copied(slot)).toBe(true);
    expect(target).toEqual(pattern(BYTES, 9));
  });

  it('sees an equal picture when the writer was seen at work', async () => {
    const { mapping, set, slot } = await watching();
    set.arm(slot);
    const polling = set.poll(LONG_MS, 1);
    later(() => {
      framelock.lockWrite(mapping.view.word, 100);
      later(() => framelock.unlockWrite(mapping.view.word), 30);
    });
    await polling;
    expect(set.copied(slot)).toBe(true);
  });

  it('finds a single changed byte: by rotating samples, and by the full comparison', async () => {
    for (const fullCompareMs of [0, 50]) {
      const { mapping, target, set, slot } = await watching({ fullCompareMs });
      set.arm(slot);
      const polling = set.poll(LONG_MS, 0.2);
      later(() => {
        mapping.payload[31_337] = (mapping.payload[31_337] ?? 0) ^ 1;
      });
      await polling;
      expect(set.copied(slot)).toBe(true);
      expect(target[31_337]).toBe(mapping.payload[31_337]);
    }
  });

  it('finds changes through a plan, and only those that the plan shows', async () => {
    const mapping = arena(BYTES);
    const plane = { sourceOffset: 1000, sourceStride: 200, targetOffset: 0, targetStride: 90, rows: 60, groups: 30 };
    const plan: CopyPlan = { bytes: 60 * 90, planes: [{ ...plane, groupBytes: 3, stepX: 2, stepY: 2 }] };
    const target = new Uint8Array(plan.bytes);
    const set = new WatchSet(1);
    const slot = set.add(mapping.view, plan, target, { fullCompareMs: 20 });
    set.arm(slot);
    await set.poll(LONG_MS, 1);
    set.arm(slot);
    mapping.payload[999] = 1;
    mapping.payload[1003] = 1; // the group between two that are shown
    mapping.payload[1200] = 1; // the row between two that are shown
    await set.poll(100, 1);
    expect(set.copied(slot)).toBe(false);
    mapping.payload[1000 + 2 * 200 * 59 + 6 * 29 + 2] = 1; // the very last byte
    await set.poll(LONG_MS, 1);
    expect(set.copied(slot)).toBe(true);
    expect(target.at(-1)).toBe(1);
  });

  it('that observes copies without touching the word', async () => {
    const { mapping, target, set, slot } = await watching({ observe: true });
    mapping.word[0] = 5;
    mapping.payload.set(pattern(BYTES, 3));
    set.arm(slot);
    await set.poll(LONG_MS, 1);
    expect(target).toEqual(pattern(BYTES, 3));
    expect(mapping.word[0]).toBe(5);
  });

  it('compares with the last copy when it was given another target', async () => {
    const { mapping, set, slot } = await watching();
    const second = new Uint8Array(BYTES);
    set.setTarget(slot, second);
    set.arm(slot);
    await set.poll(60, 1);
    expect(set.copied(slot)).toBe(false);
    publish(mapping, 4);
    await set.poll(LONG_MS, 1);
    expect(second).toEqual(pattern(BYTES, 4));
    set.forget(slot);
    set.arm(slot);
    await set.poll(LONG_MS, 1);
    expect(set.copied(slot)).toBe(true);
  });

  it('takes the next frame as new when its last copy was transferred away', async () => {
    const { target, set, slot } = await watching();
    set.setTarget(slot, new Uint8Array(BYTES));
    structuredClone(target, { transfer: [target.buffer] });
    set.arm(slot);
    await set.poll(LONG_MS, 1);
    expect(set.copied(slot)).toBe(true);
  });
});

describe('a lock that does not come', () => {
  it('keeps the watch armed and says TIMEOUT at the deadline, with the word and its age', async () => {
    const { mapping, set, slot } = await watching();
    const before = framelock.now();
    mapping.word[0] = WRITER;
    set.arm(slot);
    await set.poll(80, 1);
    expect(set.copied(slot)).toBe(false);
    expect(set.code(slot)).toBe('TIMEOUT');
    expect(set.isArmed(slot)).toBe(true);
    expect(set.word(slot)).toBe(WRITER);
    const since = set.wordSinceNs(slot);
    expect(since).toBeGreaterThan(before);
    await set.poll(30, 1);
    expect(set.wordSinceNs(slot)).toBe(since);
    framelock.unlockWrite(mapping.view.word);
    await set.poll(LONG_MS, 1);
    expect(set.copied(slot)).toBe(true);
  });

  it('of one mapping does not keep the others from their frames', async () => {
    const { mapping, set, slot } = await watching();
    const other = arena(BYTES);
    const target = new Uint8Array(BYTES);
    publish(other, 7);
    const second = set.add(other.view, wholePlan(BYTES), target);
    mapping.word[0] = WRITER;
    set.arm(slot);
    set.arm(second);
    await set.poll(LONG_MS, 1);
    expect([set.copied(slot), set.copied(second)]).toEqual([false, true]);
    expect(target).toEqual(pattern(BYTES, 7));
  });

  it('because it is not initialised keeps the watch armed too', async () => {
    const { mapping, set, slot } = await watching();
    mapping.word[0] = 0xff00_0000;
    set.forget(slot);
    set.arm(slot);
    await set.poll(30, 1);
    expect(set.code(slot)).toBe('UNINITIALISED');
    mapping.word[0] = 0;
    await set.poll(LONG_MS, 1);
    expect(set.copied(slot)).toBe(true);
  });

  it('because the word is corrupt ends the poll at once and disarms', async () => {
    const { mapping, set, slot } = await watching();
    mapping.word[0] = 0x7f00_0000;
    set.arm(slot);
    await set.poll(LONG_MS, 1);
    expect(set.code(slot)).toBe('CORRUPT');
    expect(set.isArmed(slot)).toBe(false);
    expect(mapping.word[0]).toBe(0x7f00_0000);
  });
});

describe('several watches', () => {
  it('each get their own frame, and only the armed ones', async () => {
    const set = new WatchSet(3);
    const mappings = [1, 2, 3].map((seed) => {
      const mapping = arena(BYTES);
      publish(mapping, seed);
      return mapping;
    });
    const targets = mappings.map(() => new Uint8Array(BYTES));
    const slots = mappings.map((mapping, index) => set.add(mapping.view, wholePlan(BYTES), targets[index] ?? new Uint8Array()));
    set.arm(slots[0] ?? -1);
    set.arm(slots[2] ?? -1);
    await set.poll(LONG_MS, 1);
    expect(slots.map((slot) => set.copied(slot))).toEqual([true, false, true]);
    expect(targets[2]).toEqual(pattern(BYTES, 3));
    expect(targets[1]?.every((byte) => byte === 0)).toBe(true);
  });

  it('may be added and armed while a poll runs', async () => {
    const { set, slot } = await watching();
    set.arm(slot);
    const polling = set.poll(LONG_MS, 1);
    const other = arena(BYTES);
    publish(other, 5);
    const target = new Uint8Array(BYTES);
    const second = set.add(other.view, wholePlan(BYTES), target);
    later(() => set.arm(second));
    await polling;
    expect([set.copied(slot), set.copied(second)]).toEqual([false, true]);
    expect(target).toEqual(pattern(BYTES, 5));
  });

  it('wake ends a poll within an interval; idle waits for that', async () => {
    const { set, slot } = await watching();
    set.arm(slot);
    const started = performance.now();
    const polling = set.poll(LONG_MS, 1);
    later(() => set.wake());
    await polling;
    expect(performance.now() - started).toBeLessThan(LONG_MS / 2);
    expect(set.polling).toBe(false);
    const second = set.poll(LONG_MS, 1);
    await set.idle();
    expect(set.polling).toBe(false);
    await second;
    set.wake(); // nobody polls: nothing happens, and the next poll is not cut short
    const again = performance.now();
    await set.poll(40, 1);
    expect(performance.now() - again).toBeGreaterThanOrEqual(39);
  });

  it('refuses what would be unsafe', async () => {
    const { mapping, target, set, slot } = await watching();
    expect(() => set.add(mapping.view, wholePlan(BYTES), new Uint8Array(BYTES - 1))).toThrow(TypeError);
    expect(() => set.setTarget(slot, new Uint8Array(1))).toThrow(TypeError);
    expect(() => set.arm(3)).toThrow(RangeError);
    for (let i = 1; i < set.capacity; i++) set.add(mapping.view, wholePlan(BYTES), target);
    expect(() => set.add(mapping.view, wholePlan(BYTES), target)).toThrow(/all 4 slots/u);

    set.arm(slot);
    expect(() => set.setTarget(slot, new Uint8Array(BYTES))).toThrow(/armed/u);
    expect(() => set.forget(slot)).toThrow(/armed/u);
    const polling = set.poll(LONG_MS, 1);
    expect(() => set.remove(slot)).toThrow(/idle/u);
    await expect(set.poll(1, 1)).rejects.toThrow(/already/u);
    set.wake();
    await polling;
    set.remove(slot);
    expect(() => set.copied(slot)).toThrow(RangeError);
    expect(set.add(mapping.view, wholePlan(BYTES), target)).toBe(slot);
    set.setTarget(slot, target);
    structuredClone(target, { transfer: [target.buffer] });
    expect(() => set.arm(slot)).toThrow(TypeError);
  });
});
