import { truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { tightLayout } from '../../native/core/layout.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { promisedSecond } from '../support/patience.ts';
import { PEERS, peerCreates, peerHolds, startPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath, openHandles, rawWord } from '../support/shm.ts';
import { until } from '../support/wait.ts';
import { Viewer } from './reader-viewer.ts';

async function publish(scope: Scope, name: string, width = 64, height = 48, fps = 50) {
  const publisher = scope.actor('solid-publisher', [name, width, height, fps]);
  await publisher.said('started');
  return publisher;
}

function expectWhole(frames: readonly { value: number | undefined; frameNumber: number }[]): void {
  for (const { value, frameNumber } of frames) expect(value).toBe((frameNumber % 255) + 1);
}

test('16: two streams of one camera are one mapping, one read, and the same frames', async () => {
  const scope = testScope();
  const name = scope.name();
  const viewer = new Viewer(scope);
  await publish(scope, name);
  await viewer.open(1, name);
  await viewer.more(1, 3);
  const one = openHandles(name);
  await viewer.open(2, name);
  await viewer.more(2, 20);
  expect(openHandles(name)).toMatchObject({ descriptorsOfIt: one.descriptorsOfIt, viewsOfIt: one.viewsOfIt });
  for (const stream of [1, 2]) {
    const frames = viewer.frames.get(stream) ?? [];
    expectWhole(frames);
    expect(new Set(frames.map(({ frameNumber }) => frameNumber)).size).toBe(frames.length);
  }
  viewer.frozen = true;
  const figures = await viewer.settledFigures(name);
  expect(figures).toMatchObject({ torn: 0, lockWord: { readers: 0 } });
  // One copy for both: it was made in one instant. Two would be twice as many as frames that came; a wish that comes late leaves one for nobody.
  const [mine = [], others = []] = [1, 2].map((stream) => viewer.frames.get(stream));
  const copies = new Map(mine.map((frame) => [frame.frameNumber, frame]));
  const shared = others.filter(({ frameNumber }) => copies.has(frameNumber));
  expect(shared.length).toBeGreaterThan(others.length / 2);
  for (const { frameNumber, copiedAtMs, copyUs } of shared) expect(copies.get(frameNumber)).toMatchObject({ copiedAtMs, copyUs });
  const came = new Set([...mine, ...others].map(({ frameNumber }) => frameNumber)).size;
  expect(figures.frames).toBeGreaterThanOrEqual(came);
  expect(figures.frames).toBeLessThan(1.5 * came);
  await viewer.session.request('stream.close', { stream: 1 });
  await viewer.session.request('stream.close', { stream: 2 });
  await until(() => openHandles(name).viewsOfIt === 0, { what: 'the mapping to be closed' });
  expect(viewer.closed).toEqual([1, 2]);
});

test('smaller streams are made smaller in the same copy', async () => {
  const scope = testScope();
  const name = scope.name();
  const viewer = new Viewer(scope);
  await publish(scope, name, 640, 480);
  await viewer.open(1, name, 320, 240);
  const [frame] = await viewer.more(1, 1);
  expect(frame).toMatchObject({ width: 320, height: 240, strideBytes: 960, sourceWidth: 640, sourceHeight: 480 });
  expectWhole(await viewer.more(1, 5));
});

test('16: further sizes of one camera are made of the one copy, and not by the main thread', async () => {
  const scope = testScope();
  const name = scope.name();
  const viewer = new Viewer(scope);
  const { functions } = loadFramelock();
  const { fl_copy_out } = functions;
  const here: number[] = [];
  const counted: typeof fl_copy_out = Object.assign((...call: Parameters<typeof fl_copy_out>) => {
    if (call[2] instanceof Uint8Array) here.push(call[2].length);
    return fl_copy_out(...call);
  }, fl_copy_out);
  Object.assign(functions, { fl_copy_out: counted });
  scope.onClose(() => void Object.assign(functions, { fl_copy_out }));
  await publish(scope, name, 640, 480);
  await viewer.open(1, name);
  await viewer.open(2, name, 320, 240);
  await viewer.open(3, name, 160, 120);
  await viewer.more(1, 5);
  for (const [stream, width] of [
    [1, 640],
    [2, 320],
    [3, 160],
  ] as const) {
    const frames = await viewer.more(stream, 10);
    expectWhole(frames);
    expect(frames.at(-1)).toMatchObject({ width, sourceWidth: 640, sourceHeight: 480 });
  }
  viewer.frozen = true;
  const figures = await viewer.settledFigures(name);
  const came = new Set([...viewer.frames.values()].flat().map(({ frameNumber }) => frameNumber)).size;
  expect(figures.frames).toBeLessThanOrEqual(came + 2);
  // What remains are looks at single bytes.
  expect(here.filter((bytes) => bytes >= 160 * 120 * 3)).toEqual([]);
});

describe('21: the producer is killed and comes back', () => {
  test.each([
    { title: 'with the same size', width: 64, height: 48 },
    { title: 'with another size', width: 160, height: 120 },
    { title: 'with a size within the same page', width: 63, height: 48 },
  ])('$title: found again, and said meanwhile', async ({ width, height }) => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    const first = await publish(scope, name);
    await viewer.open(1, name);
    await viewer.more(1, 5);
    await first.kill();
    const stalled = await viewer.state(name, 'stalled');
    expect(stalled.since).toBeLessThan(Date.now() - 1900);
    const ended = await until(async () => (await viewer.camera(name))?.publisherEnded, { what: 'the end of the publisher' });
    expect(ended).toEqual({ pid: first.pid, killed: true });
    await publish(scope, name, width, height);
    const before = viewer.frames.get(1)?.length ?? 0;
    const back = await viewer.state(name, 'live');
    expect(back.publisherEnded).toBeUndefined();
    expect(back.layout).toMatchObject({ width, height });
    const frames = await viewer.more(1, 5);
    for (const frame of frames) expect(frame).toMatchObject({ width, height });
    expectWhole((viewer.frames.get(1) ?? []).slice(before));
  });

  test('a camera that is not there yet is waited for', async () => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    await viewer.open(1, name);
    expect((await viewer.state(name, 'not-found')).error).toMatchObject({ code: 'NOT_FOUND' });
    const peer = await peerCreates(scope, name, 64 * 48 * 3);
    await viewer.state(name, 'no-layout');
    await peer.kill();
  });
});

