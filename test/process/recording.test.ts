/** `sharedcam record` and `sharedcam replay` as processes: every byte comes back, and nothing half ever has the final name. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { McapIndexedReader } from '@mcap/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonLines } from '../support/json-lines.ts';
import { CLI, findProgram } from '../support/paths.ts';
import type { TestProcess } from '../support/processes.ts';
import { Scope, testScope } from '../support/scope.ts';
import { stuckFfmpeg } from '../support/stuck-ffmpeg.ts';
import { until } from '../support/wait.ts';

const FPS = 25;

async function publish(scope: Scope, format: string): Promise<string> {
  const name = scope.name('cam');
  const layout = ['--width', 161, '--height', 91, '--format', format];
  await scope.cli(['publish', name, '--source', 'pattern:ball', ...layout, '--fps', FPS, '--json']).said('ready');
  return name;
}

function record(scope: Scope, name: string, file: string, ...options: (string | number)[]): TestProcess {
  return scope.cli(['record', name, file, ...options, '--json']);
}

/** Waits until so many frames were written; a recorder tells of them about once a second. */
async function untilWritten(recorder: TestProcess, frames: number): Promise<void> {
  const written = (): number =>
    Math.max(0, ...jsonLines(recorder.stdout).map((line) => (line as { progress?: { frames?: number } }).progress?.frames ?? 0));
  await until(() => written() >= frames, { timeoutMs: 20_000, what: () => `${frames} frames; it said ${recorder.stdout}` });
}

/** Pixels by frame number, as the public MCAP library reads them: they are the last field of a foxglove.RawImage. */
async function framesOf(file: string, bytes: number): Promise<Map<number, Buffer>> {
  const content = readFileSync(file);
  const readable = {
    size: async () => BigInt(content.length),
    read: async (offset: bigint, length: bigint) => new Uint8Array(content.subarray(Number(offset), Number(offset + length))),
  };
  const reader = await McapIndexedReader.Initialize({ readable });
  const frames = new Map<number, Buffer>();
  for await (const { sequence, data } of reader.readMessages())
    frames.set(sequence, Buffer.from(data.subarray(data.length - bytes)));
  return frames;
}

/** What most tests record: nothing of it changes by that. */
let shared: Scope;
let camera: string;
beforeAll(async () => {
  shared = new Scope();
  camera = await publish(shared, 'RGB24');
});
afterAll(() => shared.close());

test.each(['NV12', 'GRAY16'])('%s is recorded and played again byte for byte', async (format) => {
  const scope = testScope();
  const name = await publish(scope, format);
  const take = scope.path('take.mcap');
  const recorder = record(scope, name, take);
  await untilWritten(recorder, 5);
  // Several, because a busy machine may have let any one of them pass.
  const dumps: { readonly number: number; readonly pixels: Buffer }[] = [];
  for (let count = 0; count < 3; count++) {
    const dump = scope.path(`frame-${count}.raw`);
    expect((await scope.runCli(['dump', name, dump, '--json'])).code).toBe(0);
    const { frameNumber } = JSON.parse(readFileSync(`${dump}.json`, 'utf8')) as { frameNumber: number };
    dumps.push({ number: frameNumber, pixels: readFileSync(dump) });
  }
  await untilWritten(recorder, 15);
  recorder.signal('SIGINT');
  const { code, stdout } = await recorder.exited();
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ lost: 0 });

  const bytes = dumps[0]?.pixels.length ?? 0;
  const frames = await framesOf(take, bytes);
  const inBoth = dumps.filter(({ number }) => frames.has(number));
  expect(inBoth).not.toEqual([]);
  for (const { number, pixels } of inBoth) expect(frames.get(number)?.equals(pixels), `frame ${number}`).toBe(true);
  // What a busy machine let pass is in the account, and nothing else is missing.
  const numbers = [...frames.keys()];
  const gaps = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - numbers.length;
  expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: numbers.length, missed: gaps });

  const again = scope.name('again');
  for (const [range, words] of [
    [['--from', '100'], '--from 100 is behind the end'],
    [['--from', '2', '--to', '1'], '--to 1 is not behind --from 2'],
  ] as const) {
    const refused = await scope.cli(['replay', take, again, ...range]).exited();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(words)]);
  }
  const replay = scope.cli(['replay', take, again, '--loop', '--json']);
  await replay.said('"ready"');
  const copy = scope.path('copy.mcap');
  expect((await record(scope, again, copy, '--frames', 20).exited()).code).toBe(0);
  const copies = await framesOf(copy, bytes);
  expect(copies.size).toBeGreaterThan(5);
  for (const [number, pixels] of copies) expect(frames.get(number)?.equals(pixels), `frame ${number}`).toBe(true);
});

test('30: killed at any moment it leaves nothing under the final name, and what was written can be had', async () => {
  const scope = testScope();
  const folder = scope.path('takes');
  mkdirSync(folder);
  const recorder = record(scope, camera, `${folder}/take.mcap`);
  await untilWritten(recorder, 30);
  recorder.signal('SIGKILL');
  await recorder.exited();
  expect(readdirSync(folder)).toEqual(['take.mcap.part']);
  const { code, stdout } = await scope.runCli(['record', '--recover', `${folder}/take.mcap.part`, '--json']);
  expect(code).toBe(0);
  expect(readdirSync(folder)).toEqual(['take.mcap']);
  const frames = await framesOf(`${folder}/take.mcap`, 161 * 3 * 91);
  expect(frames.size).toBeGreaterThan(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ file: `${folder}/take.mcap`, frames: frames.size });
});

