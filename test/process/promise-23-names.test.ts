import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { SHM_FOLDER } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';

const LONG = 'n'.repeat(64);

test.each([
  ['64 bytes', LONG, '63'],
  ['63 bytes that its prefix makes too many', 'n'.repeat(60), '63'],
  ['not ASCII', 'kamera-ä', 'ASCII'],
  ['a backslash', 'Local\\cam', '\\'],
  ['a prefix of the wrong case', 'LOCAL\\cam', '\\'],
  ['a path', 'a/b', '/'],
  ['a path upwards', '../cam', '/'],
  ['a folder', '..', 'directory'],
  ['nothing', '', 'empty'],
])('23: a name with %s is refused with the rule and makes nothing', async (_what, name, rule) => {
  const scope = testScope();
  const before = readdirSync(SHM_FOLDER).filter((object) => object.includes('nnnn') || object.includes('kamera-'));
  for (const command of [
    ['create', name, '--payload', 100],
    ['info', name],
  ]) {
    const { code, stderr } = await scope.runCli([...command, '--json']);
    expect(code).toBe(2);
    const report = jsonValue(stderr);
    expect(report).toMatchObject({ code: 'NAME_INVALID' });
    expect(`${report['message']}`).toContain(rule);
  }
  expect(readdirSync(SHM_FOLDER).filter((object) => object.includes('nnnn') || object.includes('kamera-'))).toEqual(before);
});
