import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createBackend } from '../../backend/app.ts';
import type {
  CommandAnswers,
  CommandArgument,
  CommandName,
  DoctorLogEntry,
  Mapping,
  MappingChanges,
  MappingDetail,
  NewMapping,
} from '../../backend/contract.ts';
import { tightLayout } from '../../native/core/layout.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { PEER_EXIT, PEERS, peerCreates, peerHolds, peerName, peerProgram, runPeer, startPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath, openHandles, rawWord } from '../support/shm.ts';
import { until } from '../support/wait.ts';

const PAYLOAD = 300_000;
const LAYOUT = tightLayout('RGB24', 400, 250);
const WRITING = 0x8000_0000;

/** A page of the real backend, on real memory, with its own settings folder. */
function openPage(scope: Scope) {
  const backend = createBackend({ shell: 'browser', version: '0', settingsDir: scope.path('settings'), log: () => {} });
  const heard = { changes: [] as MappingChanges[], details: [] as MappingDetail[], logged: [] as DoctorLogEntry[] };
  const session = backend.openSession(
    () => ({ send() {}, close() {} }),
    (event, value) => {
      if (event === 'mappings.changed') heard.changes.push(value as MappingChanges);
      if (event === 'mappings.detail') heard.details.push(value as MappingDetail);
      if (event === 'doctor.logged') heard.logged.push(value as DoctorLogEntry);
    },
  );
  scope.onClose(() => backend.close());
  const ask = <C extends CommandName>(command: C, argument: CommandArgument<C>) =>
    session.request(command, argument) as Promise<CommandAnswers[C]>;
  return { backend, session, ask, heard };
}

function wish(name: string): NewMapping {
  return {
    ...{ name, namespace: 'local', payloadBytes: PAYLOAD, share: 'private', largePages: false, trailer: true, layout: LAYOUT },
    label: 'Gate',
  };
}

const byName = (mappings: readonly Mapping[], name: string) => mappings.find((mapping) => mapping.name === name);

describe.each(PEERS)('the overview ($title)', (peer) => {
  test('tells of a foreign mapping: sizes, lock, holders with their rights, as it changes', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask, heard } = openPage(scope);
    await ask('mappings.watch', { watching: true });
    const creator = await peerCreates(scope, name, PAYLOAD, peer);
    const latest = () => heard.changes.flatMap(({ changed }) => changed).findLast((mapping) => mapping.name === name);
    const found = await until(() => latest(), { what: 'the new mapping in the overview' });
    expect(found).toMatchObject({
      ...{
        id: `local:${name}`,
        realBytes: 303_104,
        pages: 74,
        payloadBytes: null,
        trailer: null,
        share: 'private',
        stale: false,
      },
      ...{ verdict: 'free', held: false, lock: { word: '00000000' } },
    });
    expect(found.holders.complete).toBe(true);
    expect(found.holders.list).toContainEqual(
      expect.objectContaining({ pid: creator.pid, path: peerProgram(peer), rights: 'write', state: 'running', ours: false }),
    );
    const writer = await peerHolds(scope, 'write', name, PAYLOAD, 600_000, peer);
    await until(() => latest()?.verdict === 'stuck', { what: 'the held lock to be called stuck', timeoutMs: 20_000 });
    creator.signal('SIGSTOP');
    await until(() => latest()?.verdict === 'stopped', { what: 'a stopped process to be seen', timeoutMs: 20_000 });
    await Promise.all([creator.kill(), writer.kill()]);
    await until(() => latest()?.stale === true, { what: 'it to be called stale', timeoutMs: 20_000 });
  });
});

test('the writer’s rate comes from frame numbers, without one from changes', async () => {
  const scope = testScope();
  const [numbered, plain] = [scope.name('numbered'), scope.name('plain')];
  const source = ['--source', 'pattern:ball', '--width', 400, '--height', 250, '--format', 'RGB24', '--fps', 20];
  await scope
    .cli(['publish', numbered, ...source])
    .said(numbered)
    .catch(() => {});
  await peerCreates(scope, plain, PAYLOAD);
  startPeer(scope, 'write', plain, PAYLOAD, [60, 100_000]);
  const { ask } = openPage(scope);
  const mappings = await until(
    async () => {
      const seen = await ask('mappings.list', {});
      const known = (byName(seen, numbered)?.writer.fps ?? 0) > 10 && byName(seen, plain)?.writer.from === 'changes';
      return known ? seen : undefined;
    },
    { what: 'the rates of both', intervalMs: 500 },
  );
  expect(byName(mappings, numbered)?.writer).toMatchObject({ from: 'frame-numbers', claimed: true, pid: expect.any(Number) });
  expect(byName(mappings, plain)?.writer).toMatchObject({ from: 'changes', claimed: false });
});

