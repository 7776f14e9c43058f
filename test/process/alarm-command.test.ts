/** The command of an alarm: what it gets, its deadline, and that only its file says what it is. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBackend } from '../../backend/app.ts';
import type { AlarmRule } from '../../backend/contract.ts';
import type { Alarm } from '../../backend/contract-health.ts';
import { ALARM_COMMAND_FILE, AlarmRunner, readAlarmCommand } from '../../backend/health/alarm-command.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

/** Writes its arguments down, one per line, then does what its first word says. */
const PROGRAM = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const [file, mode, ...rest] = process.argv.slice(2);
appendFileSync(file, JSON.stringify(rest) + '\\n');
if (mode === 'hang') {
  const child = spawn('sleep', ['1000']);
  appendFileSync(file + '.pids', process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);
}
if (mode === 'fail') { console.error('no printer'); process.exitCode = 3; }
`;

function setUp(scope: Scope, mode: string, changes: Record<string, unknown> = {}) {
  const home = scope.path('home-of-alarms');
  mkdirSync(home, { mode: 0o700 });
  const program = scope.path('report-alarm');
  writeFileSync(program, PROGRAM, { mode: 0o700 });
  const written = scope.path('written');
  const content = { program, arguments: [written, mode], ...changes };
  writeFileSync(join(home, ALARM_COMMAND_FILE), JSON.stringify(content), { mode: 0o600 });
  const said: string[] = [];
  const lines = () =>
    (existsSync(written) ? readFileSync(written, 'utf8').trim().split('\n') : []).map((line) => JSON.parse(line));
  return { home, written, said, lines, log: (line: string) => said.push(line) };
}

const ALARM: Alarm = {
  ...{ key: 'r local:a', rule: 'r', measure: 'rate', camera: 'local:$(touch x); a', label: 'a', threshold: 20, value: 9.87654 },
  ...{ raisedAt: 1, clearedAt: null, acknowledged: false },
};
const RULE: AlarmRule = {
  ...{ id: 'gone', on: true, measure: 'not-live', threshold: 1, camera: 'local:nobody-home', sound: false, notify: false },
  command: true,
};

test('gets camera, rule and value as they are, without a shell', async () => {
  const { home, lines, log, said } = setUp(testScope(), 'plain');
  new AlarmRunner(home, log).run(ALARM);
  await until(() => lines().length > 0, { what: () => `the command; ${said}` });
  expect(lines()).toEqual([['local:$(touch x); a', 'rate', '9.877']]);
});

test('ends at its deadline with all that it started', async () => {
  const { home, written, log, said } = setUp(testScope(), 'hang', { deadlineSeconds: 1 });
  new AlarmRunner(home, log).run(ALARM);
  await until(() => said.some((line) => line.includes('after 1 s')), { what: () => `the deadline; ${said}` });
  const pids = readFileSync(`${written}.pids`, 'utf8').split(' ').map(Number);
  expect(pids).toHaveLength(2);
  await until(() => pids.every(hasEnded), { what: 'both processes to end' });
});

test('what it says when it fails, and why it is not run, is logged', async () => {
  const scope = testScope();
  const { home, lines, log, said } = setUp(scope, 'fail');
  const runner = new AlarmRunner(home, log);
  runner.run(ALARM);
  await until(() => said.some((line) => line.includes('ended with 3')), { what: () => `its end; ${said}` });
  const file = join(home, ALARM_COMMAND_FILE);
  chmodSync(file, 0o666);
  const problem = () => {
    const said = readAlarmCommand(home).problem;
    return said && inEnglish(said);
  };
  expect(problem()).toMatch(/written by others \(mode 666\)/u);
  runner.run(ALARM);
  expect(said.at(-1)).toMatch(/was not run: .*written by others/u);
  chmodSync(file, 0o600);
  for (const content of ['{', '{"program":"sh"}', '{"program":"/nowhere/at/all"}', '{"program":"/bin/sh","shell":true}']) {
    writeFileSync(file, content);
    expect(problem(), content).toEqual(expect.any(String));
  }
  expect(lines()).toHaveLength(1);
});

test('an alarm runs it without a page; no page can set it', async () => {
  const scope = testScope();
  const { home, lines, log, said } = setUp(scope, 'plain');
  const before = readFileSync(join(home, ALARM_COMMAND_FILE), 'utf8');
  const backend = createBackend({ shell: 'browser', version: '0', settingsDir: home, log });
  onTestFinished(() => backend.close());
  onTestFinished(backend.watchCameras(() => undefined));
  const page = backend.openSession(
    () => ({ send() {}, close() {} }),
    () => undefined,
  );
  await page.request('cameras.add', { name: 'nobody-home', namespace: 'local' });
  for (const refused of [
    { alarmRules: [{ ...RULE, command: '/bin/sh' }] },
    { alarmRules: [{ ...RULE, program: '/bin/sh' }] },
    { alarmCommand: { program: '/bin/sh' } },
  ])
    await expect(page.request('settings.set', refused)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(page.request('alarms.command', { program: '/bin/sh' })).rejects.toMatchObject({ code: 'USAGE' });
  await page.request('settings.set', { alarmRules: [RULE] });
  page.close();
  await until(() => lines().length > 0, { timeoutMs: 15_000, what: () => `the alarm; ${said}` });
  expect(lines()[0].slice(0, 2)).toEqual(['local:nobody-home', 'not-live']);
  expect(readFileSync(join(home, ALARM_COMMAND_FILE), 'utf8')).toBe(before);
});

function hasEnded(pid: number): boolean {
  try {
    // A process that has ended stays as a zombie where nobody waits for it.
    return / Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/u, ''));
  } catch {
    return true;
  }
}
