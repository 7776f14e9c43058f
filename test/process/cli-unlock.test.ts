import { expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates, peerHolds, peerName, peerProgram, peerWord, runPeer } from '../support/peer.ts';
import type { TestProcess } from '../support/processes.ts';
import { type Scope, testScope } from '../support/scope.ts';

const PAYLOAD = 9216;

test('a free lock is left alone', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const { code, stdout } = await scope.runCli(['unlock', name]);
  expect(code).toBe(0);
  expect(stdout).toBe(`The lock of ${name} is free: there is nothing to release.\n`);
  expect(jsonValue((await scope.runCli(['unlock', name, '--json'])).stdout)).toMatchObject({
    name,
    released: false,
    reason: null,
    before: '00000000',
    after: '00000000',
    state: 'free',
  });
});

test('the lock of a dead holder is released where nobody else is there', async () => {
  const scope = testScope();
  const name = scope.name();
  const creator = await peerCreates(scope, name, PAYLOAD);
  await runPeer(scope, 'die-write', name, PAYLOAD);
  await creator.kill();
  const { code, stdout } = await scope.runCli(['unlock', name]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/is released\.\nbefore +80000000 \(writing\)\nafter +00000000 \(free\)\nwhy +nobody else/u);
});

test('a living holder is named and kept, unless it is forced', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const holder = await peerHolds(scope, 'read', name, PAYLOAD);
  const refused = await scope.runCli(['unlock', name]);
  expect(refused.code).toBe(7);
  expect(refused.stderr).toContain(`Process ${holder.pid}`);
  expect(refused.stderr).toContain(`sharedcam unlock ${name} --force`);
  expect(await peerWord(scope, name, PAYLOAD)).toBe('00000001');

  const forced = await scope.runCli(['unlock', name, '--force', '--json']);
  expect(forced.code).toBe(0);
  expect(jsonValue(forced.stdout)).toMatchObject({ released: true, reason: 'forced', before: '00000001', after: '00000000' });
  expect(await peerWord(scope, name, PAYLOAD)).toBe('00000000');
});

test('a mapping that was never initialised can be forced too', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  await peerWord(scope, name, PAYLOAD, 'ff000000');
  expect((await scope.runCli(['unlock', name, '--force'])).code).toBe(0);
  expect((await scope.runCli(['info', name])).code).toBe(0);
});

test('a lock that is in use is left alone', async () => {
  const scope = testScope();
  const name = scope.name();
  await peerCreates(scope, name, PAYLOAD);
  const holders = [70, 110, 130].map((ms) => keepsLocking(scope, name, ms));
  await Promise.all(holders.map((holder) => holder.said('held')));
  const { code, stdout } = await scope.runCli(['unlock', name]);
  expect(code).toBe(0);
  expect(stdout).toContain('there is nothing to release');
});

/** A foreign reader that takes and gives back its lock again and again. */
function keepsLocking(scope: Scope, name: string, ms: number): TestProcess {
  const command = `while "${peerProgram()}" hold-read "${peerName(name)}" ${PAYLOAD} ${ms}; do :; done`;
  return scope.start('sh', ['-c', command]);
}
