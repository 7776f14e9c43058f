import assert from 'node:assert/strict';
import {
  cameBackInTime,
  create,
  elapsedMs,
  fails,
  freshName,
  open,
  osNameOf,
  stamped,
  stampOf,
  withMapping,
  wordOf,
} from './helpers.ts';
import type { World } from './world.ts';

const BYTES = 200_000;

/** Together with an independent program that follows the wire format. */
export function addPeerTests(world: World): void {
  const { test } = world;

  test('15: frames that the peer writes arrive whole', () =>
    withMapping(BYTES, async (mapping, name) => {
      const peer = world.peer('write', osNameOf(name), BYTES, 500, 300);
      const frame = new Uint8Array(BYTES);
      const seen = new Set<number>();
      while (!seen.has(300)) {
        await mapping.readAsync(frame, { timeoutMs: 5000 });
        seen.add(stampOf(frame));
      }
      assert.equal((await peer.exited()).code, 0);
      assert.ok(seen.size > 10, `${seen.size} different frames`);
    }));

  test('15: frames that we write arrive whole at the peer, and beside another writer', () =>
    withMapping(BYTES, async (mapping, name) => {
      mapping.write(stamped(BYTES, 1));
      const readers = [1, 2].map(() => world.peer('read', osNameOf(name), BYTES, 150));
      const writer = world.peer('write', osNameOf(name), BYTES, 300, 100);
      let reading = true;
      const ended = Promise.all([...readers, writer].map((peer) => peer.exited())).finally(() => {
        reading = false;
      });
      for (let stamp = 1000; reading; stamp++) {
        await mapping.writeAsync(stamped(BYTES, stamp), { timeoutMs: 5000 });
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      for (const exit of await ended) assert.equal(exit.code, 0, exit.stderr);
      assert.equal(wordOf(mapping).get(), 0);
    }));

  test('a mapping of the peer, without trailer, is read and written', async () => {
    const name = freshName();
    const peer = world.peer('create', osNameOf(name), BYTES, 60_000);
    await peer.said('created');
    const mapping = await open(name, { access: 'write', payloadBytes: BYTES });
    assert.ok('reason' in mapping.readTrailer());
    mapping.write(stamped(BYTES, 77));
    assert.equal((await world.peer('read', osNameOf(name), BYTES, 3).exited()).code, 0);
    const reader = await open(name);
    assert.ok(reader.payloadBytes >= BYTES && reader.payloadBytes < BYTES + 4096);
    reader.close();
    mapping.close();
    await peer.kill();
  });

  test('7: a peer that died in its copy is a TIMEOUT with the word, within the deadline', () =>
    withMapping(BYTES, async (mapping, name) => {
      assert.equal((await world.peer('die-write', osNameOf(name), BYTES).exited()).code, 0);
      const ms = await elapsedMs(async () => {
        const error = await fails('TIMEOUT', () => mapping.read(new Uint8Array(BYTES), { timeoutMs: 300 }));
        assert.equal(error.details['word'], '80000000');
      });
      assert.ok(cameBackInTime(ms, 300), `${ms} ms`);
    }));

  for (const what of ['write', 'read'] as const)
    test(`8: a lock that a dead peer left (${what}) is recovered when we are provably alone`, () =>
      withMapping(BYTES, async (mapping, name) => {
        await world.peer(`die-${what}`, osNameOf(name), BYTES).exited();
        const { complete, reason } = mapping.holders();
        const started = performance.now();
        const report = await mapping.recoverIfAlone();
        const ms = performance.now() - started;
        if (!complete) {
          assert.equal(report, undefined, `recovered without proof: ${reason}`);
          return;
        }
        assert.ok(report?.released && report.reason === 'alone', JSON.stringify(report));
        assert.ok(ms >= 990 && ms < 2000, `${ms} ms`);
        assert.deepEqual([report.before, report.after], [what === 'write' ? '80000000' : '00000001', '00000000']);
        mapping.write(stamped(BYTES, 5));
        const frame = new Uint8Array(BYTES);
        mapping.read(frame);
        assert.equal(stampOf(frame), 5);
      }));

  test('9: while a foreign program has it open the lock is not taken away, but for the operator', () =>
    withMapping(BYTES, async (mapping, name) => {
      const holder = world.peer('hold-read', osNameOf(name), BYTES, 60_000);
      await holder.said('held');
      wordOf(mapping).set(0x80000000);
      assert.equal(await mapping.recoverIfAlone(), undefined);
      assert.equal(wordOf(mapping).get(), 0x80000000);
      const report = await mapping.release({ force: true });
      assert.deepEqual([report.released, report.reason, report.before, report.after], [true, 'forced', '80000000', '00000000']);
      assert.ok(report.holders.some((one) => !one.ours));
      await holder.kill();
    }));

  test('10: a peer that was killed while it reads is one reader that blocks our writer', () =>
    withMapping(BYTES, async (mapping, name) => {
      const holder = world.peer('hold-read', osNameOf(name), BYTES, 60_000);
      await holder.said('held');
      mapping.read(new Uint8Array(BYTES));
      await holder.kill();
      const error = await fails('TIMEOUT', () => mapping.write(new Uint8Array(BYTES), { timeoutMs: 100 }));
      assert.match(error.message, /1 reader /);
      assert.equal(error.details['readers'], 1);
    }));

  test('the peer and we refuse each other in the same words', () =>
    withMapping(BYTES, async (mapping, name) => {
      wordOf(mapping).set(0xff000000);
      const exit = await world.peer('read', osNameOf(name), BYTES, 1).exited();
      assert.equal(exit.code, 5);
      const absent = await world.peer('word', osNameOf(freshName()), BYTES).exited();
      assert.equal(absent.code, 1);
      const taken = await world.peer('create', osNameOf(name), BYTES, 0).exited();
      assert.equal(taken.code, 1);
      const name2 = freshName();
      const other = create(name2, 10);
      const large = await world.peer('word', osNameOf(name2), 1_000_000).exited();
      assert.equal(large.code, 1);
      other.close();
    }));
}
