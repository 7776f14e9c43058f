import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, peerHolds } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';
import { until } from '../support/wait.ts';

/** What the mapping manager does, by the command line. */
const PAYLOAD = 64 * 48 * 3;
const PICTURE = ['-W', 64, '-H', 48, '-f', 'RGB24'] as const;

async function run(scope: Scope, ...args: readonly (string | number)[]) {
  const { code, stdout, stderr } = await scope.runCli([...args, '--json']);
  return { code, value: stdout === '' ? undefined : jsonValue(stdout), error: stderr === '' ? undefined : jsonValue(stderr) };
}

test('list and info tell sizes, rate, lock, description and who has it open, since when', async () => {
  const scope = testScope();
  const [ours, foreign] = [scope.name('ours'), scope.name('foreign')];
  const publisher = scope.cli(['publish', ours, '-s', 'pattern:ball', ...PICTURE, '--fps', 25, '--json']);
  await publisher.said('ready');
  await peerCreates(scope, foreign, PAYLOAD);
  const list = (await run(scope, 'list')).value as unknown as readonly Record<string, unknown>[];
  const found = list.find(({ name }) => name === ours);
  expect(found).toMatchObject({
    ...{ payloadBytes: PAYLOAD, mappedBytes: 12_288, slackBytes: 2940, pages: 3, largePages: false, verdict: expect.any(String) },
    ...{ lock: { word: expect.any(String) }, trailer: { width: 64 }, madeAt: expect.any(Number), owner: expect.any(String) },
    writer: { from: 'frame-numbers', fps: expect.any(Number), pid: publisher.pid, claimed: true },
  });
  const holder = { pid: publisher.pid, program: 'sharedcam publish', user: expect.any(String), since: expect.any(Number) };
  expect(found?.['holders']).toMatchObject({ list: expect.arrayContaining([expect.objectContaining(holder)]) });
  expect(list.find(({ name }) => name === foreign)).toMatchObject({ trailer: null, payloadBytes: null, slackBytes: null });
  const { stdout } = await scope.runCli(['list', '--long']);
  expect(stdout).toMatch(new RegExp(`^${ours} .* 12 288 +2 940 .*/s .*trailer`, 'mu'));
  expect(stdout).toMatch(new RegExp(`sharedcam publish \\(${publisher.pid}, [^)]*, for \\d+ s\\)`, 'u'));
  expect((await run(scope, 'info', ours)).value).toMatchObject({
    ...{ slackBytes: 2940, pages: 3, largePages: false, verdict: expect.any(String), writer: { fps: expect.any(Number) } },
    holders: { list: expect.arrayContaining([expect.objectContaining(holder)]) },
  });
});

test('held, a name outlives its publisher, who comes back into it; let go, it goes', async () => {
  const scope = testScope();
  const name = scope.name();
  const publish = (...more: readonly string[]) =>
    scope.cli(['publish', name, '-s', 'pattern:ball', ...PICTURE, '--json', ...more]);
  const first = publish();
  await first.said('ready');
  const holder = scope.cli(['hold', name, '--json']);
  await holder.said('holding');
  const { ino } = statSync(objectPath(name));
  first.signal('SIGINT');
  expect((await first.exited()).code).toBe(0);
  expect((await publish('--frames', '3').exited()).code).toBe(0);
  expect(statSync(objectPath(name)).ino).toBe(ino);
  holder.signal('SIGINT');
  expect((await holder.exited()).code).toBe(0);
  expect(scope.objects()).toEqual([]);
});

test('resized and removed in two steps: a plan that names who uses it, and the deed', async () => {
  const scope = testScope();
  const name = scope.name();
  const peer = await peerCreates(scope, name, PAYLOAD);
  const dry = await run(scope, 'resize', name, '-W', 128, '-H', 96, '-f', 'RGB24', '--dry-run');
  expect(dry).toMatchObject({ code: 0, value: { holders: { list: [{ pid: peer.pid }] }, to: { realBytes: 40_960 } } });
  expect(statSync(objectPath(name)).size).toBe(12_288);
  expect(await run(scope, 'remove', name)).toMatchObject({ code: 2, error: { code: 'USAGE' } });
  const resized = scope.cli(['resize', name, '-W', 128, '-H', 96, '-f', 'RGB24', '--yes', '--json']);
  await resized.said('"resized":true');
  expect(statSync(objectPath(name)).size).toBe(40_960);
  const removed = await run(scope, 'remove', name, '--yes');
  expect(removed).toMatchObject({ code: 0, value: { removed: true, stillUsedBy: [{ pid: resized.pid }] } });
  expect(scope.objects()).toEqual([]);
  resized.signal('SIGINT');
  expect((await resized.exited()).code).toBe(0);
});

test('inspected bit by bit, one byte edited and taken back, a trailer written and taken away', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const looking = scope.cli(['inspect', name, '--seconds', 2, '--bytes', '0:8', '--json']);
  await until(() => looking.running, { what: 'the inspection' });
  const holder = await peerHolds(scope, 'write', name, PAYLOAD, 300);
  await holder.exited();
  const seen = jsonValue((await looking.exited()).stdout);
  expect(seen).toMatchObject({
    samples: expect.any(Number),
    regions: [{ kind: 'lock' }, {}],
    bytes: { offset: 0, locked: true },
  });
  expect(seen['transitions']).toContainEqual(expect.objectContaining({ state: 'free' }));

  const byte = () => readFileSync(objectPath(name))[100];
  expect(await run(scope, 'inspect', name, '--edit', '100=00:a5')).toMatchObject({ code: 2 });
  expect(await run(scope, 'inspect', name, '--edit', '100=01:a5', '--yes')).toMatchObject({ error: { code: 'OUTDATED' } });
  expect((await run(scope, 'inspect', name, '--edit', '0=00:01', '--yes')).code).toBe(2);
  expect((await run(scope, 'inspect', name, '--edit', '100=00:a5', '--yes')).code).toBe(0);
  expect(byte()).toBe(0xa5);
  const [entry] = (await run(scope, 'doctor', '--log')).value as unknown as readonly { id: string }[];
  expect((await run(scope, 'doctor', '--undo', entry?.id ?? '')).code).toBe(0);
  expect(byte()).toBe(0);

  expect(await run(scope, 'trailer', name, ...PICTURE, '--label', 'Gate')).toMatchObject({
    value: { trailer: { label: 'Gate' } },
  });
  expect(await run(scope, 'trailer', name, '--remove')).toMatchObject({ code: 0, value: { trailer: null } });
  expect(await run(scope, 'trailer', name, '-W', 640, '-H', 480, '-f', 'RGB24')).toMatchObject({ code: 6 });
  expect(rawWord(objectPath(name))).toBe(0);
});