describe('a peer without trailer', () => {
  const layout = tightLayout('RGB24', 64, 48);
  const payload = 64 * 48 * 3;

  test.each(PEERS)('$title: seen once its layout was typed, and so remembered', async (peer) => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    await peerCreates(scope, name, payload, peer);
    await viewer.open(1, name);
    expect((await viewer.state(name, 'no-layout')).error?.message).toContain('Nothing tells');
    await viewer.session.request('cameras.setLayout', { id: `local:${name}`, layout: tightLayout('RGBA', 64, 480) });
    const wrong = await viewer.state(name, 'wrong-size');
    expect(wrong.error).toMatchObject({ code: 'SIZE_MISMATCH', details: { need: 64 * 480 * 4 } });
    await viewer.session.request('cameras.setLayout', { id: `local:${name}`, layout });
    await viewer.state(name, 'never-written');
    startPeer(scope, 'write', name, payload, [60, 400], peer);
    const frames = await viewer.more(1, 20);
    expect(frames.every(({ frameNumber, width }) => frameNumber === 0 && width === 64)).toBe(true);
    await until(() => viewer.figures(name)?.fps, { what: 'figures' });
    expect(viewer.figures(name)).toMatchObject({ dropped: null, ageMs: null, torn: 0 });
    expect(await viewer.camera(name)).toMatchObject({ layoutFrom: 'typed', foundBy: ['os', 'remembered'] });
    await viewer.state(name, 'stalled');
  });
});

describe('a lock that stays held', () => {
  const payload = 64 * 48 * 3;

  async function heldBy(scope: Scope, what: 'read' | 'write') {
    const name = scope.name();
    const viewer = new Viewer(scope);
    const publisher = await publish(scope, name);
    await viewer.open(1, name);
    await viewer.more(1, 3);
    const holder = await peerHolds(scope, what, name, payload);
    return { name, viewer, publisher, holder };
  }

  test('9: by a living writer, then a dead one with others attached: locked with the word and since when, never stolen', async () => {
    const scope = testScope();
    const { name, viewer, holder } = await heldBy(scope, 'write');
    const locked = await viewer.state(name, 'locked');
    expect(locked.error).toMatchObject({ code: 'TIMEOUT', details: { word: '80000000' } });
    await delay(1500);
    expect(rawWord(objectPath(name))).toBe(0x8000_0000);
    expect(Date.now() - (await viewer.state(name, 'locked')).since).toBeGreaterThan(2000);
    await holder.kill();
    // The publisher is attached still, so nothing is proven, and nothing is done.
    await delay(1500);
    expect(rawWord(objectPath(name))).toBe(0x8000_0000);
  });

  test('8: by a dead one, and we are provably alone: freed by itself within two seconds, said, and the next frame is whole', async () => {
    const scope = testScope();
    const { name, viewer, publisher, holder } = await heldBy(scope, 'write');
    await publisher.kill();
    await holder.kill();
    const begun = performance.now();
    await until(() => rawWord(objectPath(name)) === 0, { timeoutMs: 10_000, what: 'the word to be free' });
    expect(performance.now() - begun).toBeLessThan(2 * promisedSecond());
    await until(() => viewer.notices.some(({ text }) => inEnglish(text).includes('80000000 -> 00000000')));
    await publish(scope, name);
    expectWhole(await viewer.more(1, 5));
  });

  test('10: by a reader: the publisher cannot write, which is said as the reason', async () => {
    const scope = testScope();
    const { name, viewer, holder } = await heldBy(scope, 'read');
    const locked = await viewer.state(name, 'locked');
    expect(locked.error?.message).toContain('One reader');
    await holder.kill();
  });

  test('12: a writer stopped in its copy is waited for; the first frame after it goes on is whole', async () => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    const publisher = await publish(scope, name, 1280, 720, 200);
    await viewer.open(1, name);
    await viewer.more(1, 3);
    await until(
      async () => {
        publisher.signal('SIGSTOP');
        await delay(20);
        if (rawWord(objectPath(name)) === 0x8000_0000) return true;
        publisher.signal('SIGCONT');
        return delay(3, false);
      },
      { timeoutMs: 30_000, intervalMs: 0, what: 'the writer to be stopped inside its copy' },
    );
    await viewer.state(name, 'locked');
    const before = viewer.frames.get(1)?.length ?? 0;
    publisher.signal('SIGCONT');
    await viewer.more(1, 10);
    expectWhole((viewer.frames.get(1) ?? []).slice(before));
    await viewer.state(name, 'live');
  });
});

