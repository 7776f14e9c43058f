import assert from 'node:assert/strict';
import { MappingKeeper } from '../../backend/mapping-keeper.ts';
import { seenMapping } from '../../backend/seen-mappings.ts';
import { diagnose } from '../../native/camera/doctor/diagnose.ts';
import { patientOf } from '../../native/camera/doctor/patient.ts';
import { MappingOverview, type SeenMapping } from '../../native/camera/mappings/overview.ts';
import { preflight } from '../../native/camera/mappings/preflight.ts';
import { RawMapping } from '../../native/camera/mappings/raw-mapping.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { getOsBackend } from '../../native/os/index.ts';
import { fails, freshName, open, osNameOf, withMapping } from './helpers.ts';
import type { World } from './world.ts';

const BYTES = 200_000;

/** What the mapping manager and the lock doctor ask of the system, together with another program. */
export function addManagerTests(world: World): void {
  const { test } = world;
  const os = getOsBackend();
  const overview = () => new MappingOverview(os, loadFramelock()).look();

  test('the overview finds a foreign mapping, its size, its lock and who has it open', async () => {
    const name = freshName();
    const peer = world.peer('create', osNameOf(name), BYTES, 60_000);
    await peer.said('created');
    const facts = find(overview(), name);
    assert.ok(facts.realBytes >= BYTES + 4 && facts.realBytes < BYTES + 4 + 4096, `${facts.realBytes}`);
    assert.deepEqual([facts.lock.word, facts.trailer, facts.payloadBytes], ['00000000', null, null]);
    assert.equal(facts.holders.complete, true);
    const [holder] = facts.holders.holders.filter(({ ours }) => !ours);
    assert.ok(holder && holder.pid > 0, 'the peer has a process number');
    assert.match(holder.path ?? '', /peer/);
    assert.deepEqual([holder.rights, holder.state, holder.self], ['write', 'running', false]);
    assert.ok(holder.user !== null && holder.user.length > 0, `${holder.user}`);
    assert.ok(holder.since !== null && Math.abs(Date.now() - holder.since) < 600_000, `${holder.since}`);
    await peer.kill();
  });

  test('a mapping of this process is open in this process', () =>
    withMapping(BYTES, (_, name) => {
      const { holders, sharing } = find(overview(), name);
      assert.deepEqual(
        holders.holders.map(({ pid, self, ours }) => [pid, self, ours]),
        [[process.pid, true, true]],
      );
      assert.ok(sharing.owner === undefined || sharing.owner.length > 0);
    }));

  test('the overview leaves nothing open', () =>
    withMapping(BYTES, () => {
      const look = new MappingOverview(os, loadFramelock());
      look.look();
      const before = world.resources();
      for (let round = 0; round < 20; round++) look.look();
      assert.deepEqual(world.resources(), before);
    }));

  test('the doctor tells a held lock from a dead holder, and forces nothing by itself', () =>
    withMapping(BYTES, async (mapping, name) => {
      const holder = world.peer('hold-write', osNameOf(name), BYTES, 60_000);
      await holder.said('held');
      const held = await diagnose(patientOf(mapping), os);
      assert.deepEqual([held.verdict, held.rung], ['stuck', 3]);
      assert.ok(
        held.evidence.some(({ kind, text }) => kind === 'holders' && /Process [1-9]/.test(inEnglish(text))),
        JSON.stringify(held.evidence),
      );
      await holder.kill();
      const dead = await diagnose(patientOf(mapping), os);
      assert.deepEqual([dead.verdict, dead.rung], ['stuck', 1]);
      assert.equal(mapping.lockWord().word, '80000000');
      const report = await mapping.release({ force: false, onlyIf: 0x8000_0000 });
      assert.deepEqual([report.released, report.reason, report.after], [true, 'alone', '00000000']);
      assert.deepEqual(mapping.restoreLock(0x8000_0000), { restored: true, seen: 0 });
      assert.deepEqual(mapping.restoreLock(0x8000_0000), { restored: false, seen: 0x8000_0000 });
      assert.equal((await mapping.release({ force: true, onlyIf: 1 })).released, false);
      await mapping.release({ force: true });
    }));

  for (const [promise, what, word] of [
    [11, 'read', '00000001'],
    [12, 'write', '80000000'],
  ] as const)
    test(`${promise}: who was stopped while it ${what}s is told as stopped, is waited for, and gives the lock back when it goes on`, () =>
      withMapping(BYTES, async (mapping, name) => {
        mapping.write(new Uint8Array(BYTES).fill(5));
        const holder = world.peer(`hold-${what}`, osNameOf(name), BYTES, 2500);
        await holder.said('held');
        const goOn = world.stop(holder.pid);
        const found = await diagnose(patientOf(mapping), os);
        assert.deepEqual([found.verdict, found.rung, found.lock.word], ['stopped', 3, word], inEnglish(found.summary));
        assert.match(inEnglish(found.summary), new RegExp(`process ${holder.pid} `));
        assert.equal(await mapping.recoverIfAlone(), undefined);
        await fails('TIMEOUT', () => mapping.write(new Uint8Array(BYTES), { timeoutMs: 100 }));
        assert.equal(mapping.lockWord().word, word);
        goOn();
        assert.equal((await holder.exited()).code, 0);
        const frame = new Uint8Array(BYTES);
        mapping.read(frame);
        assert.ok(frame.every((byte) => byte === 5));
      }));

  test('bytes are read anywhere, and edited under the lock if they are what was seen', () =>
    withMapping(BYTES, async (mapping, name) => {
      const raw = RawMapping.open({ name, namespace: 'local', purpose: 'edit' });
      raw.edit(100_004, Uint8Array.of(0), Uint8Array.of(9));
      const frame = new Uint8Array(BYTES);
      mapping.read(frame);
      assert.equal(frame[100_000], 9);
      await fails('OUTDATED', () => raw.edit(100_004, Uint8Array.of(0), Uint8Array.of(1)));
      await fails('USAGE', () => raw.edit(3, Uint8Array.of(0), Uint8Array.of(1)));
      await fails('USAGE', () => raw.edit(raw.realBytes, Uint8Array.of(0), Uint8Array.of(1)));
      assert.equal(raw.read(raw.realBytes - 5, 100, true).bytes.length, 5);
      assert.equal(raw.word(), 0);
      raw.close();
    }));

  test('the preflight knows of a name that is taken, and of the room that is left', () =>
    withMapping(BYTES, (_, name) => {
      const wish = {
        name,
        namespace: 'local',
        payloadBytes: BYTES,
        share: 'private',
        largePages: false,
        trailer: true,
        layout: null,
      } as const;
      const levels = new Map(preflight(os, wish).checks.map(({ id, level }) => [id, level]));
      assert.deepEqual([levels.get('name'), levels.get('use'), levels.get('room')], ['ok', 'refusal', 'ok']);
      const free = preflight(os, { ...wish, name: freshName() });
      assert.ok(
        free.checks.every(({ level }) => level !== 'refusal'),
        JSON.stringify(free.checks),
      );
    }));

  test('a reader that was opened meanwhile is seen with the rights it has', () =>
    withMapping(BYTES, async (mapping, name) => {
      const reader = await open(name, { access: 'observe' });
      const { holders } = mapping.holders();
      assert.ok(holders.every(({ self }) => self) && holders.length === 1, JSON.stringify(holders));
      reader.close();
    }));

  if (os.platform === 'win32')
    test('what this program keeps is resized, and refused before the deed where its own look stands in the way', async () => {
      const name = freshName();
      const keeper = new MappingKeeper(os, assert.fail, () => {});
      const wish = { name, namespace: 'local', payloadBytes: BYTES, share: 'private', largePages: false, trailer: true } as const;
      keeper.create({ ...wish, layout: null, label: '' });
      try {
        const reader = await open(name, { access: 'observe' });
        const { refusal } = await keeper.planResize(seenMapping(wish), 2 * BYTES, null);
        assert.equal(refusal?.code, 'EXISTS');
        reader.close();
        const plan = await keeper.planResize(seenMapping(wish), 2 * BYTES, null);
        assert.equal(plan.refusal, null);
        const id = await keeper.resize(plan.token);
        assert.equal(keeper.kept(id)?.payloadBytes, 2 * BYTES);
      } finally {
        keeper.close();
      }
    });
}

function find(seen: readonly SeenMapping[], name: string) {
  const found = seen.find((one) => one.name.name === name);
  assert.ok(found?.facts, `${name} is in the overview: ${JSON.stringify(found?.error)}`);
  return found.facts;
}
