import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { promisedSecond } from '../support/patience.ts';
import { PEER_EXIT, PEERS, peerCreates, peerHolds, peerWord, runPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';
import { stampedFrame, wholeStamp } from '../support/stamps.ts';
import { until } from '../support/wait.ts';

const PAYLOAD = 300_000;
const WRITING = 0x8000_0000;

/** A mapping of the peer's whose creator is gone, so that nobody has it open. */
async function abandoned(scope: Scope): Promise<string> {
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await creator.kill();
  return name;
}

describe.each(PEERS)('7: a writer killed in its copy ($title)', (peer) => {
  test('our reader gets TIMEOUT with the word, in time, and no half frame', async () => {
    const scope = testScope();
    const name = await abandoned(scope);
    const writer = await peerHolds(scope, 'write', name, PAYLOAD, 600_000, peer);
    await writer.kill();
    const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    for (const timeoutMs of [50, 500]) {
      const target = new Uint8Array(PAYLOAD).fill(0xaa);
      const started = performance.now();
      expect(() => mapping.read(target, { timeoutMs })).toThrow(
        expect.objectContaining({ code: 'TIMEOUT', details: expect.objectContaining({ word: '80000000', state: 'writing' }) }),
      );
      // The promise is 20 %; what is added is for a machine that does other things too.
      expect(performance.now() - started).toBeLessThan(timeoutMs * 1.2 + 100);
      expect(target.every((byte) => byte === 0xaa)).toBe(true);
    }
    expect(rawWord(objectPath(name))).toBe(WRITING);
  });
});

test('7: the command line says the same and leaves no file', async () => {
  const scope = testScope();
  const name = await abandoned(scope);
  const writer = await peerHolds(scope, 'write', name, PAYLOAD);
  writer.signal('SIGSTOP');
  const cli = await scope.runCli(['dump', name, scope.path('frame.raw'), '--timeout', 300, '--json']);
  expect(cli.code).toBe(7);
  expect(jsonValue(cli.stderr)).toMatchObject({ code: 'TIMEOUT', details: { word: '80000000' } });
  expect(existsSync(scope.path('frame.raw'))).toBe(false);
});

describe.each([
  ['8', 'write', '80000000'],
  ['10', 'read', '00000001'],
] as const)('%s: a peer killed while it held the %s lock', (_promise, what, word) => {
  test('is recovered from in less than 2 s where we are provably alone, and the next frame is whole', async () => {
    const scope = testScope();
    const name = await abandoned(scope);
    await runPeer(scope, `die-${what}`, name, PAYLOAD);
    expect(await peerWord(scope, name, PAYLOAD)).toBe(word);

    const publisher = scope.cli(['publish', name, '--existing', ...source(), '--frames', 5, '--json']);
    await publisher.said('ready');
    const started = performance.now();
    await until(() => rawWord(objectPath(name)) === 0, { what: 'the word to be free' });
    expect(performance.now() - started).toBeLessThan(2 * promisedSecond());
    const { code, stdout } = await publisher.exited();
    expect(code).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: 5 });
  });

  test('`sharedcam unlock` proves it and frees the lock', async () => {
    const scope = testScope();
    const name = await abandoned(scope);
    await runPeer(scope, `die-${what}`, name, PAYLOAD);
    const cli = await scope.runCli(['unlock', name, '--json']);
    expect(cli).toMatchObject({ code: 0 });
    expect(jsonValue(cli.stdout)).toMatchObject({ released: true, reason: 'alone', before: word, after: '00000000' });

    await runPeer(scope, 'write', name, PAYLOAD, [1000, 9]);
    const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    const frame = new Uint8Array(PAYLOAD);
    mapping.read(frame);
    expect(wholeStamp(frame)).toBe(9);
  });

  test('9: is not stolen while a foreign process is attached; the operator can force it', async () => {
    const scope = testScope();
    const name = scope.name();
    const foreign = await peerCreates(scope, name, PAYLOAD);
    await runPeer(scope, `die-${what}`, name, PAYLOAD);
    const refused = await scope.runCli(['unlock', name, '--json']);
    expect(refused.code).toBe(7);
    expect(refused.stderr).toContain(String(foreign.pid));
    expect(await peerWord(scope, name, PAYLOAD)).toBe(word);

    const forced = await scope.runCli(['unlock', name, '--force', '--json']);
    expect(forced.code).toBe(0);
    expect(jsonValue(forced.stdout)).toMatchObject({ released: true, reason: 'forced', before: word, after: '00000000' });
    expect(await runPeer(scope, 'write', name, PAYLOAD, [1000, 1])).toMatchObject({ code: PEER_EXIT.done });
  });
});

test('10: our writer gets TIMEOUT that names one reader', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const reader = await peerHolds(scope, 'read', name, PAYLOAD);
  await reader.kill();
  const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'write', payloadBytes: PAYLOAD });
  scope.onClose(() => mapping.close());
  expect(() => mapping.write(stampedFrame(PAYLOAD, 1), { timeoutMs: 100 })).toThrow(
    expect.objectContaining({
      code: 'TIMEOUT',
      message: expect.stringContaining('1 reader'),
      details: expect.objectContaining({ readers: 1 }),
    }),
  );
});

test('8: a publisher of ours killed in its copy, with only ours attached, is recovered from', async () => {
  const scope = testScope();
  const name = await abandoned(scope);
  const dead = scope.actor('holder', [name, PAYLOAD, 'write', 'lock']);
  await dead.said('ready');
  expect(rawWord(objectPath(name))).toBe(WRITING);
  await dead.kill();
  const publisher = scope.cli(['publish', name, '--existing', ...source(), '--frames', 5, '--json']);
  const { code, stdout } = await publisher.exited();
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: 5 });
  expect(rawWord(objectPath(name))).toBe(0);
});

describe.each(PEERS)('8: the half frame of a dead writer ($title)', (peer) => {
  test('is thrown away before its lock is freed', async () => {
    const scope = testScope();
    const name = await abandoned(scope);
    await runPeer(scope, 'write', name, PAYLOAD, [1000, 9]);
    await runPeer(scope, 'die-write', name, PAYLOAD, [], peer);
    expect((await scope.runCli(['unlock', name])).code).toBe(0);
    const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    const frame = new Uint8Array(PAYLOAD).fill(1);
    mapping.read(frame);
    expect(frame.every((byte) => byte === 0)).toBe(true);
  });
});

test('8: a frame of ours that was never finished is refused, not shown', async () => {
  const scope = testScope();
  const name = scope.name();
  const writer = scope.cli(['publish', name, ...source(), '--fault', 'die-in-write', '--json']);
  await writer.exited();
  expect(rawWord(objectPath(name))).toBe(WRITING);
  expect((await scope.runCli(['unlock', name])).code).toBe(0);
  const { code, stderr } = await scope.runCli(['snapshot', name, scope.path('half.png'), '--json']);
  expect({ code, ...(jsonValue(stderr) as object) }).toMatchObject({ code: 'UNSTABLE_FRAME' });
  expect(existsSync(scope.path('half.png'))).toBe(false);
});

/** 400 x 250 RGB24 = PAYLOAD bytes. */
function source(): (string | number)[] {
  return ['--source', 'pattern:ramp', '--width', 400, '--height', 250, '--format', 'RGB24', '--fps', 30];
}
