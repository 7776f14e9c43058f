import { expect, test } from 'vitest';
import { PEERS, peerCreates, startPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';

/** Short by default; SHARED_CAMERA_SOAK_SECONDS=600 for a real soak. */
const SECONDS = Number(process.env['SHARED_CAMERA_SOAK_SECONDS'] ?? 4);
const PAYLOAD = 1_769_472;
const PATIENCE = SECONDS * 1000 + 30_000;

const figure = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? Number.NaN);

test.each(PEERS)('15: no torn frame: $title writes, two of ours and two peers read', { timeout: 2 * PATIENCE }, async (peer) => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD, peer);
  const writer = startPeer(scope, 'write', name, PAYLOAD, [100, SECONDS * 100], peer);
  const ours = [1, 2].map(() => scope.actor('stamp-reader', [name, PAYLOAD, SECONDS]));
  const peers = [1, 2].map(() => startPeer(scope, 'read', name, PAYLOAD, [SECONDS * 100], peer));
  for (const reader of ours) {
    const { code, stdout } = await reader.exited(PATIENCE);
    expect(code).toBe(0);
    expect(figure(stdout, /(\d+) different/u)).toBeGreaterThan(10);
  }
  for (const reader of peers) expect(await reader.exited(PATIENCE)).toMatchObject({ code: 0 });
  expect(await writer.exited(PATIENCE)).toMatchObject({ code: 0 });
  expect(rawWord(objectPath(name))).toBe(0);
});

test('15: no torn frame: ours writes, two of ours and two peers read', { timeout: 2 * PATIENCE }, async () => {
  const scope = testScope();
  const name = scope.name();
  const writer = scope.actor('stamp-writer', [name, PAYLOAD, SECONDS + 2]);
  await writer.said('started');
  const ours = [1, 2].map(() => scope.actor('stamp-reader', [name, PAYLOAD, SECONDS]));
  const peers = [0, 1].map((index) => startPeer(scope, 'read', name, PAYLOAD, [SECONDS * 100], PEERS[index % PEERS.length]));
  for (const reader of ours) {
    const { code, stdout } = await reader.exited(PATIENCE);
    expect(code).toBe(0);
    expect(figure(stdout, /(\d+) different/u)).toBeGreaterThan(10);
  }
  for (const reader of peers) expect(await reader.exited(PATIENCE)).toMatchObject({ code: 0 });
  const { code, stdout } = await writer.exited(PATIENCE);
  expect(code).toBe(0);
  expect(figure(stdout, /wrote (\d+)/u)).toBeGreaterThan(10);
});
