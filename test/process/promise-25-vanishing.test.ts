import { truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { stampedFrame } from '../support/stamps.ts';
import { until } from '../support/wait.ts';

const PAYLOAD = 500_000;

test.each([0, 100])('25: an object of %i bytes is an error, not a signal', async (bytes) => {
  const scope = testScope();
  const name = scope.name();
  writeFileSync(objectPath(name), new Uint8Array(bytes), { mode: 0o600 });
  for (const command of ['info', 'watch'])
    expect(await scope.runCli([command, name, '--timeout', 200, '--json'])).toMatchObject({ signal: null });
  const cli = await scope.runCli([
    'dump',
    name,
    scope.path('frame.raw'),
    '-W',
    100,
    '-H',
    100,
    '-f',
    'GRAY8',
    '--timeout',
    200,
    '--json',
  ]);
  expect(cli).toMatchObject({ code: 6, signal: null });
  expect(jsonValue(cli.stderr)).toMatchObject({ code: 'SIZE_MISMATCH' });
});

test.each([0, 4096])('25: an object cut to %i bytes while it is mapped gives readers VANISHED', async (left) => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await creator.kill();
  const open = { name, namespace: 'local', payloadBytes: PAYLOAD } as const;
  const reader = await SharedMapping.open({ ...open, access: 'read' });
  const observer = await SharedMapping.open({ ...open, access: 'observe' });
  scope.onClose(() => [reader, observer].map((mapping) => mapping.close()));
  truncateSync(objectPath(name), left);
  const target = new Uint8Array(PAYLOAD);
  const vanished = expect.objectContaining({ code: 'VANISHED' });
  for (const mapping of [observer, reader]) expect(() => mapping.read(target, { timeoutMs: 100 })).toThrow(vanished);
  await expect(reader.readAsync(target, { timeoutMs: 100 })).rejects.toEqual(vanished);
});

test('25: a writer does not die of it either', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await creator.kill();
  const writer = await SharedMapping.open({ name, namespace: 'local', payloadBytes: PAYLOAD, access: 'write' });
  scope.onClose(() => writer.close());
  truncateSync(objectPath(name), 0);
  expect(() => writer.write(stampedFrame(PAYLOAD, 1), { timeoutMs: 100 })).toThrow(expect.objectContaining({ code: 'VANISHED' }));
});

test('25: a watcher lives through it', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  const watcher = scope.cli(['watch', name, '--json', '--timeout', 15_000]);
  const producer = startPeer(scope, 'write', name, PAYLOAD, [50, 10_000]);
  await until(() => watcher.stdout.split('\n').length > 5, { what: 'frames' });
  await producer.kill();
  await creator.kill();
  truncateSync(objectPath(name), 0);
  await new Promise((done) => setTimeout(done, 1000));
  watcher.signal('SIGINT');
  // It may be about to end by itself, with an error: then Ctrl-C finds nobody who listens any more.
  const { signal, code } = await watcher.exited();
  expect([null, 'SIGINT']).toContain(signal);
  expect([0, 6, null]).toContain(code);
});
