import { describe, expect, it } from 'vitest';
import { type CopyPlan, wholePlan } from '../../../native/core/copy-plan.ts';
import { TRAILER_BYTES } from '../../../native/core/trailer.ts';
import { Framelock, loadFramelock } from '../../../native/os/framelock.ts';
import { arena, isUntouched, pattern, setFrameNumber } from './framelock-arena.ts';

const framelock = loadFramelock();
/** The call as it must be made; on the caller's own thread it throws. */
const onlyAsync = <F extends object>(call: F): F =>
  Object.assign(() => {
    throw new Error('called on the thread of the caller');
  }, call) as F;

const READS = ['read', 'readAsync', 'observe', 'observeAsync'] as const;
const SIZES = [1, 3, 1023, 1024, 1025, 4091, 4092, 4093, 4096, 65_531, 65_532, 65_533, 65_536, 65_537, 20_000_000];

describe('whole frames', () => {
  it.each(SIZES)('%d bytes go in and out, and nothing beside them is touched', (bytes) => {
    const { view, word, room } = arena(bytes);
    const frame = pattern(bytes);
    const target = new Uint8Array(bytes + 64).fill(0x5a);
    expect(framelock.write(view, frame, { zeroTail: false }, 10).code).toBe('OK');
    expect(framelock.read(view, wholePlan(bytes), target, undefined, 10).code).toBe('OK');
    expect(Buffer.compare(target.subarray(0, bytes), frame)).toBe(0);
    expect(target.subarray(bytes).every((byte) => byte === 0x5a)).toBe(true);
    expect(isUntouched(room)).toBe(true);
    expect(word[0]).toBe(0);
  });

  it('zeroes the tail of a short frame under the same lock, or refuses it, as asked', () => {
    const { view, word, payload } = arena(1000);
    payload.fill(9);
    expect(framelock.write(view, pattern(400), { zeroTail: false }, 10).code).toBe('BAD_ARGUMENT');
    expect(framelock.write(view, pattern(1001), { zeroTail: true }, 10).code).toBe('BAD_ARGUMENT');
    expect(payload.every((byte) => byte === 9)).toBe(true);
    expect(framelock.write(view, pattern(400), { zeroTail: true }, 10).code).toBe('OK');
    expect(Buffer.compare(payload.subarray(0, 400), pattern(400))).toBe(0);
    expect(payload.subarray(400).every((byte) => byte === 0)).toBe(true);
    expect(word[0]).toBe(0);
  });

  it('carries the trailer in both directions', async () => {
    const { view, trailer } = arena(100, true);
    const sent = pattern(TRAILER_BYTES, 3);
    const frame = pattern(100);
    expect(framelock.write(view, frame, { zeroTail: false, trailer: sent }, 10).code).toBe('OK');
    expect(trailer).toEqual(sent);
    for (const read of READS) {
      const got = new Uint8Array(TRAILER_BYTES);
      expect((await framelock[read](view, wholePlan(100), new Uint8Array(100), got, 10)).code).toBe('OK');
      expect(got).toEqual(sent);
    }
    const alone = new Uint8Array(TRAILER_BYTES);
    expect(framelock.read(view, wholePlan(0), new Uint8Array(0), alone, 10).code).toBe('OK');
    expect(alone).toEqual(sent);
  });

  it('copies without a lock for callers that bring their own', () => {
    const { view, word } = arena(500);
    word[0] = 0x8000_0000;
    expect(framelock.copyIn(view, pattern(500), { zeroTail: false })).toBe('OK');
    const target = new Uint8Array(500);
    expect(framelock.copyOut(view, wholePlan(500), target, undefined)).toBe('OK');
    expect(target).toEqual(pattern(500));
    expect(word[0]).toBe(0x8000_0000);
  });

  it('pre-faults without changing a byte', () => {
    const { view, payload } = arena(100_000);
    payload.set(pattern(100_000));
    for (const writable of [true, false]) expect(framelock.prefault(view.word, 100_004, writable)).toBe('OK');
    expect(Buffer.compare(payload, pattern(100_000))).toBe(0);
    expect(framelock.prefault(new Uint8Array(100_000), 100_000, true)).toBe('OK');
    expect(framelock.prefault(0n, 10, false)).toBe('BAD_ARGUMENT');
  });
});

describe('observing', () => {
  it('never touches the word, and tells what kept it from a frame', () => {
    const { view, word, payload } = arena(1000);
    payload.set(pattern(1000));
    const target = new Uint8Array(1000);
    const codes = [
      [0, 'OK'],
      [7, 'OK'],
      [0x8000_0000, 'UNSTABLE'],
      [0xff00_0000, 'UNINITIALISED'],
      [0x8000_0003, 'CORRUPT'],
    ] as const;
    for (const [value, code] of codes) {
      word[0] = value;
      target.fill(0);
      expect(framelock.observe(view, wholePlan(1000), target, undefined, 5).code).toBe(code);
      expect(word[0]).toBe(value);
      if (code === 'OK') expect(target).toEqual(pattern(1000));
    }
  });
});

