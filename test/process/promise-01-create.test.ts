import { describe, expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { PEER_EXIT, PEERS, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, rawWord } from '../support/shm.ts';
import { fillStamp } from '../support/stamps.ts';

const PAYLOAD = 64 * 1024;

describe('1: a fresh mapping may be opened at any moment of its creation', () => {
  test('1000 rounds with an opener of ours lose no count and tear no frame', async () => {
    const scope = testScope();
    const prefix = scope.name('round');
    const rounds = 1000;
    const opener = scope.actor('opener', [prefix, PAYLOAD, rounds]);
    await opener.said('started');
    const frame = new Uint8Array(PAYLOAD);
    for (let round = 0; round < rounds; round++) {
      const name = `${prefix}${round}`;
      const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: PAYLOAD });
      const done = opener.said(`round ${round}\n`);
      for (let number = 1; number <= 3; number++) {
        fillStamp(frame, number);
        mapping.write(frame);
      }
      await done;
      expect(rawWord(objectPath(name)), name).toBe(0);
      mapping.close();
    }
    expect(await opener.exited()).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(PEERS)('with $title as the opener', async (peer) => {
    const scope = testScope();
    const frame = new Uint8Array(PAYLOAD);
    for (let round = 0; round < 100; round++) {
      const name = scope.name('round');
      // Started first: it meets the name before, in or after its creation.
      const early = runPeer(scope, 'read', name, PAYLOAD, [1], peer);
      await new Promise((done) => setTimeout(done, round % 4));
      const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: PAYLOAD });
      fillStamp(frame, round + 1);
      mapping.write(frame, { timeoutMs: 5000 });
      const late = runPeer(scope, 'read', name, PAYLOAD, [1], peer);
      expect([PEER_EXIT.done, PEER_EXIT.cannotOpen]).toContain((await early).code);
      expect(await late).toMatchObject({ code: PEER_EXIT.done });
      expect(rawWord(objectPath(name))).toBe(0);
      mapping.close();
    }
  });
});
