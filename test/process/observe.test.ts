import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { PEERS, peerCreates, peerWord, startPeer } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { forceWord, objectPath, rawWord } from '../support/shm.ts';
import { wholeStamp } from '../support/stamps.ts';
import { until } from '../support/wait.ts';
import { Viewer } from './reader-viewer.ts';

const PAYLOAD = 640 * 480 * 3;
const LAYOUT = { width: 640, height: 480, format: 'RGB24', strideBytes: 1920, offsetBytes: 0 } as const;
const NOBODY = 65_534;

/** How a process has a mapping: protection of each of its views, and access mode of each descriptor, from the kernel. */
function rightsOf(pid: number | 'self', name: string): { views: string[]; descriptors: string[] } {
  const views = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  const folder = `/proc/${pid}/fd`;
  const descriptors = readdirSync(folder).filter((fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`).includes(name);
    } catch {
      return false; // the one that lists the folder
    }
  });
  return {
    views: views.filter((line) => line.includes(name)).map((line) => line.split(' ')[1] ?? ''),
    descriptors: descriptors.map((fd) => {
      const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '';
      return ['read', 'write', 'both'][Number.parseInt(flags, 8) & 3] ?? '';
    }),
  };
}

const onlyReads = { views: expect.toSatisfy(all('r--s')), descriptors: expect.toSatisfy(all('read')) };

function all(value: string) {
  return (values: readonly string[]) => values.length > 0 && values.every((each) => each === value);
}

async function peerMapping(scope: Scope, peer?: (typeof PEERS)[number]): Promise<string> {
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD, peer);
  return name;
}

describe('observing maps everything read-only', () => {
  test('and leaves every word as it is', async () => {
    const scope = testScope();
    const name = await peerMapping(scope);
    const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'observe', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    expect(rightsOf('self', name)).toEqual(onlyReads);
    const frame = new Uint8Array(PAYLOAD);
    for (const word of [0, 1, 0x00ff_ffff, 0x8000_0000, 0xff00_0000, 0x7f00_0001, 0xff00_0001]) {
      forceWord(objectPath(name), word);
      for (let round = 0; round < 20; round++) {
        try {
          mapping.read(frame, { timeoutMs: 1 });
        } catch {
          // A writer, or no lock at all: what matters here is the word.
        }
        await mapping.readAsync(frame, { timeoutMs: 1 }).catch(() => undefined);
      }
      expect(rawWord(objectPath(name))).toBe(word);
    }
  });

  test.each(PEERS)('and beside $title at full rate gives whole frames only, with the torn ones counted', async (peer) => {
    const scope = testScope();
    const name = await peerMapping(scope, peer);
    const writer = startPeer(scope, 'write', name, PAYLOAD, [2000, 1_000_000], peer);
    const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'observe', payloadBytes: PAYLOAD });
    scope.onClose(() => mapping.close());
    const frame = new Uint8Array(PAYLOAD);
    const seen = new Set<number>();
    let torn = 0;
    await until(
      async () => {
        const result = await mapping.readAsync(frame, { timeoutMs: 500 }).catch(() => undefined);
        torn += result?.torn ?? 0;
        if (result) seen.add(wholeStamp(frame));
        return seen.size >= 300 && torn > 0;
      },
      { timeoutMs: 30_000, intervalMs: 0, what: () => `300 frames and a torn one; ${seen.size} came, ${torn} torn` },
    );
    expect(writer.running).toBe(true);
  });

  test.skipIf(getuid?.() !== 0)('so that a user who may only read it can look (needs root to run as another user)', async () => {
    const scope = testScope();
    const name = scope.name('shown');
    writeFileSync(objectPath(name, 'global'), new Uint8Array(8192).fill(7, 4), { mode: 0o644 });
    const actor = scope.actor('observe-as', [NOBODY, name]);
    const { stdout } = await actor.exited();
    expect(jsonValue(stdout)).toEqual({ first: 7, refused: 'ACCESS_DENIED' });
  });
});

test('watch --observe never has a writable view, and counts what it had to take again', async () => {
  const scope = testScope();
  const name = await peerMapping(scope);
  const writer = startPeer(scope, 'write', name, PAYLOAD, [2000, 1_000_000]);
  await writer.said('started');
  const picture = ['--width', 640, '--height', 480, '--format', 'RGB24'];
  const watcher = scope.cli(['watch', name, ...picture, '--observe', '--json']);
  await until(() => watcher.stdout.split('\n').length > 200, { what: 'frames' });
  expect(rightsOf(watcher.pid, name)).toEqual(onlyReads);
  watcher.signal('SIGINT');
  const { code, stdout } = await watcher.exited();
  expect(code).toBe(0);
  expect(jsonLines(stdout).at(-1)).toMatchObject({ summary: true, torn: expect.toSatisfy((torn: number) => torn > 0) });
  await writer.kill();
});

test('the viewer changes the way it reads while the picture goes on', async () => {
  const scope = testScope();
  const name = await peerMapping(scope);
  startPeer(scope, 'write', name, PAYLOAD, [100, 1_000_000]);
  const viewer = new Viewer(scope);
  const id = `local:${name}`;
  await viewer.state(name, 'no-layout');
  await viewer.session.request('settings.set', { observe: true });
  await viewer.session.request('cameras.setLayout', { id, layout: LAYOUT });
  await viewer.open(1, name);
  await viewer.more(1, 10);
  expect(await viewer.state(name, 'live')).toMatchObject({ observe: true });
  expect(rightsOf('self', name)).toEqual(onlyReads);

  await viewer.session.request('cameras.setObserve', { id, observe: false });
  await until(() => rightsOf('self', name).views.includes('rw-s'), { what: 'a view of the word that can be written' });
  await viewer.more(1, 10);
  expect(await viewer.state(name, 'live')).toMatchObject({ observe: false });

  await viewer.session.request('cameras.setObserve', { id, observe: null });
  await until(() => all('r--s')(rightsOf('self', name).views), { what: 'read-only views' });
  await viewer.more(1, 10);
  // Nobody else looks, so the word is free between two frames of the writer.
  await until(async () => (await peerWord(scope, name, PAYLOAD)) === '00000000', { what: 'a free lock' });
});
