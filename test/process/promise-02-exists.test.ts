import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { groupDigits } from '../../native/core/digits.ts';
import { jsonValue } from '../support/json-lines.ts';
import { PEERS, peerCreates, runPeer } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';
import { objectPath, openHandles } from '../support/shm.ts';

const PAYLOAD = 100_000;
const REAL = 102_400; // 100 004 in whole pages

test.each(PEERS)('2: create over a mapping of $title changes nothing and says its real size', async (peer) => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD, peer);
  await runPeer(scope, 'write', name, PAYLOAD, [1000, 7], peer);
  const before = readFileSync(objectPath(name));
  const handles = openHandles(name);

  for (const payloadBytes of [PAYLOAD, 10, 10_000_000])
    expect(() => SharedMapping.create({ name, namespace: 'local', payloadBytes })).toThrow(
      expect.objectContaining({
        code: 'EXISTS',
        message: expect.stringContaining(groupDigits(REAL)),
        details: expect.objectContaining({ have: REAL }),
      }),
    );
  expect(openHandles(name)).toEqual(handles);

  const cli = await scope.runCli(['create', name, '--payload', 5000, '--json']);
  expect(cli.code).toBe(5);
  expect(jsonValue(cli.stderr)).toMatchObject({
    code: 'EXISTS',
    message: expect.stringContaining(groupDigits(REAL)),
    details: expect.objectContaining({ have: REAL }),
  });
  expect(readFileSync(objectPath(name)).equals(before)).toBe(true);
});
