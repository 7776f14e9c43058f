import { mkdirSync, rmdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, peerHolds, peerWord } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { errorShape } from './cli-shapes.ts';

const PAYLOAD = 64 * 48 * 3;

/** Runs a command twice, for people and for programs, and checks what both have in common. */
async function fails(scope: Scope, code: number, args: readonly (string | number)[]): Promise<string> {
  const text = await scope.runCli(args);
  const json = await scope.runCli([...args, '--json']);
  expect([text.code, json.code], text.stderr + json.stderr).toEqual([code, code]);
  const report = errorShape.parse(jsonValue(json.stderr));
  expect(report.exitCode).toBe(code);
  expect(text.stderr).toMatch(/^error: .+\n {2}cause: {2}.+\n {2}do: {4}.+/u);
  expect(text.stderr).toContain(report.cause);
  expect(text.stderr).not.toContain('    at ');
  return text.stderr;
}

describe('usage errors end with 2 and say what is allowed', () => {
  test.each([
    [
      ['frobnicate'],
      /create, hold, resize, remove, trailer, inspect, info, list, forget, publish, watch, snapshot, dump, guess, record, replay, unlock, doctor, serve/,
    ],
    [['info'], /required argument 'name'/],
    [['info', 'cam', 'more'], /too many arguments/i],
    [['info', 'cam', '--frames', '3'], /--namespace, --timeout, --json/],
    [['info', 'cam', '--namespace', 'Global'], /local, global, custom/],
    [['info', 'cam', '--timeout', 'soon'], /whole number from 0 to/],
    [['info', 'cam', '--timeout', '-5'], /whole number from 0 to/],
    [['info', 'a/b'], /contains "\/"/],
    [['info', 'x'.repeat(64)], /63 bytes/],
    [['create', 'cam'], /--width, --height and --format, or --payload/],
    [['create', 'cam', '--width', '64'], /--height, --format are missing/],
    [['create', 'cam', '-W', '64', '-H', '48', '-f', 'H264'], /RGB24, BGR24, RGBA/],
    [['create', 'cam', '-W', '64', '-H', '48', '-f', 'RGB24', '--stride', '100'], /100.*192/],
    [['create', 'cam', '-W', '64', '-H', '48', '-f', 'RGB24', '--payload', '9215'], /9 216, 1 more/],
    [['create', 'cam', '-W', '0', '-H', '48', '-f', 'RGB24'], /1 to 16384/],
    [['create', 'cam', '--payload', '100', '--share', 'everybody'], /private, users/],
    [['create', 'cam', '--payload', '100', '--keep', '0'], /above 0/],
    [['publish', 'cam'], /--source/],
    [['publish', 'cam', '--source', 'pattern:plaid'], /pattern:/],
    [['publish', 'cam', '--source', 'pattern:bars', '--fps', '0'], /29\.97/],
    [['watch', 'cam', '--count', '1.5'], /whole number/],
    [['serve', '--port', '99999'], /65535/],
  ])('%j', async (args, message) => {
    expect(await fails(testScope(), 2, args)).toMatch(message);
  });
});

test('3: a name that nobody made', async () => {
  const scope = testScope();
  for (const args of [['info'], ['watch'], ['unlock'], ['snapshot', scope.path('a.png')], ['dump', scope.path('a.raw')]]) {
    const [command = '', ...more] = args;
    expect(await fails(scope, 3, [command, scope.name(), ...more])).toContain('There is no mapping');
  }
});

test('3: watch waits for a name as long as it was told', async () => {
  const scope = testScope();
  const started = performance.now();
  await fails(scope, 3, ['watch', scope.name(), '--timeout', 600]);
  expect(performance.now() - started).toBeGreaterThan(600);
});

test('4: something that is no mapping', async () => {
  const scope = testScope();
  const name = scope.name();
  mkdirSync(objectPath(name));
  scope.onClose(() => rmdirSync(objectPath(name)));
  expect(await fails(scope, 4, ['info', name])).toContain('directory');
});

test('5: a name that is taken, by whom, and a file that exists', async () => {
  const scope = testScope();
  const name = scope.name();
  const holder = await peerCreates(scope, name, PAYLOAD);
  const text = await fails(scope, 5, ['create', name, '--payload', PAYLOAD]);
  expect(text).toContain('12 288 bytes');
  expect(text).toContain(`(${holder.pid})`);
  await fails(scope, 5, ['publish', name, '--source', 'pattern:bars']);

  const file = scope.path('frame.raw');
  expect((await scope.runCli(['dump', name, file])).code).toBe(0);
  expect(await fails(scope, 5, ['dump', name, file])).toContain('--force');
  expect((await scope.runCli(['dump', name, file, '--force'])).code).toBe(0);
});

test('6: a layout that needs more than is there', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const layout = ['--width', 640, '--height', 480, '--format', 'RGB24'];
  expect(await fails(scope, 6, ['snapshot', name, scope.path('a.png'), ...layout])).toMatch(/12 288.*921 604/);
  expect(await fails(scope, 6, ['publish', name, '--existing', '--source', 'pattern:bars', ...layout])).toContain('missing');
});

test('7: a lock that stays held, and a mapping into which nothing comes', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  expect(await fails(scope, 7, ['watch', name, '--timeout', 300])).toContain('No new frame');
  await peerHolds(scope, 'write', name, PAYLOAD);
  expect(await fails(scope, 7, ['watch', name, '--timeout', 300])).toContain('a writer holds it (lock word 80000000)');
  expect(await fails(scope, 7, ['dump', name, scope.path('a.raw'), '--timeout', 300])).toContain('80000000');
  const shown = await scope.runCli(['info', name, '--json']);
  expect(shown.code).toBe(0);
  expect(jsonValue(shown.stdout)).toMatchObject({ lock: { word: '80000000', state: 'writing', readers: 0 } });
});

test('8: a mapping that is not initialised; info shows it all the same', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  await peerWord(scope, name, PAYLOAD, 'ff000000');
  await fails(scope, 8, ['watch', name, '--timeout', 300]);
  await fails(scope, 8, ['dump', name, scope.path('a.raw'), '--timeout', 300]);
  const shown = await scope.runCli(['info', name, '--timeout', 300, '--json']);
  expect(shown.code).toBe(8);
  expect(jsonValue(shown.stdout)).toMatchObject({ lock: { word: 'ff000000', state: 'uninitialised' } });
});

test('9: a lock word that has no meaning; info shows it all the same', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  await peerWord(scope, name, PAYLOAD, '80000001');
  await fails(scope, 9, ['watch', name, '--timeout', 300]);
  await fails(scope, 9, ['dump', name, scope.path('a.raw')]);
  const shown = await scope.runCli(['info', name, '--json']);
  expect(shown.code).toBe(9);
  expect(jsonValue(shown.stdout)).toMatchObject({ lock: { word: '80000001', state: 'corrupt' } });
  await peerWord(scope, name, PAYLOAD, '00ffffff');
  await fails(scope, 9, ['dump', name, scope.path('a.raw')]);
  await peerWord(scope, name, PAYLOAD, '00000000');
});

test('1: a source that cannot be played, with nothing left behind', async () => {
  const scope = testScope();
  const name = scope.name();
  await fails(scope, 1, ['publish', name, '--source', 'file:/nowhere/film.mp4']);
  expect(scope.objects()).toEqual([]);
});
