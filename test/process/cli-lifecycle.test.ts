import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { peerCreates } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { infoShape, listShape, publishedShape } from './cli-shapes.ts';

const SMALL = ['--width', 64, '--height', 48, '--format', 'RGB24'];

function listed(scope: Scope): readonly string[] {
  return existsSync(scope.listFile) ? readFileSync(scope.listFile, 'utf8').split('\n').filter(Boolean) : [];
}

async function list(scope: Scope, ...args: string[]) {
  const { code, stdout } = await scope.runCli(['list', '--json', ...args]);
  expect(code).toBe(0);
  return listShape.parse(JSON.parse(stdout)).filter(({ name }) => name.startsWith(scope.prefix));
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('create is ready at once and removes all it made at %s', async (signal) => {
  const scope = testScope();
  const name = scope.name();
  const creator = scope.cli(['create', name, ...SMALL, '--label', 'Front gate', '--json']);
  await creator.said('\n');
  const ready = infoShape.parse(jsonValue(creator.stdout));
  expect(ready).toMatchObject({ ready: true, name, payloadBytes: 9216, mappedBytes: 12_288, lock: { word: '00000000' } });
  expect(ready.trailer).toMatchObject({ width: 64, strideBytes: 192, format: 'RGB24', frameNumber: 0, label: 'Front gate' });
  expect(listed(scope)).toEqual([name]);
  creator.signal(signal);
  expect(await creator.exited()).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(scope.objects()).toEqual([]);
  expect(listed(scope)).toEqual([]);
});

test('one Ctrl-C that is delivered twice cleans up as well', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...SMALL, '--json']);
  await publisher.said('ready');
  for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) publisher.signal(signal);
  const { code, stdout } = await publisher.exited();
  expect(code).toBe(0);
  publishedShape.parse(jsonLines(stdout).at(-1));
  expect(scope.objects()).toEqual([]);
  expect(listed(scope)).toEqual([]);
});

test('create --keep ends by itself', async () => {
  const scope = testScope();
  const started = performance.now();
  const { code, stdout } = await scope.runCli(['create', scope.name(), '--payload', 100_000, '--keep', 0.5]);
  expect(code).toBe(0);
  expect(performance.now() - started).toBeGreaterThan(500);
  expect(stdout).toMatch(/is ready: 100 000 bytes .*\nIt is removed after 0\.5 s/u);
  expect(scope.objects()).toEqual([]);
});

test('a mapping that create holds ready is published into, and stays', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = scope.cli(['create', name, ...SMALL]);
  await creator.said('ready');
  const publish = ['publish', name, '--source', 'pattern:bars', ...SMALL, '--frames', 3, '--json'];
  const { code, stdout } = await scope.runCli(publish);
  expect(code).toBe(0);
  expect(publishedShape.parse(jsonLines(stdout).at(-1)).frames).toBe(3);
  expect(scope.objects()).toHaveLength(1);
  expect(listed(scope)).toEqual([name]);
  creator.signal('SIGINT');
  expect((await creator.exited()).code).toBe(0);
  expect(scope.objects()).toEqual([]);
});

test('a second publisher is refused, and the first goes on', async () => {
  const scope = testScope();
  const name = scope.name();
  const first = scope.cli(['publish', name, '--source', 'pattern:ball', ...SMALL]);
  await first.said('shows');
  for (const more of [[], ['--replace'], ['--existing']]) {
    const second = await scope.runCli(['publish', name, '--source', 'pattern:ball', ...SMALL, ...more]);
    expect(second.code).toBe(5);
  }
  expect(first.running).toBe(true);
  first.signal('SIGINT');
  expect((await first.exited()).code).toBe(0);
  expect(scope.objects()).toEqual([]);
});

