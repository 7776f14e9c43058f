import assert from 'node:assert/strict';
import type { HeldLock, LockProtocol } from '../../native/camera/lock-protocol.ts';
import { tightLayout } from '../../native/core/layout.ts';
import { say } from '../../native/core/sentences/sentence.ts';
import { TRAILER_BYTES, type Trailer } from '../../native/core/trailer.ts';
import { create, fails, freshName, open, withMapping, wordOf } from './helpers.ts';
import type { World } from './world.ts';

const BYTES = 10_000;
const LAYOUT = tightLayout('RGB24', 50, 66);

export function addFrameTests({ test }: World): void {
  test('17: a frame that is too long or too short is refused before the lock', () =>
    withMapping(BYTES, async (mapping) => {
      wordOf(mapping).set(0x80000000);
      for (const have of [1, BYTES - 1, BYTES + 1]) {
        const error = await fails('FRAME_SIZE', () => mapping.write(new Uint8Array(have), { timeoutMs: 0 }));
        assert.deepEqual(error.details, { have, need: BYTES });
        await fails('FRAME_SIZE', () => mapping.writeAsync(new Uint8Array(have), { timeoutMs: 0 }));
      }
      await fails('FRAME_SIZE', () => mapping.write(new Uint8Array(BYTES + 1), { tail: 'zero', timeoutMs: 0 }));
      assert.equal(wordOf(mapping).get(), 0x80000000);
    }));

  test('17: a short frame zeroes the rest when that is asked for', () =>
    withMapping(BYTES, async (mapping) => {
      const frame = new Uint8Array(BYTES);
      for (const write of [mapping.write.bind(mapping), mapping.writeAsync.bind(mapping)]) {
        mapping.write(frame.fill(9));
        await write(new Uint8Array(100).fill(5), { tail: 'zero' });
        mapping.read(frame);
        assert.ok(frame.every((byte, index) => byte === (index < 100 ? 5 : 0)));
      }
    }));

  test('18: a bad, short or detached buffer is a TypeError before the lock', () =>
    withMapping(BYTES, async (mapping) => {
      wordOf(mapping).set(0x80000000);
      const detached = new Uint8Array(BYTES);
      structuredClone(detached.buffer, { transfer: [detached.buffer] });
      const bad: unknown[] = [
        undefined,
        null,
        7,
        'x',
        {},
        [],
        new ArrayBuffer(BYTES),
        new Uint16Array(BYTES),
        new DataView(new ArrayBuffer(BYTES)),
        detached,
      ];
      for (const buffer of bad as Uint8Array[]) {
        assert.throws(() => mapping.read(buffer, { timeoutMs: 0 }), TypeError);
        assert.throws(() => mapping.write(buffer, { timeoutMs: 0 }), TypeError);
        await assert.rejects(mapping.readAsync(buffer, { timeoutMs: 0 }), TypeError);
        await assert.rejects(mapping.writeAsync(buffer, { timeoutMs: 0 }), TypeError);
      }
      assert.throws(() => mapping.read(new Uint8Array(BYTES - 1), { timeoutMs: 0 }), TypeError);
      assert.throws(
        () => mapping.read(new Uint8Array(BYTES), { trailer: new Uint8Array(TRAILER_BYTES - 1), timeoutMs: 0 }),
        TypeError,
      );
      assert.equal(wordOf(mapping).get(), 0x80000000);
    }));

  test('asynchronous frames are the same frames', () =>
    withMapping(BYTES, async (mapping) => {
      for (let value = 1; value < 20; value++) {
        await mapping.writeAsync(new Uint8Array(BYTES).fill(value));
        const frame = new Uint8Array(BYTES);
        const result = await mapping.readAsync(frame);
        assert.ok(frame.every((byte) => byte === value));
        assert.ok(result.copyNs >= 0 && result.finishedNs > 0n);
      }
      assert.equal(wordOf(mapping).get(), 0);
    }));

  test('a part of a frame is copied by a plan', () =>
    withMapping(BYTES, (mapping) => {
      mapping.write(Uint8Array.from({ length: BYTES }, (_, index) => index % 251));
      const plane = {
        sourceOffset: 10,
        sourceStride: 100,
        targetOffset: 0,
        targetStride: 4,
        rows: 3,
        groups: 4,
        groupBytes: 1,
        stepX: 2,
        stepY: 2,
      };
      const target = new Uint8Array(12);
      mapping.read(target, { plan: { bytes: 12, planes: [plane] } });
      const expected = [10, 12, 14, 16, 210, 212, 214, 216, 410, 412, 414, 416].map((index) => index % 251);
      assert.deepEqual([...target], expected);
    }));

  test('a plan that leaves the payload is refused', () =>
    withMapping(BYTES, async (mapping) => {
      await fails('LAYOUT_INVALID', () => mapping.read(new Uint8Array(BYTES + 1), { plan: { bytes: BYTES + 1, planes: [] } }));
    }));

  test('a trailer travels with its frame, and tells an opener the size of the payload', () =>
    withMapping(BYTES, async (mapping, name) => {
      mapping.describe(LAYOUT, 'Front door');
      const reader = await open(name);
      assert.equal(reader.payloadBytes, BYTES);
      assert.equal(reader.hasTrailerRoom, true);
      assert.equal(reader.inspect().trailer?.frameNumber, 0);
      mapping.write(new Uint8Array(BYTES).fill(1), { trailer: trailer(41) });
      assert.deepEqual(reader.inspect().trailer, {
        width: 50,
        height: 66,
        strideBytes: 150,
        format: 'RGB24',
        frameNumber: 41,
        publisherPid: process.pid,
        fps: 30,
        label: 'Front door',
      });
      const result = reader.readTrailer();
      assert.deepEqual('trailer' in result && result.trailer, trailer(41));
      reader.close();
    }));

  test('the trailer lies in the last 128 bytes, and nowhere else', () =>
    withMapping(BYTES, async (mapping, name) => {
      mapping.write(new Uint8Array(BYTES).fill(1), { trailer: trailer(1) });
      const whole = await open(name, { payloadBytes: mapping.realBytes - 4 });
      const bytes = new Uint8Array(mapping.realBytes - 4);
      whole.read(bytes);
      whole.close();
      const start = bytes.length - TRAILER_BYTES;
      assert.equal(new TextDecoder().decode(bytes.subarray(start, start + 8)), 'SHCAMTL1');
      assert.ok(bytes.subarray(BYTES, start).every((byte) => byte === 0));
    }));

  test('what info tells is complete', () =>
    withMapping(BYTES, (mapping, name) => {
      const { osName } = mapping.name;
      const { ageSeconds, ...rest } = mapping.inspect();
      assert.ok(ageSeconds === null || ageSeconds >= 0);
      assert.deepEqual(rest, {
        name,
        namespace: 'local',
        osName,
        mappedBytes: mapping.realBytes,
        payloadBytes: BYTES,
        pageBytes: 4096,
        lock: { word: '00000000', state: 'free', readers: 0 },
        trailer: null,
        trailerMissing: say('trailer.foreign'),
        access: 'write',
        current: true,
        publisher: false,
        kept: false,
      });
    }));

  test('without a trailer the payload is all that is behind the lock word', async () => {
    const name = freshName();
    const mapping = create(name, BYTES);
    const reader = await open(name);
    assert.equal(reader.payloadBytes, mapping.realBytes - 4);
    assert.equal(reader.hasTrailerRoom, false);
    reader.close();
    mapping.close();
  });

  test('a section is mapped again at another size, and in part', () =>
    withMapping(1_000_000, async (mapping, name) => {
      mapping.write(
        Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 251),
        { trailer: { ...trailer(3), payloadBytes: 1_000_000 } },
      );
      const part = await open(name, { payloadBytes: 5000 });
      const whole = part.remap(1_000_000);
      part.close();
      const frame = new Uint8Array(1_000_000);
      whole.read(frame);
      assert.equal(frame[999_999], 999_999 % 251);
      const small = whole.remap(10);
      whole.close();
      const ten = new Uint8Array(10);
      const bytes = new Uint8Array(TRAILER_BYTES);
      small.read(ten, { trailer: bytes });
      assert.deepEqual([...ten], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      assert.ok('trailer' in small.readTrailer());
      await fails('SIZE_MISMATCH', () => small.remap(10_000_000));
      small.close();
    }));

  test('a lock of the caller takes the place of the usual one', async () => {
    const name = freshName();
    const holders = new Set<HeldLock>();
    const mutual: LockProtocol = {
      name: 'one at a time',
      tryLock() {
        if (holders.size > 0) return undefined;
        const held: HeldLock = { unlock: () => holders.delete(held) };
        holders.add(held);
        return held;
      },
    };
    const creator = create(name, BYTES);
    creator.close();
    const mapping = create(name, BYTES);
    wordOf(mapping).set(0x80000000);
    const reader = await open(name, { lock: mutual, payloadBytes: BYTES, access: 'write' });
    const frame = new Uint8Array(BYTES);
    reader.write(new Uint8Array(BYTES).fill(4));
    await reader.readAsync(frame);
    assert.equal(frame[BYTES - 1], 4);
    holders.add({ unlock: () => true });
    await fails('TIMEOUT', () => reader.read(frame, { timeoutMs: 20 }));
    await fails('TIMEOUT', () => reader.readAsync(frame, { timeoutMs: 20 }));
    holders.clear();
    await reader.writeAsync(frame);
    assert.equal(wordOf(mapping).get(), 0x80000000);
    reader.close();
    mapping.close();
  });
}

function trailer(frameNumber: number): Trailer {
  return {
    payloadBytes: BYTES,
    width: LAYOUT.width,
    height: LAYOUT.height,
    strideBytes: LAYOUT.strideBytes,
    format: LAYOUT.format,
    frameNumber,
    captureTimeNs: 1_700_000_000_000_000_000n,
    publishTimeNs: 123_456n,
    fpsNumerator: 30,
    fpsDenominator: 1,
    publisherPid: process.pid,
    validBytes: BYTES,
    label: 'Front door',
  };
}