test('30: making a whole recording tells how far it is; interrupted it leaves what was there, and nothing else', async () => {
  const scope = testScope();
  const ffmpeg = stuckFfmpeg(scope.path('bin'));
  const folder = scope.path('takes');
  mkdirSync(folder);
  writeFileSync(`${folder}/film.mp4.part`, 'a film');
  const recovery = scope.cli(['record', '--recover', `${folder}/film.mp4.part`, '--ffmpeg', ffmpeg, '--json']);
  await recovery.said('"doneBytes":4');
  expect(readdirSync(folder)).toHaveLength(2);
  recovery.signal('SIGINT');
  const { code, stderr } = await recovery.exited();
  expect(code).toBe(1);
  expect(stderr).toMatch(/Cancelled: .* is as it was/u);
  expect(readdirSync(folder)).toEqual(['film.mp4.part']);
  expect(readFileSync(`${folder}/film.mp4.part`, 'utf8')).toBe('a film');
});

test('a recording that still runs is not mended, and is played with a word about it', async () => {
  const scope = testScope();
  const part = scope.path('take.mcap.part');
  const recorder = record(scope, camera, scope.path('take.mcap'));
  await untilWritten(recorder, 5);
  const refused = await scope.runCli(['record', '--recover', part, '--json']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`is being written by process ${recorder.pid}`);
  const again = scope.name('again');
  const replay = scope.cli(['replay', part, again, '--json']);
  await replay.said('"ready"');
  await until(() => replay.stderr.includes('still being recorded'), { what: () => `a word; it said ${replay.stderr}` });
  recorder.signal('SIGINT');
  expect((await recorder.exited()).code).toBe(0);
});

test('an existing file is refused, a disk without room is told with both numbers', async () => {
  const scope = testScope();
  const file = scope.path('take.mcap');
  expect((await record(scope, camera, file, '--frames', 3).exited()).code).toBe(0);
  const before = readFileSync(file);
  expect((await record(scope, camera, file, '--frames', 3).exited()).code).toBe(5);
  expect(readFileSync(file).equals(before)).toBe(true);
  const { code, stderr } = await record(scope, camera, scope.path('b.mcap'), '--keep-free', '1000000G').exited();
  expect(code).toBe(1);
  expect(stderr).toContain('1 000 000 000 000 000 bytes are to be kept free');
  expect(existsSync(scope.path('b.mcap'))).toBe(false);
});

test.skipIf(findProgram('ffprobe') === undefined)('MP4 has every frame at its time, as ffprobe sees it', async () => {
  const scope = testScope();
  const file = scope.path('take.mp4');
  const { code, stdout } = await record(scope, camera, file, '--frames', 25).exited(40_000);
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: 25 });
  const query = ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames,duration'];
  const [seconds, frames] = execFileSync('ffprobe', [...query, '-of', 'csv=p=0', file], { encoding: 'utf8' })
    .split(',')
    .map(Number);
  expect(frames).toBe(25);
  expect(seconds).toBeGreaterThan(25 / FPS - 0.3);
  expect(seconds).toBeLessThan(25 / FPS + 0.5);
});

test.skipIf(findProgram('prlimit') === undefined)(
  '30: where there is no more room, all that was written before is whole, and it says so',
  async () => {
    const scope = testScope();
    const folder = scope.path('full');
    mkdirSync(folder);
    const limit = 1_000_000;
    const line = [CLI, 'record', camera, `${folder}/take.mcap`, '--json'];
    const { code, stderr } = await scope.start('prlimit', [`--fsize=${limit}`, process.execPath, ...line]).exited(40_000);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no room left/u);
    expect(readdirSync(folder)).toEqual(['take.mcap']);
    const bytes = 161 * 3 * 91;
    const frames = await framesOf(`${folder}/take.mcap`, bytes);
    expect(frames.size).toBeGreaterThanOrEqual(Math.floor(limit / bytes) - 2);
  },
);

test('a recording that is triggered begins with the frames from before', async () => {
  const scope = testScope();
  const file = scope.path('event.mcap');
  const recorder = record(scope, camera, file, '--pretrigger', 30, '--frames', 40);
  await recorder.said('"buffering"');
  const dumped = async (path: string): Promise<number> => {
    expect((await scope.runCli(['dump', camera, path, '--json'])).code).toBe(0);
    return (JSON.parse(readFileSync(`${path}.json`, 'utf8')) as { frameNumber: number }).frameNumber;
  };
  const before = await dumped(scope.path('before.raw'));
  recorder.signal('SIGUSR1');
  expect((await recorder.exited(40_000)).code).toBe(0);
  const numbers = [...(await framesOf(file, 161 * 3 * 91)).keys()];
  expect(numbers).toHaveLength(40);
  expect(numbers[0]).toBeLessThanOrEqual(before);
});