describe('plans', () => {
  const WIDTH = 40;
  const HEIGHT = 30;
  const STRIDE = 160;

  /** What a plan must give, byte by byte. */
  function expected(plan: CopyPlan, source: Uint8Array): Uint8Array {
    const out = new Uint8Array(plan.bytes);
    for (const plane of plan.planes)
      for (let row = 0; row < plane.rows; row++)
        for (let group = 0; group < plane.groups; group++)
          for (let byte = 0; byte < plane.groupBytes; byte++)
            out[plane.targetOffset + row * plane.targetStride + group * plane.groupBytes + byte] =
              source[
                plane.sourceOffset + row * plane.stepY * plane.sourceStride + group * plane.stepX * plane.groupBytes + byte
              ] ?? 0;
    return out;
  }

  const crop = (groupBytes: number, stepX: number, stepY: number): CopyPlan => {
    const groups = Math.ceil(WIDTH / stepX / 2);
    const rows = Math.ceil(HEIGHT / stepY / 2);
    const targetStride = groups * groupBytes + 3;
    const plane = { sourceOffset: 2 * STRIDE + 5, sourceStride: STRIDE, targetOffset: 7, targetStride, rows, groups };
    return { bytes: 7 + rows * targetStride, planes: [{ ...plane, groupBytes, stepX, stepY }] };
  };

  it('copies between buffers of ours, on another thread, and never beyond them', async () => {
    const { fl_copy_out } = framelock.functions;
    const elsewhere = new Framelock({ ...framelock.functions, fl_copy_out: onlyAsync(fl_copy_out) });
    const source = pattern(STRIDE * HEIGHT);
    const plan = crop(3, 2, 3);
    const target = new Uint8Array(plan.bytes);
    await elsewhere.copyAsync(source, plan, target);
    expect(target).toEqual(expected(plan, source));
    await expect(framelock.copyAsync(source.subarray(0, 900), plan, target)).rejects.toThrow(/does not fit a source of 900/);
    await expect(framelock.copyAsync(source, plan, target.subarray(1))).rejects.toThrow(TypeError);
  });

  for (const groupBytes of [1, 2, 3, 4, 6])
    for (const step of [1, 2, 3])
      it(`crop and take every ${step}. group of ${groupBytes} bytes`, () => {
        const { view, payload } = arena(STRIDE * HEIGHT + 400);
        payload.set(pattern(payload.length));
        const plan = crop(groupBytes, step, step);
        const target = new Uint8Array(plan.bytes);
        expect(framelock.read(view, plan, target, undefined, 10).code).toBe('OK');
        expect(target).toEqual(expected(plan, payload));
      });

  it('copies several planes', () => {
    const { view, payload } = arena(6000);
    payload.set(pattern(6000));
    const half = { groups: 20, groupBytes: 1, stepX: 2, stepY: 2, rows: 15 };
    const plan: CopyPlan = {
      bytes: 900,
      planes: [0, 1, 2].map((i) => ({
        ...half,
        sourceOffset: i * 1500,
        sourceStride: 50,
        targetOffset: i * 300,
        targetStride: 20,
      })),
    };
    const target = new Uint8Array(900);
    expect(framelock.read(view, plan, target, undefined, 10).code).toBe('OK');
    expect(target).toEqual(expected(plan, payload));
  });

  const good = {
    sourceOffset: 0,
    sourceStride: 100,
    targetOffset: 0,
    targetStride: 10,
    rows: 10,
    groups: 10,
    groupBytes: 1,
    stepX: 1,
    stepY: 1,
  };
  const payloadBytes = 9 * 100 + 10;
  it('takes a plan that ends with the last byte', () => {
    const { view } = arena(payloadBytes);
    expect(framelock.read(view, { bytes: 100, planes: [good] }, new Uint8Array(100), undefined, 10).code).toBe('OK');
  });

  it.each([
    ['one byte behind the payload', { sourceOffset: 1 }],
    ['a group too many', { groups: 11 }],
    ['a row too many', { rows: 11 }],
    ['steps beyond the payload', { stepY: 2 }],
    ['groups beyond the payload', { stepX: 2 }],
    ['a target row that does not fit', { targetStride: 11 }],
    ['a target offset that does not fit', { targetOffset: 1 }],
    ['nothing', { rows: 0 }],
    ['groups of nothing', { groupBytes: 0 }],
    ['a step of 0', { stepX: 0 }],
    ['a stride that overflows', { sourceStride: Number.MAX_SAFE_INTEGER, rows: 0xffff_ffff }],
    ['an offset that overflows', { sourceOffset: Number.MAX_SAFE_INTEGER }],
    ['groups that overflow', { groups: 0xffff_ffff, groupBytes: 0xffff_ffff, stepX: 0xffff_ffff }],
    ['a target stride that overflows', { targetStride: Number.MAX_SAFE_INTEGER }],
  ])('refuses %s before the lock', (_title, wrong) => {
    const { view, word } = arena(payloadBytes);
    word[0] = 0x8000_0000; // the lock would time out
    const target = new Uint8Array(100);
    const plan: CopyPlan = { bytes: 100, planes: [{ ...good, ...wrong }] };
    expect(framelock.read(view, plan, target, undefined, 10).code).toBe('BAD_ARGUMENT');
    expect(framelock.observe(view, plan, target, undefined, 10).code).toBe('BAD_ARGUMENT');
    expect(framelock.copyOut(view, plan, target, undefined)).toBe('BAD_ARGUMENT');
  });

  it('refuses a whole frame that is longer than the payload, and numbers that are no sizes', () => {
    const { view } = arena(100);
    expect(framelock.read(view, wholePlan(101), new Uint8Array(101), undefined, 10).code).toBe('BAD_ARGUMENT');
    for (const wrong of [{ rows: -1 }, { rows: 1.5 }, { rows: 2 ** 32 + 1 }, { sourceOffset: -1 }, { sourceStride: 2 ** 60 }])
      expect(() =>
        framelock.read(view, { bytes: 10, planes: [{ ...good, ...wrong }] }, new Uint8Array(100), undefined, 10),
      ).toThrow(TypeError);
    const five = { bytes: 10, planes: [good, good, good, good, good] };
    expect(() => framelock.read(view, five, new Uint8Array(100), undefined, 10)).toThrow(/4 planes/u);
  });
});

