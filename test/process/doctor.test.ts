import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { promisedSecond } from '../support/patience.ts';
import { PEER_EXIT, PEERS, peerCreates, peerHolds, peerWord, runPeer, startPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { forceWord, objectPath, rawWord } from '../support/shm.ts';
import { until } from '../support/wait.ts';

const PAYLOAD = 9216;
const WRITING = 0x8000_0000;

/** `sharedcam doctor ... --json`, its answer and its exit code. */
async function doctor(scope: Scope, ...args: readonly string[]) {
  const { code, stdout, stderr } = await scope.runCli(['doctor', ...args, '--json']);
  return { code, answer: jsonValue(stdout), stderr };
}

async function log(scope: Scope): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await scope.runCli(['doctor', '--log', '--json']);
  return jsonLines(stdout)[0] as readonly Record<string, unknown>[];
}

test('a free lock is free', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  expect(await doctor(scope, name)).toMatchObject({ code: 0, answer: { verdict: 'free', rung: 0, healed: null } });
});

test('a lock in use is busy', async () => {
  const scope = testScope();
  const name = scope.name();
  const payload = 6_000_000;
  await peerCreates(scope, name, payload);
  startPeer(scope, 'write', name, payload, [200, 100_000]);
  await until(() => rawWord(objectPath(name)) !== 0, { what: 'a writer at work', intervalMs: 0 });
  for (let round = 0; round < 3; round++) {
    const { code, answer } = await doctor(scope, name, '--fix');
    expect(code).toBe(0);
    expect(['free', 'busy']).toContain(answer['verdict']);
  }
});

describe.each(PEERS)('a foreign holder, with others attached ($title)', (peer) => {
  test('killed inside its copy: not stolen; forced only with the name, and written down', async () => {
    const scope = testScope();
    const name = scope.name();
    const creator = await peerCreates(scope, name, PAYLOAD);
    const writer = await peerHolds(scope, 'write', name, PAYLOAD, 600_000, peer);
    await writer.kill();

    const { code, answer, stderr } = await doctor(scope, name, '--fix');
    expect(code).toBe(7);
    expect(answer).toMatchObject({ verdict: 'stuck', rung: 3, healed: null, holders: { complete: true } });
    const found = expect.objectContaining({ pid: creator.pid, rights: 'write', state: 'running', ours: false });
    expect(answer['holders']).toMatchObject({ list: expect.arrayContaining([found]) });
    expect(JSON.parse(stderr)).toMatchObject({ code: 'TIMEOUT', exitCode: 7 });
    expect(rawWord(objectPath(name))).toBe(WRITING);

    expect((await scope.runCli(['doctor', name, '--fix', '--confirm', 'another', '--json'])).code).toBe(2);
    expect(rawWord(objectPath(name))).toBe(WRITING);

    const forced = await doctor(scope, name, '--fix', '--confirm', name);
    expect(forced).toMatchObject({ code: 0, answer: { healed: { released: true, before: '80000000', after: '00000000' } } });
    expect(rawWord(objectPath(name))).toBe(0);
    const [entry] = await log(scope);
    expect(entry).toMatchObject({ deed: 'force', rung: 3, before: '80000000', after: '00000000', done: true });
    expect(entry?.['by']).toMatchObject({ automatic: false });
    expect(JSON.stringify(entry?.['evidence'])).toContain(`Process ${creator.pid}`);
  });

  test('stopped inside its copy: told as such, not stolen; after it went on all is well', async () => {
    const scope = testScope();
    const name = scope.name();
    await peerCreates(scope, name, PAYLOAD);
    const reader = await peerHolds(scope, 'read', name, PAYLOAD, 4000, peer);
    reader.signal('SIGSTOP');
    const { code, answer } = await doctor(scope, name, '--fix');
    expect(code).toBe(7);
    expect(answer).toMatchObject({ verdict: 'stopped', rung: 3, healed: null });
    expect(rawWord(objectPath(name))).toBe(1);
    reader.signal('SIGCONT');
    // Its own unlock succeeds: nobody took its count away.
    expect((await reader.exited()).code).toBe(PEER_EXIT.done);
    expect(await doctor(scope, name)).toMatchObject({ code: 0, answer: { verdict: 'free' } });
  });

  test('a count that was forced away is put back, and its holder never notices', async () => {
    const scope = testScope();
    const name = scope.name();
    await peerCreates(scope, name, PAYLOAD);
    // Stopped inside its copy, so that it ends it when it is told to.
    const reader = await peerHolds(scope, 'read', name, PAYLOAD, 3000, peer);
    reader.signal('SIGSTOP');
    const forced = await doctor(scope, name, '--fix', '--confirm', name);
    expect(forced.answer['healed']).toMatchObject({ released: true, undoable: true });
    expect(rawWord(objectPath(name))).toBe(0);
    const [entry] = await log(scope);
    const id = String(entry?.['id']);
    expect(await doctor(scope, '--undo', id)).toMatchObject({ code: 0, answer: { after: '00000001' } });
    expect(rawWord(objectPath(name))).toBe(1);
    reader.signal('SIGCONT');
    expect((await reader.exited()).code).toBe(PEER_EXIT.done);
    expect((await log(scope))[0]).toMatchObject({ deed: 'undo', undoes: id, done: true });
    // Once more there is nothing to put back to: the word has moved on.
    await peerWord(scope, name, PAYLOAD, '00000002');
    expect(await doctor(scope, '--undo', id)).toMatchObject({ code: 1 });
    expect(rawWord(objectPath(name))).toBe(2);
  });
});

