import { chmodSync, chownSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, openHandles } from '../support/shm.ts';

const NOBODY = 65_534;
const asRoot = getuid?.() === 0;

test('4: a mapping that is too small is refused with both numbers, and nothing stays mapped', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, 10_000);
  const handles = openHandles(name);
  await expect(SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: 20_000 })).rejects.toMatchObject({
    code: 'SIZE_MISMATCH',
    details: { have: 12_288, need: 20_004 },
  });
  expect(openHandles(name)).toEqual(handles);

  const layout = ['--width', 100, '--height', 100, '--format', 'RGB24'];
  const cli = await scope.runCli(['dump', name, scope.path('frame.raw'), ...layout, '--json']);
  expect(cli.code).toBe(6);
  const report = jsonValue(cli.stderr);
  expect(report).toMatchObject({ code: 'SIZE_MISMATCH' });
  expect(report['message']).toMatch(/1[02] ?\d{3}\D+30 ?00[04]|30 ?00[04]\D+1[02] ?\d{3}/u);
});

describe('5 and 24: what cannot or must not be opened is told apart', () => {
  test('an absent name', async () => {
    const scope = testScope();
    const cli = await scope.runCli(['info', scope.name('absent'), '--json']);
    expect(cli.code).toBe(3);
    expect(jsonValue(cli.stderr)).toMatchObject({ code: 'NOT_FOUND', cause: expect.stringMatching(/^[^.]+\.$/u) });
  });

  test('a folder of that name', async () => {
    const scope = testScope();
    const name = scope.name('folder');
    mkdirSync(objectPath(name));
    scope.onClose(() => rmSync(objectPath(name), { recursive: true }));
    const cli = await scope.runCli(['info', name, '--json']);
    expect(cli.code).toBe(4);
    expect(jsonValue(cli.stderr)).toMatchObject({ code: 'WRONG_TYPE', cause: expect.stringMatching(/^[^.]+\.$/u) });
  });

  test('a symbolic link is not followed', async () => {
    const scope = testScope();
    const [name, target] = [scope.name('link'), scope.name('target')];
    writeFileSync(objectPath(target), new Uint8Array(8192), { mode: 0o600 });
    symlinkSync(objectPath(target), objectPath(name));
    expect((await scope.runCli(['info', target])).code).toBe(0);
    for (const trust of [[], ['--trust']]) expect((await scope.runCli(['info', name, ...trust])).code).toBe(4);
  });

  test('an object that anybody may write to, unless it is asked for', async () => {
    const scope = testScope();
    const name = scope.name('open');
    writeFileSync(objectPath(name), new Uint8Array(8192));
    chmodSync(objectPath(name), 0o666);
    const cli = await scope.runCli(['info', name, '--json']);
    expect(cli.code).toBe(4);
    expect(jsonValue(cli.stderr)).toMatchObject({ code: 'UNSAFE_OWNER' });
    expect((await scope.runCli(['info', name, '--trust'])).code).toBe(0);
  });

  test.skipIf(!asRoot)("another user's object, unless it is asked for (needs root to give one away)", async () => {
    const scope = testScope();
    const name = scope.name('theirs');
    writeFileSync(objectPath(name), new Uint8Array(8192), { mode: 0o600 });
    chownSync(objectPath(name), NOBODY, NOBODY);
    const cli = await scope.runCli(['info', name, '--json']);
    expect(cli.code).toBe(4);
    expect(jsonValue(cli.stderr)).toMatchObject({ code: 'UNSAFE_OWNER' });
    expect((await scope.runCli(['info', name, '--trust'])).code).toBe(0);
    expect((await scope.runCli(['create', name, '--payload', 100])).code).toBe(5);
  });

  test.skipIf(!asRoot)('an object without permission (needs root to run as another user)', async () => {
    const scope = testScope();
    const name = scope.name('private');
    const path = objectPath(name, 'global');
    writeFileSync(path, new Uint8Array(8192), { mode: 0o600 });
    const opener = scope.actor('open-as', [NOBODY, name, 'global']);
    const { stdout } = await opener.exited();
    expect(jsonValue(stdout)).toMatchObject({ code: 'ACCESS_DENIED', cause: expect.stringMatching(/^[^.]+\.$/u) });
  });
});

test('24: what we make is ours alone unless it is shared on purpose', async () => {
  const scope = testScope();
  const mode = (name: string) => (statSync(objectPath(name)).mode & 0o777).toString(8);
  for (const [share, expected] of [
    [[], '600'],
    [['--share', 'users'], '666'],
  ] as const) {
    const name = scope.name();
    const creator = scope.cli(['create', name, '--payload', 1000, ...share, '--json']);
    await creator.said('ready');
    expect(mode(name)).toBe(expected);
    creator.signal('SIGINT');
    expect((await creator.exited()).code).toBe(0);
    expect(scope.objects()).toEqual([]);
  }
});