describe('buffers', () => {
  const { view, word } = arena(100, true);
  const detached = new Uint8Array(100);
  structuredClone(detached, { transfer: [detached.buffer] });
  const resizable = new Uint8Array(Reflect.construct(ArrayBuffer, [100, { maxByteLength: 200 }]));
  const wrong: readonly [string, unknown][] = [
    ['short', new Uint8Array(99)],
    ['detached', detached],
    ['resizable', resizable],
    ['no array of bytes', new Uint16Array(100)],
    ['nothing', undefined],
    ['an ArrayBuffer', new ArrayBuffer(100)],
  ];

  it.each(wrong)('a target that is %s is a TypeError before the lock', (_title, target) => {
    word[0] = 0x8000_0000;
    const bad = target as Uint8Array;
    for (const read of READS) expect(() => framelock[read](view, wholePlan(100), bad, undefined, 10)).toThrow(TypeError);
    expect(() => framelock.copyOut(view, wholePlan(100), bad, undefined)).toThrow(TypeError);
  });

  it.each(wrong.filter(([title]) => title !== 'short'))(
    'a source that is %s is a TypeError before the lock',
    (_title, source) => {
      word[0] = 0x8000_0000;
      const bad = source as Uint8Array;
      for (const zeroTail of [true, false]) {
        expect(() => framelock.write(view, bad, { zeroTail }, 10)).toThrow(TypeError);
        expect(() => framelock.writeAsync(view, bad, { zeroTail }, 10)).toThrow(TypeError);
        expect(() => framelock.copyIn(view, bad, { zeroTail })).toThrow(TypeError);
      }
    },
  );

  it('a trailer buffer that is too short is one too', () => {
    const short = new Uint8Array(TRAILER_BYTES - 1);
    expect(() => framelock.read(view, wholePlan(100), new Uint8Array(100), short, 10)).toThrow(/127 bytes, 128/u);
    expect(() => framelock.write(view, new Uint8Array(100), { zeroTail: false, trailer: short }, 10)).toThrow(TypeError);
  });

  it('async calls keep their buffers until they have ended', async () => {
    const { view: held, word: lock, payload, trailer } = arena(50_000, true);
    payload.fill(3);
    setFrameNumber(trailer, 77);
    lock[0] = 0x8000_0000;
    const reads = Array.from({ length: 3 }, () => {
      const target = new Uint8Array(50_000);
      return framelock.readAsync(held, wholePlan(50_000), target, undefined, 5000).then((outcome) => ({ outcome, target }));
    });
    const litter: Uint8Array[] = [];
    for (let i = 0; i < 200; i++) litter.push(new Uint8Array(50_000).fill(i));
    litter.length = 0;
    globalThis.gc?.();
    framelock.unlockWrite(held.word);
    for (const { outcome, target } of await Promise.all(reads)) {
      expect(outcome.code).toBe('OK');
      expect(target.every((byte) => byte === 3)).toBe(true);
    }
  });
});
