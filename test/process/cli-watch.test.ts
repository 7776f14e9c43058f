import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonLines } from '../support/json-lines.ts';
import { CLI } from '../support/paths.ts';
import { PEERS, peerCreates, runPeer, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';
import { publishedShape, seenShape, summaryShape } from './cli-shapes.ts';

const PICTURE = ['--width', 320, '--height', 240, '--format', 'RGB24'];
const PAYLOAD = 320 * 240 * 3;

test('watch prints an object for each new frame, then a summary that agrees with them', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE, '--fps', 50, '--json']);
  await publisher.said('ready');
  const csv = scope.path('frames.csv');
  const { code, stdout, stderr } = await scope.runCli(['watch', name, '--count', 40, '--json', '--csv', csv]);
  expect([code, stderr]).toEqual([0, '']);
  const lines = jsonLines(stdout);
  const summary = summaryShape.parse(lines.at(-1));
  const seen = lines.slice(0, -1).map((line) => seenShape.parse(line));
  expect(seen.map(({ frame }) => frame)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const numbers = seen.map(({ frameNumber }) => frameNumber ?? 0);
  const table = readFileSync(csv, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  expect(table[0]?.slice(0, 4)).toEqual(['time (ISO 8601)', 'frame', 'frame number', 'interval (ms)']);
  expect(table.slice(1).map((line) => Number(line[2]))).toEqual(numbers);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(summary).toMatchObject({ frames: 40, torn: 0, dropped: seen.reduce((sum, { lost }) => sum + lost, 0) });
  expect(summary.dropped).toBe((numbers.at(-1) ?? 0) - (numbers[0] ?? 0) - 39);
  expect(summary.meanFps).toBeGreaterThan(5);
  expect(summary.meanFps).toBeLessThan(60);
  expect(summary.ageMs?.p50).toBeGreaterThan(0);

  publisher.signal('SIGINT');
  const published = await publisher.exited();
  expect(published.code).toBe(0);
  expect(publishedShape.parse(jsonLines(published.stdout).at(-1)).frames).toBeGreaterThanOrEqual(40);
});

test.each(PEERS)('watch sees the changes of $title, with and without the lock', async (peer) => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD, peer);
  startPeer(scope, 'write', name, PAYLOAD, [50, 100_000], peer);
  for (const more of [[], ['--observe'], PICTURE]) {
    const { code, stdout } = await scope.runCli(['watch', name, '--count', 10, '--json', ...more]);
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(seenShape.parse(lines[3])).toMatchObject({ frame: 4, frameNumber: null, ageMs: null, lost: 0 });
    expect(summaryShape.parse(lines.at(-1))).toMatchObject({ frames: 10, torn: 0, dropped: null, ageMs: null });
  }
});

test('watch tells what it saw when nothing comes any more, and ends with 7', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = scope.cli(['create', name, ...PICTURE]);
  await creator.said('ready');
  const publish = ['publish', name, '--source', 'pattern:ball', ...PICTURE, '--fps', 50, '--frames', 150];
  const publisher = scope.cli(publish);
  await publisher.said('shows');
  const { code, stdout, stderr } = await scope.runCli(['watch', name, '--timeout', 1500, '--json']);
  expect(code).toBe(7);
  expect(summaryShape.parse(jsonLines(stdout).at(-1)).frames).toBeGreaterThan(5);
  expect(stderr).toContain('No new frame');
});

test('watch frees the lock of a dead writer where nobody else is there, and goes on', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await runPeer(scope, 'die-write', name, PAYLOAD);
  await creator.kill();
  const watcher = scope.cli(['watch', name, '--json', '--timeout', 20_000]);
  await until(() => watcher.stderr.includes('80000000 -> 00000000'), { what: 'the lock to be freed' });
  await runPeer(scope, 'write', name, PAYLOAD, [100, 10]);
  await until(() => jsonLines(watcher.stdout).length > 5, { what: 'frames' });
});

test('watch waits for a name, ends well at Ctrl-C, and draws a summary for people', async () => {
  const scope = testScope();
  const name = scope.name();
  const watcher = scope.cli(['watch', name, '--timeout', 0]);
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE]);
  await publisher.said('shows');
  await watcher.said(/(?:#\d+ .*lock .*copy .*age.*\n\s*){5}/u);
  watcher.signal('SIGINT');
  const { code, stdout } = await watcher.exited();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /\nframes +\d+ frames in .*\nrate +[\d.]+ per second \(min .*\nlock wait +p50 .*\ncopy .*\nage .*\ndropped .*\ntorn +0\n$/u,
  );
  expect(stdout).not.toContain('\u001b');
});

test('a reader that has had enough ends watch quietly', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE]);
  await publisher.said('shows');
  const shell = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" watch ${name} | head -3; echo done >&2`], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(shell.stdout.trim().split('\n')).toHaveLength(3);
  expect(shell.stderr).toBe('done\n');
});

test('a publisher whose output is closed still removes what it made', async () => {
  const scope = testScope();
  const name = scope.name();
  const command = `"${process.execPath}" "${CLI}" publish ${name} -s pattern:ball -W 64 -H 48 -f RGB24 --frames 20 --json | head -1`;
  const shell = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: 20_000 });
  expect([shell.status, shell.stderr]).toEqual([0, '']);
  expect(scope.objects()).toEqual([]);
});