describe('create, resize, remove', () => {
  test('what is made is kept alive, opens for a peer, and goes with the page’s wish', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask } = openPage(scope);
    expect(await ask('mappings.preflight', wish(name))).toMatchObject({ possible: true, size: { realBytes: 303_104 } });
    expect(await ask('mappings.create', wish(name))).toMatchObject({
      held: true,
      payloadBytes: PAYLOAD,
      trailer: { label: 'Gate' },
    });
    expect(readFileSync(scope.listFile, 'utf8')).toContain(name);
    expect((await ask('mappings.preflight', wish(name))).possible).toBe(false);
    await expect(ask('mappings.create', wish(name))).rejects.toMatchObject({ code: 'EXISTS' });
    expect((await runPeer(scope, 'write', name, PAYLOAD, [100, 3])).code).toBe(PEER_EXIT.done);

    const plan = await ask('mappings.planRemoval', { id: `local:${name}` });
    expect(plan.steps.map(inEnglish).join(' ')).toContain('Nobody else has it open');
    expect(await ask('mappings.remove', { token: plan.token })).toMatchObject({ removed: true, stillUsedBy: [] });
    expect(scope.objects()).toEqual([]);
    expect(readFileSync(scope.listFile, 'utf8')).not.toContain(name);
    await expect(ask('mappings.remove', { token: plan.token })).rejects.toMatchObject({ code: 'OUTDATED' });
  });

  test('it outlives its producer, and ends with the program', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask, backend } = openPage(scope);
    await ask('mappings.create', wish(name));
    const source = ['--source', 'pattern:ramp', '--width', 400, '--height', 250, '--format', 'RGB24', '--fps', 30];
    for (let round = 0; round < 2; round++)
      expect((await scope.runCli(['publish', name, '--existing', ...source, '--frames', 3])).code).toBe(0);
    expect(byName(await ask('mappings.list', {}), name)).toMatchObject({ held: true, trailer: { frameNumber: 3 } });
    await backend.close();
    expect(scope.objects()).toEqual([]);
    expect(openHandles(name)).toMatchObject({ descriptorsOfIt: 0, viewsOfIt: 0 });
  });

  test('removal names who uses it; who comes between plan and deed stops it', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask } = openPage(scope);
    const creator = await peerCreates(scope, name, PAYLOAD);
    const id = `local:${name}`;
    const plan = await ask('mappings.planRemoval', { id });
    expect(plan.steps.map(inEnglish).join(' ')).toContain(`(${creator.pid})`);
    const reader = await peerHolds(scope, 'read', name, PAYLOAD);
    await expect(ask('mappings.remove', { token: plan.token })).rejects.toMatchObject({
      code: 'OUTDATED',
      message: expect.stringContaining(String(reader.pid)),
    });
    const again = await ask('mappings.planRemoval', { id });
    const report = await ask('mappings.remove', { token: again.token });
    expect(report.removed).toBe(true);
    expect(report.stillUsedBy.map(({ pid }) => pid).sort()).toEqual(expect.arrayContaining([creator.pid, reader.pid].sort()));
    expect(scope.objects()).toEqual([]);
  });

  test('resize: the name is never without a mapping, the old memory stays with who has it', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask } = openPage(scope);
    await ask('mappings.create', wish(name));
    const old = await peerHolds(scope, 'read', name, PAYLOAD, 3000);
    const id = `local:${name}`;
    const layout = tightLayout('RGB24', 640, 480);
    const plan = await ask('mappings.planResize', { id, payloadBytes: 921_600, layout });
    expect(plan).toMatchObject({ refusal: null, from: { payloadBytes: PAYLOAD }, to: { realBytes: 925_696 } });
    expect(plan.steps.map(inEnglish).join(' ')).toContain(`(${old.pid})`);
    let missing = 0;
    const path = objectPath(name);
    const watch = setInterval(() => {
      if (!statSync(path, { throwIfNoEntry: false })) missing++;
    }, 0);
    expect(await ask('mappings.resize', { token: plan.token })).toMatchObject({
      held: true,
      realBytes: 925_696,
      payloadBytes: 921_600,
    });
    clearInterval(watch);
    expect([missing, statSync(path).size, rawWord(path)]).toEqual([0, 925_696, 0]);
    expect(scope.objects()).toHaveLength(1);
    expect((await old.exited()).code).toBe(PEER_EXIT.done);
    expect((await runPeer(scope, 'read', name, 921_600, [1])).code).toBe(PEER_EXIT.done);
    const removal = await ask('mappings.planRemoval', { id });
    await ask('mappings.remove', { token: removal.token });
    expect(scope.objects()).toEqual([]);
  });
});

