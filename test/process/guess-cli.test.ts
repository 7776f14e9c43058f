import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isPixelFormat, type RawPixelFormat } from '../../native/core/formats.ts';
import { peerCreates, runPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { landscape, layoutOf, payloadOf } from '../unit/core/guess-scene.ts';

const guessShape = z.strictObject({
  width: z.int(),
  height: z.int(),
  strideBytes: z.int(),
  offsetBytes: z.int(),
  format: z.string().refine(isPixelFormat),
  score: z.number().min(0).max(1),
  why: z.string().min(20),
  ambiguousWith: z.optional(z.array(z.string().refine(isPixelFormat)).min(1)),
});

/** A mapping of the old kind, without a trailer, with one frame in it. */
async function pictureIn(scope: Scope, format: RawPixelFormat, width: number, height: number): Promise<string> {
  const name = scope.name();
  const payload = payloadOf(landscape(width, height), { format, width, height });
  await peerCreates(scope, name, payload.length);
  const file = scope.path('picture.raw');
  writeFileSync(file, payload);
  await runPeer(scope, 'raw', name, payload.length, [file, 100, 1]);
  return name;
}

async function guessJson(scope: Scope, name: string, ...more: string[]): Promise<readonly z.infer<typeof guessShape>[]> {
  const { code, stdout, stderr } = await scope.runCli(['guess', name, '--json', ...more]);
  expect([code, stderr]).toEqual([0, '']);
  return z.array(guessShape).parse(JSON.parse(stdout));
}

test.each([
  ['RGB24', 320, 240],
  ['YUYV', 640, 360],
  ['NV12', 318, 200],
] as const)('guess finds %s, %i x %i, in a mapping without a trailer', async (format, width, height) => {
  const scope = testScope();
  const name = await pictureIn(scope, format, width, height);
  const guesses = await guessJson(scope, name);
  expect(guesses[0]).toMatchObject(layoutOf({ format, width, height }));
  expect(guesses.map(({ score }) => score)).toEqual(guesses.map(({ score }) => score).toSorted((a, b) => b - a));
});

test('guess shows a table, the reason and the next step', async () => {
  const scope = testScope();
  const name = await pictureIn(scope, 'RGB24', 320, 240);
  const { code, stdout } = await scope.runCli(['guess', name, '--frames', 1, '--observe']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^score {2}size +format +bytes a row +header\n +\d\.\d\d {2}320 x 240 +RGB24 +960\n/u);
  expect(stdout).toMatch(/320 x 240 RGB24: Rows of 960 bytes match the row above; bytes repeat in threes/u);
  expect(stdout).toContain(`Look at it: sharedcam snapshot ${name} picture.png -W 320 -H 240 -f RGB24\n`);
});

test('guess of two frames of a camera agrees with its trailer', async () => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', '-W', 320, '-H', 240, '-f', 'UYVY', '--fps', 20]);
  await publisher.said('shows');
  const { code, stdout } = await scope.runCli(['guess', name]);
  expect(code).toBe(0);
  expect(stdout).toContain('The trailer says 320 x 240 UYVY, 640 bytes a row: the pixels');
});

test('guess says that nothing was written yet, in numbers and in words', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, 640 * 480 * 3);
  const [best] = await guessJson(scope, name);
  expect(best?.why).toContain('carries no information');
  expect(best?.score).toBeLessThan(0.1);
  expect((await scope.runCli(['guess', name])).stdout).toContain('Not sure: look at snapshots of several of them.');
});

test('guess of a name that does not exist ends with 3', async () => {
  const { code, stderr } = await testScope().runCli(['guess', 'nobody']);
  expect(code).toBe(3);
  expect(stderr).toContain('nobody');
});

test.each(['0', '3', 'x'])('guess refuses --frames %s', async (frames) => {
  const { code, stderr } = await testScope().runCli(['guess', 'cam', '--frames', frames]);
  expect(code).toBe(2);
  expect(stderr).toContain('whole number from 1 to 2');
});
