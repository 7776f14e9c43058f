import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';

const COMMANDS = [
  'create',
  'hold',
  'resize',
  'remove',
  'trailer',
  'inspect',
  'info',
  'list',
  'forget',
  'publish',
  'watch',
  'snapshot',
  'dump',
  'guess',
  'record',
  'replay',
  'unlock',
  'doctor',
  'serve',
];
/** Of those that open no mapping. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  serve: ['--port', '--json'],
  forget: ['--namespace', '--json'],
};
const READING = ['info', 'watch', 'snapshot', 'dump', 'guess'];

test('--help names every command and every exit code; --version is that of the package', async () => {
  const scope = testScope();
  const { code, stdout, stderr } = await scope.runCli(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'mu'));
  for (let exit = 0; exit <= 9; exit++) expect(stdout).toContain(`  ${exit} `);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect((await scope.runCli(['--version'])).stdout).toBe(`${version}\n`);
});

describe.each(COMMANDS)('%s --help', (command) => {
  test('shows its options and examples', async () => {
    const { code, stdout, stderr } = await testScope().runCli([command, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const option of OPTIONS[command] ?? ['--namespace', '--timeout', '--json']) expect(stdout).toContain(option);
    if (READING.includes(command)) expect(stdout).toContain('--observe');
    expect(stdout).toContain(`\nExamples:\n  sharedcam ${command}`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});

test('without a command the help is on stderr, and that is a usage error', async () => {
  const { code, stdout, stderr } = await testScope().runCli([]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage: sharedcam');
});