describe('inspect', () => {
  test('bytes as they lie and under the lock; edits only behind the guard, on what was shown', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask, heard } = openPage(scope);
    await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, 'write', name, PAYLOAD, [100, 5]);
    const id = `local:${name}`;
    const read = async (offset: number, bytes: number, locked = true) => {
      const answer = await ask('mappings.readBytes', { id, offset, bytes, locked });
      return { ...answer, bytes: Buffer.from(answer.data, 'base64') };
    };
    // Stamps of eight bytes begin behind the lock word, which is shown without our own reader.
    expect(await read(0, 12)).toMatchObject({
      locked: true,
      word: '00000000',
      bytes: Buffer.from([0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]),
    });
    expect((await read(303_100, 64)).bytes).toHaveLength(4);
    await expect(ask('mappings.readBytes', { id, offset: 400_000, bytes: 1, locked: false })).rejects.toMatchObject({
      code: 'USAGE',
    });

    await expect(
      ask('mappings.writeByte', { id, token: 'not-unlocked', offset: 4, expected: 5, value: 6 }),
    ).rejects.toMatchObject({
      code: 'OUTDATED',
    });
    const { token } = await ask('mappings.unlockGuard', { id });
    for (const [offset, expected, code] of [
      [4, 9, 'OUTDATED'],
      [2, 0, 'USAGE'],
      [303_104, 0, 'USAGE'],
    ] as const)
      await expect(ask('mappings.writeByte', { id, token, offset, expected, value: 6 })).rejects.toMatchObject({ code });
    await ask('mappings.writeByte', { id, token, offset: 4, expected: 5, value: 6 });
    expect((await read(4, 1)).bytes[0]).toBe(6);
    expect(rawWord(objectPath(name))).toBe(0);
    const [entry] = heard.logged;
    expect(entry).toMatchObject({ deed: 'edit', offset: 4, before: '05', after: '06' });
    await ask('doctor.undo', { entry: entry?.id ?? '' });
    expect((await read(4, 1)).bytes[0]).toBe(5);

    const holder = await peerHolds(scope, 'write', name, PAYLOAD);
    expect(await read(4, 1)).toMatchObject({ locked: false, word: '80000000' });
    await expect(ask('mappings.writeByte', { id, token, offset: 4, expected: 5, value: 6 })).rejects.toMatchObject({
      code: 'TIMEOUT',
    });
    await holder.kill();
  });

  test('our trailer on a foreign camera: viewers know its layout; where it does not fit, it is refused', async () => {
    const scope = testScope();
    const [roomy, full] = [scope.name('roomy'), scope.name('full')];
    const { ask } = openPage(scope);
    await peerCreates(scope, roomy, PAYLOAD);
    await peerCreates(scope, full, 4092);
    const guard = async (name: string) => (await ask('mappings.unlockGuard', { id: `local:${name}` })).token;
    const trailer = { layout: LAYOUT, label: 'Yard' };
    const set = async (name: string, value: typeof trailer | null) =>
      ask('mappings.setTrailer', { id: `local:${name}`, token: await guard(name), trailer: value });
    expect(await set(roomy, trailer)).toMatchObject({
      payloadBytes: PAYLOAD,
      trailer: { width: 400, label: 'Yard', publisherPid: 0 },
    });
    // The foreign producer goes on as if nothing were there.
    expect((await runPeer(scope, 'write', roomy, PAYLOAD, [100, 3])).code).toBe(PEER_EXIT.done);
    expect(byName(await ask('mappings.list', {}), roomy)?.trailer).toMatchObject({ format: 'RGB24' });
    expect(await set(roomy, null)).toMatchObject({ trailer: null });
    expect(tail(objectPath(roomy)).every((byte) => byte === 0)).toBe(true);
    const small = { layout: tightLayout('GRAY8', 62, 66), label: '' };
    await expect(set(full, small)).rejects.toMatchObject({ code: 'SIZE_MISMATCH' });
    await runPeer(scope, 'write', full, 4092, [100, 3]);
    const fits = { layout: tightLayout('GRAY8', 10, 10), label: '' };
    await expect(set(full, fits)).rejects.toMatchObject({ code: 'SIZE_MISMATCH', message: expect.stringContaining('not zero') });
  });

  test('the lock word is sampled: transitions and holds', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask, heard } = openPage(scope);
    await peerCreates(scope, name, PAYLOAD);
    await ask('mappings.inspect', { id: `local:${name}` });
    // A process that gets no turn in those 60 ms misses a hold, so there are as many as it takes.
    const held = () => heard.details.findLast(({ holds }) => holds.total >= 3);
    for (let round = 0; round < 20 && !held(); round++) await (await peerHolds(scope, 'write', name, PAYLOAD, 60)).exited();
    const detail = await until(held, { what: 'three holds' });
    const words = detail.transitions.map(({ word }) => word);
    expect(words.length).toBeGreaterThanOrEqual(7);
    expect(words).toEqual(words.map((_, i) => (i % 2 === 0 ? '00000000' : '80000000')));
    expect(detail.holds.maxUs).toBeGreaterThan(40_000);
    expect(detail.regions.map(({ kind }) => kind)).toEqual(['lock', 'payload']);
    await ask('mappings.inspect', { id: null });
    const told = heard.details.length;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(heard.details.length).toBe(told);
  });
});