test('what a killed publisher left is reported as stale and removed when told to', async () => {
  const scope = testScope();
  const [dead, alive] = [scope.name('dead'), scope.name('alive')];
  const publishers = [dead, alive].map((name) => scope.cli(['publish', name, '--source', 'pattern:ball', ...SMALL]));
  for (const publisher of publishers) await publisher.said('shows');
  await publishers[0]?.kill();

  expect(await list(scope)).toMatchObject([
    { name: dead, mappedBytes: 12_288, foundBy: ['os', 'list'], stale: true },
    { name: alive, mappedBytes: 12_288, foundBy: ['os', 'list'], stale: false, trailer: { format: 'RGB24' } },
  ]);
  expect((await scope.runCli(['list'])).stdout).toContain('sharedcam list --remove-stale');
  const refused = await scope.runCli(['create', dead, ...SMALL]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('stale');

  const removed = await list(scope, '--remove-stale');
  expect(removed).toMatchObject([
    { name: dead, removed: true },
    { name: alive, removed: false },
  ]);
  expect((await list(scope)).map(({ name }) => name)).toEqual([alive]);
  expect(listed(scope)).toEqual([alive]);
});

test('a file of another program is none of what is removed, and nobody is advised to', async () => {
  const scope = testScope();
  const name = scope.name('notes');
  const path = `/dev/shm/${name}`;
  writeFileSync(path, Buffer.alloc(8192));
  onTestFinished(() => rmSync(path, { force: true }));
  const { stdout } = await scope.runCli(['list']);
  expect(stdout).toContain(name);
  expect(stdout).not.toContain('--remove-stale');
  expect(await list(scope, '--remove-stale')).toMatchObject([{ name, namespace: 'custom', stale: false, removed: false }]);
  expect(existsSync(path)).toBe(true);
});

test('a killed publisher is replaced by the next one, with another size too', async () => {
  const scope = testScope();
  const name = scope.name();
  const first = scope.cli(['publish', name, '--source', 'pattern:ball', ...SMALL]);
  await first.said('shows');
  await first.kill();
  const larger = ['--width', 320, '--height', 240, '--format', 'NV12', '--frames', 2];
  const second = await scope.runCli(['publish', name, '--source', 'pattern:ball', ...larger]);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain(`left behind by process ${first.pid}`);
  expect(scope.objects()).toEqual([]);
  expect(listed(scope)).toEqual([]);
});

test('what a killed foreign producer left is replaced only with --replace', async () => {
  const scope = testScope();
  const name = scope.name();
  const foreign = await peerCreates(scope, name, 9216);
  const publish = ['publish', name, '--source', 'pattern:bars', ...SMALL, '--frames', 1];
  expect((await scope.runCli([...publish, '--replace'])).code).toBe(5);
  await foreign.kill();
  const refused = await scope.runCli(publish);
  expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('--replace') });
  expect((await scope.runCli([...publish, '--replace'])).code).toBe(0);
  expect(scope.objects()).toEqual([]);
});

test('publish --existing writes into a foreign mapping and leaves it there', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, 9216);
  const publish = ['publish', name, '--existing', '--source', 'pattern:bars', ...SMALL, '--frames', 4, '--json'];
  const { code, stdout } = await scope.runCli(publish);
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: 4 });
  expect(scope.objects()).toHaveLength(1);
  const bytes = readFileSync(objectPath(name));
  expect(bytes.readUInt32LE(0)).toBe(0);
  expect(bytes.subarray(4, 4 + 9216).some((byte) => byte !== 0)).toBe(true);
});

test('namespaces are kept apart, and list can be asked for one', async () => {
  const scope = testScope();
  const name = scope.name();
  for (const namespace of ['local', 'global', 'custom']) {
    const creator = scope.cli(['create', name, ...SMALL, '--namespace', namespace]);
    await creator.said('ready');
  }
  expect((await list(scope)).map(({ namespace }) => namespace).sort()).toEqual(['custom', 'global', 'local']);
  expect(await list(scope, '--namespace', 'global')).toMatchObject([{ namespace: 'global', osName: `/shmcam.global.${name}` }]);
});

test('names that are only remembered are listed as that, with labels beside those that are there, and forgotten one by one', async () => {
  const scope = testScope();
  const [there, gone] = [scope.name('there'), scope.name('gone')];
  const home = scope.path('viewer');
  const runs = (...args: string[]) => scope.runCli(args, { env: { SHAREDCAM_HOME: home } });
  const creator = scope.cli(['create', there, ...SMALL, '--label', 'Front gate', '--json']);
  await creator.said('\n');
  // As the published producer writes: a run, of names that were never made.
  appendFileSync(scope.listFile, `${scope.prefix}_0${scope.prefix}_1\n`);
  mkdirSync(home);
  const remembered = [{ name: gone, namespace: 'local' }];
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ version: 1, remembered }));

  const row = (text: string, name: string) => text.split('\n').find((line) => line.startsWith(`${name} `)) ?? '';
  const { stdout } = await runs('list');
  expect(row(stdout, there)).toContain('  Front gate  ');
  expect(row(stdout, gone)).toMatch(/ local +- +memory +not there \(remembered\)$/u);
  expect(row(stdout, `${scope.prefix}_1`)).toMatch(/ camera list +not there \(remembered\)$/u);
  expect(stdout).toMatch(/\d names not there: sharedcam forget /u);

  expect(await runs('forget', gone)).toMatchObject({ code: 0, stdout: `${gone} is forgotten (memory of the window).\n` });
  expect(await runs('forget', `${scope.prefix}_0`)).toMatchObject({ code: 0, stderr: '' });
  expect((await runs('forget', gone)).code).toBe(3);
  expect((await runs('forget', there)).code).toBe(5);
  const absent = listShape
    .parse(JSON.parse((await runs('list', '--json')).stdout))
    .filter(({ name }) => name.startsWith(scope.prefix));
  expect(absent.map(({ name, absent: isAbsent }) => [name, isAbsent])).toEqual([
    [there, false],
    [`${scope.prefix}_1`, true],
  ]);
  expect(listed(scope)).toContain(there);
});