describe('nobody else is attached', () => {
  test.each([
    ['a dead writer', 'die-write', WRITING],
    ['a dead reader', 'die-read', 1],
  ] as const)('%s is proven and released', async (_, death, word) => {
    const scope = testScope();
    const name = scope.name();
    const creator = await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, death, name, PAYLOAD);
    await creator.kill();
    expect(rawWord(objectPath(name))).toBe(word);
    const looked = await doctor(scope, name);
    expect(looked).toMatchObject({ code: 7, answer: { verdict: 'stuck', rung: 1, healed: null } });
    expect(rawWord(objectPath(name))).toBe(word);
    const started = performance.now();
    const fixed = await doctor(scope, name, '--fix');
    expect(fixed).toMatchObject({ code: 0, answer: { rung: 1, healed: { released: true } } });
    expect(rawWord(objectPath(name))).toBe(0);
    // A second of watching; the rest is the start of the program on a busy machine.
    expect(performance.now() - started).toBeLessThan(6 * promisedSecond());
  });

  test('a dead writer is proven, though programs of ours look at the mapping all the time', async () => {
    const scope = testScope();
    const name = scope.name();
    const creator = await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, 'die-write', name, PAYLOAD);
    await creator.kill();
    await scope.actor('onlooker', [name]).said('looking');
    const { code, answer } = await doctor(scope, name, '--fix');
    expect({ code, answer }).toMatchObject({ code: 0, answer: { rung: 1, healed: { released: true } } });
  });

  test.each([
    ['ff000000', 'uninitialised', 8],
    ['80000001', 'corrupt', 9],
    ['7f000000', 'corrupt', 9],
  ] as const)('a word of %s is %s, and can be put right', async (word, verdict, exit) => {
    const scope = testScope();
    const name = scope.name();
    const creator = await peerCreates(scope, name, PAYLOAD);
    forceWord(objectPath(name), Number.parseInt(word, 16));
    expect(await doctor(scope, name, '--fix')).toMatchObject({ code: exit, answer: { verdict, rung: 3 } });
    await creator.kill();
    expect(await doctor(scope, name, '--fix')).toMatchObject({ code: 0, answer: { verdict, rung: 1 } });
    expect(rawWord(objectPath(name))).toBe(0);
  });
});

test('a mapping that is not there', async () => {
  const { code, answer } = await doctor(testScope(), 'nobody-has-this');
  expect(code).toBe(3);
  expect(answer).toMatchObject({ verdict: 'unreachable', error: { code: 'NOT_FOUND' } });
});

test('without a name, nothing is written into a file that knows no lock', async () => {
  const scope = testScope();
  const path = objectPath(scope.name('notes'));
  writeFileSync(path, 'important notes of somebody', { mode: 0o600 });
  onTestFinished(() => rmSync(path, { force: true }));
  const { code, answer } = await doctor(scope, '--fix');
  expect({ code, answer }).toMatchObject({ code: 9, answer: { healed: [] } });
  expect(readFileSync(path, 'utf8')).toBe('important notes of somebody');
});

test('without a name: all mappings and the installation; the bundle holds no pixels unless asked', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const file = scope.path('bundle.json');
  const { answer } = await doctor(scope, '--bundle', file);
  const { installation, mappings } = answer as {
    installation: { checks: { id: string; level: string }[] };
    mappings: { name: string; verdict: string }[];
  };
  const level = Object.fromEntries(installation.checks.map(({ id, level: found }) => [id, found]));
  for (const id of ['system', 'privileges', 'pages', 'koffi', 'framelock', 'list', 'settings']) expect(level[id], id).toBe('ok');
  for (const id of ['memory', 'processes', 'electron', 'ffmpeg']) expect(level).toHaveProperty(id);
  expect(mappings.find((mapping) => mapping.name === name)).toMatchObject({ verdict: 'free' });

  const bundle = JSON.parse(readFileSync(file, 'utf8'));
  expect(bundle).toMatchObject({ pixels: 'left out', installation: { checks: expect.any(Array) } });
  expect(bundle).not.toHaveProperty('contents');
  await doctor(scope, name, '--bundle', file, '--pixels');
  const contents: { id: string; bytes: number }[] = JSON.parse(readFileSync(file, 'utf8')).contents;
  expect(contents.find(({ id }) => id === `local:${name}`)).toMatchObject({ bytes: 12_288 });
});

test('nothing is released that cannot be written down', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await runPeer(scope, 'die-write', name, PAYLOAD);
  await creator.kill();
  const home = scope.path('no-folder');
  // A file where the settings folder would be.
  await scope.start('sh', ['-c', `: > '${home}'`]).exited();
  const { code } = await scope.runCli(['doctor', name, '--fix'], { env: { SHAREDCAM_HOME: home } });
  expect(code).toBe(1);
  expect(rawWord(objectPath(name))).toBe(WRITING);
  expect(existsSync(objectPath(name))).toBe(true);
});