describe('the doctor behind the window', () => {
  test('a lock of ours whose holder died is released by itself while somebody looks, and that is written down', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask, heard } = openPage(scope);
    await ask('mappings.create', wish(name));
    await ask('mappings.watch', { watching: true });
    const writer = await peerHolds(scope, 'write', name, PAYLOAD);
    await writer.kill();
    await until(() => rawWord(objectPath(name)) === 0, { what: 'the lock to be released', timeoutMs: 20_000 });
    const entry = await until(() => heard.logged.at(0), { what: 'the entry in the log' });
    expect(entry).toMatchObject({ deed: 'release', rung: 1, before: '80000000', done: true, by: { automatic: true } });
  });

  test('not where the settings say no, and not with a foreigner attached; then the typed name does it', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask } = openPage(scope);
    await ask('settings.set', { healLocks: false });
    await ask('mappings.create', wish(name));
    await ask('mappings.watch', { watching: true });
    const bystander = await peerHolds(scope, 'read', name, PAYLOAD, 1);
    await bystander.exited();
    const foreign = scope.start(peerProgram(), ['hold-read', peerName(name), String(PAYLOAD), '600000']);
    await foreign.said('held');
    await runPeer(scope, 'word', name, PAYLOAD, ['80000000']);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(rawWord(objectPath(name))).toBe(WRITING);
    const diagnosis = await ask('mappings.diagnose', { id: `local:${name}` });
    expect(diagnosis).toMatchObject({ verdict: 'stuck', rung: 3, token: expect.any(String) });
    const token = diagnosis.token ?? '';
    await expect(ask('mappings.heal', { token })).rejects.toMatchObject({ code: 'USAGE' });
    expect(rawWord(objectPath(name))).toBe(WRITING);
    const healed = await ask('mappings.heal', { token, confirmation: name });
    expect(healed).toMatchObject({ released: true, undoable: true, entry: { deed: 'force', rung: 3 } });
    expect(rawWord(objectPath(name))).toBe(0);
    expect(await ask('doctor.undo', { entry: healed.entry.id })).toMatchObject({ after: '80000000' });
    expect(rawWord(objectPath(name))).toBe(WRITING);
  });

  test('a word that changed since it was judged is left alone', async () => {
    const scope = testScope();
    const name = scope.name();
    const { ask } = openPage(scope);
    await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, 'die-read', name, PAYLOAD);
    const { token } = await ask('mappings.diagnose', { id: `local:${name}` });
    await runPeer(scope, 'die-read', name, PAYLOAD);
    const healed = await ask('mappings.heal', { token: token ?? '', confirmation: name });
    expect(healed).toMatchObject({ released: false, after: '00000002' });
    expect(rawWord(objectPath(name))).toBe(2);
  });
});

function tail(path: string): Buffer {
  const bytes = Buffer.alloc(128);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, bytes, 0, 128, statSync(path).size - 128);
    return bytes;
  } finally {
    closeSync(fd);
  }
}