test('11: a stopped publisher is stalled, since its last frame, and live again when it goes on', async () => {
  const scope = testScope();
  const name = scope.name();
  const viewer = new Viewer(scope);
  const publisher = await publish(scope, name);
  await viewer.open(1, name);
  await viewer.more(1, 3);
  // Between two frames: inside of one it would be locked.
  await until(
    async () => {
      publisher.signal('SIGSTOP');
      await delay(20);
      if (rawWord(objectPath(name)) === 0) return true;
      publisher.signal('SIGCONT');
      return delay(3, false);
    },
    { intervalMs: 0 },
  );
  const stalled = await viewer.state(name, 'stalled');
  expect(Date.now() - stalled.since).toBeGreaterThan(1900);
  publisher.signal('SIGCONT');
  await viewer.state(name, 'live');
  expectWhole(await viewer.more(1, 3));
});

test('25: memory that is taken away while it is mapped is an error and no crash; the camera comes back', async () => {
  const scope = testScope();
  const name = scope.name();
  const viewer = new Viewer(scope);
  const publisher = await publish(scope, name);
  await viewer.open(1, name);
  await viewer.more(1, 3);
  await publisher.kill();
  truncateSync(objectPath(name), 0);
  const lost = await until(async () => {
    const camera = await viewer.camera(name);
    return camera?.state === 'wrong-size' || camera?.state === 'not-found' ? camera : undefined;
  });
  expect(lost.error).toBeDefined();
  await publish(scope, name);
  expectWhole(await viewer.more(1, 3));
});

describe('27: a page that does not keep up', () => {
  test('gets no second frame, costs no memory, and has pictures again within a second', async () => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    await publish(scope, name, 640, 480, 60);
    await viewer.open(1, name);
    await viewer.more(1, 3);
    viewer.frozen = true;
    const last = (await viewer.more(1, 1)).at(-1);
    const { arrayBuffers } = process.memoryUsage();
    const count = viewer.frames.get(1)?.length;
    await delay(2000);
    expect(viewer.frames.get(1)?.length).toBe(count);
    expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(4 * 1024 * 1024);
    viewer.frozen = false;
    const back = performance.now();
    viewer.session.credit({ stream: 1, epoch: last?.epoch, sequence: last?.sequence });
    await viewer.more(1, 1, 1000);
    expect(performance.now() - back).toBeLessThan(promisedSecond());
    // What was missed meanwhile was nobody's fault.
    await until(() => (viewer.figures(name)?.skipped ?? 0) > 60, { what: 'skipped frames to be counted' });
  });

  test('that is hidden leaves the producer alone, and goes on when it is shown', async () => {
    const scope = testScope();
    const name = scope.name();
    const viewer = new Viewer(scope);
    await publish(scope, name);
    await viewer.open(1, name);
    await viewer.more(1, 3);
    await viewer.session.request('stream.visibility', { visible: false });
    await delay(300);
    const count = viewer.frames.get(1)?.length;
    await delay(1000);
    expect(viewer.frames.get(1)?.length).toBe(count);
    await viewer.session.request('stream.visibility', { visible: true });
    await viewer.more(1, 3, 1000);
  });
});

test('a closed backend keeps nothing open and nothing alive', async () => {
  const scope = testScope();
  const name = scope.name();
  await publish(scope, name);
  const viewing = scope.actor('view-and-leave', [name]);
  await viewing.said('closed');
  const begun = performance.now();
  expect(await viewing.exited(5000)).toMatchObject({ code: 0, stderr: '' });
  expect(performance.now() - begun).toBeLessThan(2 * promisedSecond());
});
