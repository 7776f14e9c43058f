import { renameSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonLines } from '../support/json-lines.ts';
import { peerCreates, startPeer } from '../support/peer.ts';
import type { TestProcess } from '../support/processes.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { until } from '../support/wait.ts';

function publisher(scope: Scope, name: string, width: number, height: number): TestProcess {
  const layout = ['--width', width, '--height', height, '--format', 'RGB24'];
  return scope.cli(['publish', name, '--source', 'pattern:ball', ...layout, '--fps', 50, '--json']);
}

const frames = (watcher: TestProcess) => jsonLines(watcher.stdout).length;

async function moreFrames(watcher: TestProcess): Promise<void> {
  const before = frames(watcher);
  await until(() => frames(watcher) >= before + 5, { what: () => `more frames; it said ${watcher.stderr}` });
}

test.each([
  ['the same size', 320, 240],
  ['another size', 640, 480],
] as const)('21: a watcher follows a publisher that ends and comes again with %s', async (_what, width, height) => {
  const scope = testScope();
  const name = scope.name();
  const first = publisher(scope, name, 320, 240);
  await first.said('ready');
  const watcher = scope.cli(['watch', name, '--json', '--timeout', 20_000]);
  await moreFrames(watcher);
  first.signal('SIGTERM');
  expect((await first.exited()).code).not.toBeNull();
  const second = publisher(scope, name, width, height);
  await second.said('ready');
  await moreFrames(watcher);
  watcher.signal('SIGINT');
  const { code, stdout, stderr } = await watcher.exited();
  expect(code).toBe(0);
  expect(stderr).toContain('made the mapping again');
  expect(jsonLines(stdout).at(-1)).toMatchObject({ summary: true, torn: 0 });
});

test('21: a publisher killed at work is replaced although a viewer of ours still looks', async () => {
  const scope = testScope();
  const name = scope.name();
  const first = publisher(scope, name, 320, 240);
  await first.said('ready');
  const watcher = scope.cli(['watch', name, '--json', '--timeout', 20_000]);
  await moreFrames(watcher);
  await first.kill();
  expect(scope.objects()).toHaveLength(1);

  const second = publisher(scope, name, 640, 480);
  await second.said('ready');
  expect(second.stderr).toContain(`left behind by process ${first.pid}`);
  await moreFrames(watcher);
});

test('21: a producer of the old kind that is killed and comes again is followed too', async () => {
  const scope = testScope();
  const name = scope.name();
  const payload = 200_000;
  const creator = await peerCreates(scope, name, payload);
  const watcher = scope.cli(['watch', name, '--json', '--timeout', 20_000]);
  const producer = startPeer(scope, 'write', name, payload, [50, 10_000]);
  await moreFrames(watcher);
  await Promise.all([producer.kill(), creator.kill()]);
  rmSync(objectPath(name), { force: true });
  // Made under another name and moved: the new object appears at once and whole, as a section does on Windows.
  const aside = scope.name('aside');
  await peerCreates(scope, aside, payload + 50_000);
  renameSync(objectPath(aside), objectPath(name));
  await until(() => watcher.stderr.includes('made the mapping again'), { what: 'the watcher to follow' });
  startPeer(scope, 'write', name, payload + 50_000, [50, 10_000]);
  await moreFrames(watcher);
});
