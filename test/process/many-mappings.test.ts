import { expect, test } from 'vitest';
import { discoverMappings } from '../../native/camera/discovery.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonValue } from '../support/json-lines.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { openHandles } from '../support/shm.ts';
import { Viewer } from './reader-viewer.ts';

const MANY = 256;
const PAYLOAD = 320 * 240 * 3;

function make(scope: Scope, count: number): string[] {
  return Array.from({ length: count }, () => {
    const name = scope.name('many');
    const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    return name;
  });
}

/** Longest time in which this process did nothing else, in milliseconds, while `run` runs. */
async function longestPause(run: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  let going = true;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (going) setImmediate(look);
  };
  setImmediate(look);
  await run();
  going = false;
  return longest;
}

test(`${MANY} mappings at once are all found and told, and a camera that is watched does not notice`, async () => {
  const scope = testScope();
  const live = scope.name('live');
  const publisher = scope.cli([
    'publish',
    live,
    '-s',
    'pattern:ball',
    '-W',
    320,
    '-H',
    240,
    '-f',
    'RGB24',
    '--fps',
    50,
    '--json',
  ]);
  await publisher.said('ready');
  const viewer = new Viewer(scope);
  await viewer.state(live, 'live');
  await viewer.open(1, live);
  await viewer.more(1, 20);
  const alone = await paceOf(viewer);

  const names = make(scope, MANY);
  const refresh = () => viewer.session.request('cameras.refresh', {});
  await refresh();
  for (const name of names) expect(viewer.cameras.find((camera) => camera.name === name)?.state ?? 'missing').not.toBe('missing');
  const handles = openHandles('-many').descriptorsOfIt;

  const crowded = await paceOf(viewer);
  const rounds: number[] = [];
  const pause = await longestPause(async () => {
    for (let round = 0; round < 5; round++) {
      const started = performance.now();
      await refresh();
      rounds.push(performance.now() - started);
    }
  });
  const discovery = performance.now();
  discoverMappings();
  const figures = {
    mappings: MANY,
    roundMs: Math.round(rounds.sort((a, b) => a - b)[2] ?? 0),
    longestPauseMs: Math.round(pause),
    discoveryMs: Math.round(performance.now() - discovery),
    framesAlone: alone,
    framesCrowded: crowded,
  };
  console.log(`many mappings: ${JSON.stringify(figures)}`);
  expect(viewer.cameras.filter(({ name }) => names.includes(name))).toHaveLength(MANY);
  expect(crowded).toBeGreaterThan(alone * 0.8);
  // Looking leaves nothing open.
  expect(openHandles('-many').descriptorsOfIt).toBe(handles);

  const list = await scope.runCli(['list', '--json']);
  const listed = jsonValue(list.stdout) as unknown as readonly { name: string }[];
  const found = new Set(listed.map(({ name }) => name));
  expect(names.filter((name) => !found.has(name))).toEqual([]);
});

/** Frames that come in a second and a half, with a look at every mapping within. */
async function paceOf(viewer: Viewer): Promise<number> {
  const before = viewer.frames.get(1)?.length ?? 0;
  await new Promise((done) => setTimeout(done, 1500));
  return (viewer.frames.get(1)?.length ?? 0) - before;
}
