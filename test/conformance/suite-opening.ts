import assert from 'node:assert/strict';
import { discoverMappings } from '../../native/camera/discovery.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { sectionBytesFor } from '../../native/core/sizes.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { create, elapsedMs, fails, failure, freshName, open, osNameOf, withMapping, wordOf } from './helpers.ts';
import type { World } from './world.ts';

export function addOpeningTests(world: World): void {
  const { test } = world;
  const os = getOsBackend();

  for (const payloadBytes of [1, 1019, 1020, 1021, 1024, 1028, 3968, 4092, 4096, 65_532, 65_536, 20_000_000])
    test(`1: a new mapping of ${payloadBytes} bytes is rounded up, zero and free, and all of it can be used`, () =>
      withMapping(payloadBytes, async (mapping, name) => {
        assert.equal(mapping.realBytes, sectionBytesFor(payloadBytes, os.pageBytes));
        assert.deepEqual(mapping.lockWord(), { word: '00000000', state: 'free', readers: 0 });
        const frame = new Uint8Array(payloadBytes).fill(1);
        mapping.read(frame);
        assert.ok(frame.every((byte) => byte === 0));
        mapping.write(frame.fill(0xa5));
        const reader = await open(name, { payloadBytes });
        reader.read(frame.fill(0));
        reader.close();
        assert.ok(frame.every((byte) => byte === 0xa5));
      }));

  test('1: creating never writes the lock word: a reader that is there at once keeps its count', async () => {
    for (let round = 0; round < 100; round++) {
      const name = freshName();
      const section = os.createSection(os.name(name, 'local'), 4096, { share: 'private', largePages: false });
      const reader = await open(name);
      wordOf(reader).set(1);
      assert.equal(wordOf(reader).get(), 1);
      reader.close();
      section.close();
      os.removeName(os.name(name, 'local'));
    }
  });

  test('2: creating over an existing name is EXISTS with its real size, and leaves it and us untouched', () =>
    withMapping(10_000, async (mapping, name) => {
      mapping.write(new Uint8Array(10_000).fill(7));
      wordOf(mapping).set(3);
      const before = world.resources();
      const error = await fails('EXISTS', () => create(name, 500));
      assert.equal(error.details['have'], mapping.realBytes);
      assert.deepEqual(world.resources(), before);
      assert.equal(wordOf(mapping).get(), 3);
      wordOf(mapping).set(0);
      const frame = new Uint8Array(10_000);
      mapping.read(frame);
      assert.ok(frame.every((byte) => byte === 7));
    }));

  test('3: a mapping that is not initialised is waited for until the deadline, then it is UNINITIALISED', () =>
    withMapping(1000, async (mapping, name) => {
      wordOf(mapping).set(0xff000000);
      const before = world.resources();
      const ms = await elapsedMs(() => fails('UNINITIALISED', () => open(name, { timeoutMs: 200 })));
      assert.ok(ms >= 190 && ms < 1000, `${ms} ms`);
      assert.deepEqual(world.resources(), before);
      const looking = await open(name, { uninitialised: 'accept' });
      assert.equal(looking.inspect().lock.state, 'uninitialised');
      looking.close();
    }));

  test('3: it opens when it is initialised meanwhile', () =>
    withMapping(1000, async (mapping, name) => {
      wordOf(mapping).set(0xff000000);
      setTimeout(() => wordOf(mapping).set(0), 100);
      const reader = await open(name, { timeoutMs: 10_000 });
      assert.equal(reader.lockWord().state, 'free');
      reader.close();
    }));

  test('4: a mapping that is too small is SIZE_MISMATCH with both numbers, and nothing stays mapped', () =>
    withMapping(1000, async (mapping, name) => {
      const before = world.resources();
      for (const access of ['observe', 'read', 'write'] as const) {
        const error = await fails('SIZE_MISMATCH', () => open(name, { payloadBytes: 100_000, access }));
        assert.deepEqual([error.details['have'], error.details['need']], [mapping.realBytes, 100_004]);
      }
      assert.deepEqual(world.resources(), before);
    }));

  test('4: the system itself is asked for no more than there is', () =>
    withMapping(1000, async (mapping, name) => {
      const section = os.openSection(os.name(name, 'local'), { access: 'observe', trust: false });
      const error = await failure(() => section.mapView(0, 1_000_000, 'read'));
      section.close();
      assert.equal(error.code, 'SIZE_MISMATCH');
      assert.deepEqual([error.details['have'], error.details['need']], [mapping.realBytes, 1_000_000]);
    }));

  test('5: an absent name is NOT_FOUND', async () => {
    await fails('NOT_FOUND', () => open(freshName('absent')));
    assert.throws(() => os.holders(os.name(freshName('absent'), 'local')), { code: 'NOT_FOUND' });
  });

  for (const [kind, make] of Object.entries(world.otherObjects))
    test(`5: ${kind} of this name is WRONG_TYPE to open and taken to create`, async () => {
      const name = freshName();
      const remove = make(osNameOf(name));
      try {
        for (const access of ['observe', 'read', 'write'] as const) await fails('WRONG_TYPE', () => open(name, { access }));
        const error = await failure(() => create(name, 100));
        assert.ok(error.code === 'EXISTS' || error.code === 'WRONG_TYPE', error.code);
      } finally {
        remove();
      }
    });

  test('6: an error number that is left over from before changes nothing', async () => {
    const name = freshName();
    world.spoilLastError();
    const mapping = create(name, 1000);
    world.spoilLastError();
    await fails('EXISTS', () => create(name, 1000));
    world.spoilLastError();
    const reader = await open(name);
    world.spoilLastError();
    reader.close();
    mapping.close();
    world.spoilLastError();
    await fails('NOT_FOUND', () => open(name));
  });

  for (const [title, name] of [
    ['64 bytes', 'x'.repeat(64)],
    ['too long with its prefix', 'x'.repeat(60)],
    ['no ASCII', 'kämera'],
    ['a control character', 'a\nb'],
    ['a backslash', 'Global\\cam'],
    ['a wrong-case prefix', 'global\\cam'],
    ['..', '..'],
    ['a slash', '../etc/passwd'],
    ['nothing', ''],
  ] as const)
    test(`23: a name with ${title} is refused`, async () => {
      await fails('NAME_INVALID', () => create(name, 100));
      await fails('NAME_INVALID', () => open(name));
    });

  test('23: the longest name is used whole', async () => {
    const prefix = osNameOf('x').length - 1;
    const name = freshName().padEnd(63 - prefix, 'y');
    const mapping = create(name, 100);
    assert.equal(mapping.name.osName.length, 63);
    (await open(name)).close();
    await fails('NOT_FOUND', () => open(name.slice(0, -1)));
    mapping.close();
  });

  test('namespaces are apart from each other', async () => {
    const name = freshName();
    const local = create(name, 100);
    const global = SharedMapping.create({ name, namespace: 'global', payloadBytes: 5000 });
    await assert.rejects(
      SharedMapping.open({ name: freshName(), namespace: 'custom', access: 'read', timeoutMs: 0 }),
      (error: { code?: string }) => error.code === 'NOT_FOUND',
    );
    const reader = await SharedMapping.open({ name, namespace: 'global', access: 'read' });
    assert.equal(reader.realBytes, global.realBytes);
    for (const mapping of [reader, global, local]) mapping.close();
  });

  test('large pages work, or say why they do not', async () => {
    const options = { name: freshName(), namespace: 'local', payloadBytes: 100_000, largePages: true } as const;
    try {
      const mapping = SharedMapping.create(options);
      assert.equal(mapping.realBytes % os.largePageBytes, 0);
      mapping.write(new Uint8Array(100_000));
      mapping.close();
    } catch (error) {
      assert.ok(error instanceof SharedCameraError, String(error));
      assert.ok(['UNSUPPORTED', 'NOT_PRIVILEGED', 'NOT_ENOUGH_MEMORY'].includes(error.code), error.message);
      assert.match(error.likelyCause, /huge=|GetLargePageMinimum|privilege|hold|large page/);
    }
  });

  test('what exists is found', () =>
    withMapping(1000, (mapping, name) => {
      const found = discoverMappings({ listPath: 'no such list' }).find((entry) => entry.name === name);
      assert.deepEqual(found && { ...found }, { ...mapping.name, mappedBytes: mapping.realBytes, foundBy: ['os'] });
    }));

  test('sections beyond 4 GiB are measured and mapped exactly', () => {
    const name = os.name(freshName(), 'local');
    const bytes = 2 ** 32 + 3 * os.allocationGranularity;
    const remove = world.sparseSection(name.osName, bytes);
    try {
      const section = os.openSection(name, { access: 'write', trust: false });
      assert.equal(section.realBytes(), bytes);
      const low = section.mapView(os.allocationGranularity, 4096, 'read');
      const high = section.mapView(2 ** 32 + os.allocationGranularity, 4096, 'write');
      assert.notEqual(low.address, high.address);
      assert.throws(() => section.mapView(2 ** 32, 4 * os.allocationGranularity, 'read'), { code: 'SIZE_MISMATCH' });
      section.close();
    } finally {
      remove();
    }
  });
}
