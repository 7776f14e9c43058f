import { expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonLines } from '../support/json-lines.ts';
import { PEER_EXIT, PEERS, peerCreates, peerHolds, peerWord, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { wholeStamp } from '../support/stamps.ts';
import { until } from '../support/wait.ts';

const LAYOUT = ['--width', 400, '--height', 250, '--format', 'RGB24'];
const PAYLOAD = 400 * 250 * 3;
/** Longer than the time after which a dead holder is recovered from. */
const LONG_MS = 2500;

test.each(PEERS)('11: a stopped reader ($title) is waited for: our publisher skips, counts, goes on', async (peer) => {
  const scope = testScope();
  const name = scope.name();
  const publisher = scope.cli(['publish', name, '--source', 'pattern:ball', ...LAYOUT, '--fps', 30, '--json']);
  await until(() => scope.objects().length > 0, { what: 'the mapping' });
  await until(async () => (await peerWord(scope, name, PAYLOAD)) === '00000000');
  const reader = await peerHolds(scope, 'read', name, PAYLOAD, 200, peer);
  reader.signal('SIGSTOP');
  const stopped = performance.now();
  while (performance.now() - stopped < LONG_MS) {
    expect(await peerWord(scope, name, PAYLOAD)).toBe('00000001');
    await new Promise((done) => setTimeout(done, 50));
  }
  reader.signal('SIGCONT');
  // An unlock that finds its count stolen ends with another code.
  expect(await reader.exited()).toMatchObject({ code: PEER_EXIT.done });

  const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read' });
  scope.onClose(() => mapping.close());
  const number = () => {
    const result = mapping.readTrailer(5000);
    return 'trailer' in result ? result.trailer.frameNumber : 0;
  };
  const before = number();
  await until(() => number() >= before + 10, { what: 'ten more frames' });
  publisher.signal('SIGINT');
  const { code, stdout } = await publisher.exited();
  expect(code).toBe(0);
  const summary = jsonLines(stdout).at(-1) as { frames: number; skipped: number; seconds: number };
  expect(summary.frames).toBeGreaterThanOrEqual(10);
  expect(summary.skipped).toBeGreaterThan((LONG_MS / 1000) * 30 * 0.8);
});

test.each(PEERS)('12: a stopped writer ($title): readers time out, and the first read afterwards is whole', async (peer) => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD, peer);
  await runPeer(scope, 'write', name, PAYLOAD, [1000, 4], peer);
  const writer = await peerHolds(scope, 'write', name, PAYLOAD, 200, peer);
  writer.signal('SIGSTOP');
  const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: PAYLOAD });
  scope.onClose(() => mapping.close());
  const frame = new Uint8Array(PAYLOAD);
  const stopped = performance.now();
  while (performance.now() - stopped < LONG_MS)
    expect(() => mapping.read(frame, { timeoutMs: 100 })).toThrow(expect.objectContaining({ code: 'TIMEOUT' }));
  writer.signal('SIGCONT');
  expect(await writer.exited()).toMatchObject({ code: PEER_EXIT.done });
  mapping.read(frame);
  expect(wholeStamp(frame)).toBe(4);
});
