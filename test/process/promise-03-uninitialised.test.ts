import { expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, peerWord } from '../support/peer.ts';
import { testScope } from '../support/scope.ts';

const PAYLOAD = 30_000;

test('3: a mapping that is not initialised is waited for until the deadline, and taken when it is in time', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  await peerWord(scope, name, PAYLOAD, 'ff000000');

  const started = performance.now();
  const refused = await scope.runCli(['dump', name, scope.path('frame.raw'), '--timeout', 500, '--json']);
  expect(performance.now() - started).toBeGreaterThan(500);
  expect(refused.code).toBe(8);
  expect(jsonValue(refused.stderr)).toMatchObject({ code: 'UNINITIALISED', message: expect.stringContaining('ff000000') });
  expect(await peerWord(scope, name, PAYLOAD)).toBe('ff000000');

  const patient = scope.cli(['dump', name, scope.path('frame.raw'), '--timeout', 20_000]);
  await new Promise((done) => setTimeout(done, 600));
  expect(patient.running).toBe(true);
  await peerWord(scope, name, PAYLOAD, '00000000');
  expect(await patient.exited()).toMatchObject({ code: 0 });
});
