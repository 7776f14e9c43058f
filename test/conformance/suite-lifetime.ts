import assert from 'node:assert/strict';
import { getOsBackend } from '../../native/os/index.ts';
import { create, fails, failure, freshName, open, withMapping, wordOf } from './helpers.ts';
import type { World } from './world.ts';

const BYTES = 1_000_000;

export function addLifetimeTests(world: World): void {
  const { test } = world;
  const os = getOsBackend();

  test('19: everything is CLOSED after close, and closing again does nothing', async () => {
    const mapping = create(freshName(), BYTES);
    const view = mapping.watchView();
    assert.ok(view.word !== 0n);
    mapping.close();
    mapping.close();
    assert.equal(mapping.closed, true);
    const frame = new Uint8Array(BYTES);
    for (const use of [
      () => mapping.read(frame),
      () => mapping.readAsync(frame),
      () => mapping.write(frame),
      () => mapping.writeAsync(frame),
      () => mapping.lockWord(),
      () => mapping.readTrailer(),
      () => mapping.inspect(),
      () => mapping.isCurrent(),
      () => mapping.claimWriter(),
      () => mapping.holders(),
      () => mapping.remap(10),
      () => mapping.release({ force: true }),
      () => mapping.recoverIfAlone(),
      () => mapping.watchView(),
      () => mapping.retain(),
      () => mapping.realBytes,
    ])
      await fails('CLOSED', use);
  });

  test('19: a section refuses everything after it was closed', async () => {
    const name = os.name(freshName(), 'local');
    const section = os.createSection(name, 4096, { share: 'private', largePages: false });
    const view = section.mapView(0, 4096, 'read');
    const claim = section.claimWriter();
    os.removeName(name);
    section.close();
    section.close();
    view.unmap();
    claim?.release();
    for (const use of [
      () => section.realBytes(),
      () => section.mapView(0, 4096, 'read'),
      () => section.isCurrent(),
      () => section.othersOfOurs(),
    ])
      assert.equal((await failure(use)).code, 'CLOSED');
  });

  test('19: the last reference frees the memory, and disposing gives one back', async () => {
    const before = world.resources();
    const mapping = create(freshName(), BYTES);
    mapping.retain().retain();
    mapping.close();
    mapping[Symbol.dispose]();
    assert.equal(mapping.closed, false);
    mapping.read(new Uint8Array(BYTES));
    mapping.close();
    assert.equal(mapping.closed, true);
    assert.deepEqual(world.resources(), before);
  });

  test('19: closing during a read is safe: the read ends as it would have', async () => {
    const before = world.resources();
    for (let round = 0; round < 50; round++) {
      const name = freshName();
      const mapping = create(name, BYTES);
      mapping.write(new Uint8Array(BYTES).fill(6));
      const reader = await open(name, { payloadBytes: BYTES });
      const frames = [new Uint8Array(BYTES), new Uint8Array(BYTES)];
      const reads = frames.map((frame) => reader.readAsync(frame));
      reader.close();
      mapping.close();
      await Promise.all(reads);
      for (const frame of frames) assert.equal(frame[BYTES - 1], 6);
    }
    assert.deepEqual(world.resources(), before);
  });

  test('19: closing while a read waits for the lock is safe', async () => {
    const mapping = create(freshName(), BYTES);
    wordOf(mapping).set(0x80000000);
    const read = mapping.readAsync(new Uint8Array(BYTES), { timeoutMs: 200 });
    mapping.close();
    await fails('TIMEOUT', () => read);
  });

  test('19: closing again never closes what took the place of the handle', async () => {
    const first = create(freshName(), 1000);
    first.close();
    const others = Array.from({ length: 8 }, () => create(freshName(), 1000));
    first.close();
    for (const other of others) {
      other.write(new Uint8Array(1000).fill(1));
      assert.equal(other.isCurrent(), true);
      other.close();
    }
  });

  test('a mapping lives on for those who have it when its creator closes', async () => {
    const name = freshName();
    const mapping = create(name, 1000);
    const reader = await open(name, { payloadBytes: 1000 });
    assert.equal(reader.isCurrent(), true);
    mapping.write(new Uint8Array(1000).fill(5));
    mapping.close();
    const frame = new Uint8Array(1000);
    reader.read(frame);
    assert.equal(frame[999], 5);
    reader.close();
    await fails('NOT_FOUND', () => open(name));
  });

  test(`20: ${world.rounds} rounds of open, close and failing open leave nothing behind`, () =>
    withMapping(5000, async (mapping, name) => {
      const round = async () => {
        const reader = await open(name, { payloadBytes: 5000 });
        reader.close();
        await fails('SIZE_MISMATCH', () => open(name, { payloadBytes: 1_000_000 }));
        await fails('NOT_FOUND', () => open(`${name}-absent`));
        await fails('EXISTS', () => create(name, 100));
        await fails('TIMEOUT', () => mapping.write(new Uint8Array(5000), { timeoutMs: 0 }));
      };
      wordOf(mapping).set(1);
      for (let count = 0; count < 200; count++) await round();
      const before = world.resources();
      const memory = settledMemory();
      for (let count = 0; count < world.rounds; count++) await round();
      assert.deepEqual(world.resources(), before);
      const grown = settledMemory() - memory;
      assert.ok(grown < 48 * 1024 * 1024, `memory grew by ${grown} bytes`);
    }));
}

/** Resident memory; the garbage of JavaScript comes and goes, so the limit that it is held against is generous. */
function settledMemory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage.rss();
}
