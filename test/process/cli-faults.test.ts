import { expect, test } from 'vitest';
import { FAULTS } from '../../native/camera/faults.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { promisedSecond } from '../support/patience.ts';
import type { TestProcess } from '../support/processes.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';
import { until } from '../support/wait.ts';
import { Viewer } from './reader-viewer.ts';

const LAYOUT = { width: 160, height: 120, format: 'RGB24', strideBytes: 480, offsetBytes: 0 } as const;
const PAYLOAD = 160 * 120 * 3;
const PICTURE = ['--width', 160, '--height', 120, '--format', 'RGB24', '--fps', 30];

/** A publisher that goes wrong, and a viewer that looks at it. */
async function faulty(
  fault: string,
  observe = false,
): Promise<{ scope: Scope; name: string; publisher: TestProcess; viewer: Viewer }> {
  const scope = testScope();
  const name = scope.name(fault.replace(':', '-'));
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE, '--fault', fault, '--json']);
  await publisher.said('ready');
  expect(publisher.stderr).toContain('FAULT ON PURPOSE');
  const viewer = new Viewer(scope);
  await viewer.session.request('settings.set', { stalledAfterMs: 500, observe });
  await viewer.open(1, name);
  return { scope, name, publisher, viewer };
}

/** It ends well at Ctrl-C, and takes with it what it made. */
async function endsWell({ scope, publisher }: { scope: Scope; publisher: TestProcess }): Promise<void> {
  publisher.signal('SIGINT');
  const { code, stdout } = await publisher.exited();
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: expect.any(Number), skipped: expect.any(Number) });
  expect(scope.objects()).toEqual([]);
}

test('every fault is in the help with its meaning; another word is a usage error that names them', async () => {
  const scope = testScope();
  const { stdout } = await scope.runCli(['publish', '--help']);
  for (const [kind, meaning] of Object.entries(FAULTS)) expect(stdout).toContain(`${kind.padEnd(13)} ${meaning}`);
  const { code, stderr } = await scope.runCli(['publish', scope.name(), '-s', 'pattern:ball', '--fault', 'die', '--json']);
  expect(code).toBe(2);
  expect(jsonValue(stderr)).toMatchObject({ code: 'USAGE', message: expect.stringContaining('half-frames') });
});

test.each([
  ['die-in-write', 0x8000_0000, 'A writer holds the lock'],
  ['die-in-read', 1, 'One reader holds the lock'],
] as const)(
  '%s: one that only looks says locked; one that reads proves the death and frees the lock',
  async (fault, word, words) => {
    const { scope, name, publisher, viewer } = await faulty(fault, true);
    await viewer.more(1, 20);
    expect(await publisher.exited()).toMatchObject({ signal: 'SIGKILL' });
    expect(rawWord(objectPath(name))).toBe(word);
    const { error } = await viewer.state(name, 'locked');
    expect(error?.message).toContain(words);
    expect(rawWord(objectPath(name))).toBe(word);

    const died = performance.now();
    await viewer.session.request('settings.set', { observe: false });
    await until(() => rawWord(objectPath(name)) === 0, { what: 'a free lock' });
    expect(performance.now() - died).toBeLessThan(4 * promisedSecond());
    await until(() => viewer.notices.some(({ text }) => inEnglish(text).includes('was freed')), { what: 'a notice' });
    await viewer.state(name, 'stalled');

    const again = scope.cli(['publish', name, '--source', 'pattern:ball', ...PICTURE, '--json']);
    await again.said('ready');
    await viewer.state(name, 'live');
  },
);

test('hold: locked, never taken away from the living, and live again by itself', async () => {
  const run = await faulty('hold:2500');
  await run.viewer.more(1, 20);
  const { error } = await run.viewer.state(run.name, 'locked');
  expect(error?.message).toContain('A writer holds the lock');
  await run.viewer.state(run.name, 'live');
  await run.viewer.state(run.name, 'locked');
  expect(run.viewer.notices).toEqual([]);
  // Held at this moment, and given back at the end.
  await endsWell(run);
});

test('wrong-size: says how many bytes are missing for the layout that was typed', async () => {
  const run = await faulty('wrong-size');
  const id = `local:${run.name}`;
  await run.viewer.state(run.name, 'no-layout');
  await run.viewer.session.request('cameras.setLayout', { id, layout: LAYOUT });
  const { error, realBytes } = await run.viewer.state(run.name, 'wrong-size');
  expect(realBytes).toBe(Math.ceil(((PAYLOAD * 2) / 3 + 4) / 4096) * 4096);
  expect(error).toMatchObject({ code: 'SIZE_MISMATCH' });
  const dump = await run.scope.runCli(['dump', run.name, run.scope.path('x.raw'), '-W', 160, '-H', 120, '-f', 'RGB24', '--json']);
  expect([dump.code, jsonValue(dump.stderr)['code']]).toEqual([6, 'SIZE_MISMATCH']);
  // What was meant, with 2 bytes for a pixel, fits, and pictures of some kind come.
  await run.viewer.session.request('cameras.setLayout', { id, layout: { ...LAYOUT, format: 'YUYV', strideBytes: 320 } });
  await run.viewer.state(run.name, 'live');
  await endsWell(run);
});

test('half-frames: the viewer is not told, and goes on', async () => {
  const run = await faulty('half-frames');
  await run.viewer.more(1, 80);
  expect(await run.viewer.camera(run.name)).toMatchObject({ state: 'live' });
  await endsWell(run);
});

test('flip-format: the viewer follows each change', async () => {
  const run = await faulty('flip-format');
  const formats = new Set<string>();
  const seen = run.viewer.frames.get(1) ?? [];
  await until(() => formats.add(seen.at(-1)?.format ?? '').has('GRAY8'), { what: 'frames of the other format' });
  const from = seen.length;
  await until(() => seen.slice(from).some(({ format }) => format === 'RGB24'), { what: 'frames of the first format again' });
  await endsWell(run);
});

test('stop: stalled, though the publisher lives', async () => {
  const run = await faulty('stop');
  await run.viewer.more(1, 20);
  await run.viewer.state(run.name, 'stalled');
  expect(run.publisher.running).toBe(true);
  const watch = await run.scope.runCli(['watch', run.name, '--timeout', 500, '--json']);
  expect(watch.code).toBe(7);
  await endsWell(run);
});

test('no-init: being set up, and watch ends with 8', async () => {
  const run = await faulty('no-init');
  await run.viewer.state(run.name, 'uninitialised');
  expect(rawWord(objectPath(run.name))).toBe(0xff00_0000);
  const watch = await run.scope.runCli(['watch', run.name, '--timeout', 300, '--json']);
  expect([watch.code, jsonValue(watch.stderr)['code']]).toEqual([8, 'UNINITIALISED']);
  await endsWell(run);
});
