import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../cli/program.ts';
import { recordedHost } from './stand-ins.ts';

async function run(...args: string[]) {
  const host = recordedHost();
  const code = await runProgram(args, host);
  return { code, stdout: host.stdout.text, stderr: host.stderr.text };
}

describe('runProgram', () => {
  it('prints help and version on stdout', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(await run('watch', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--count'), stderr: '' });
    expect(await run('help', 'watch')).toMatchObject({ code: 0, stdout: expect.stringContaining('--count') });
  });

  it('prints the help on stderr when nothing was asked', async () =>
    expect(await run()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: sharedcam') }));

  it('prints a usage error once, in the usual form', async () => {
    const { code, stdout, stderr } = await run('info', 'cam', '--namespace', 'mine');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toHaveLength(4);
    expect(stderr).toMatch(
      /^error: Option .*'mine' is invalid\. Allowed choices are local, global, custom\.\n {2}cause: .*\n {2}do: .*info --help/,
    );
  });

  it('points to the help of the command, whatever the camera is called', async () =>
    expect(await run('watch', 'list', '--bad')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sharedcam watch --help'),
    }));

  it('prints it as JSON wherever --json stands', async () => {
    for (const args of [
      ['--json', 'info', 'cam'],
      ['info', '--json', 'cam', '--bad'],
    ]) {
      const { code, stderr } = await run(...args);
      expect(code).toBe(2);
      expect(JSON.parse(stderr)).toMatchObject({ code: 'USAGE', exitCode: 2 });
    }
  });

  it('refuses a name by its rule before anything is opened', async () =>
    expect(await run('info', 'a\\b')).toMatchObject({ code: 2, stderr: expect.stringContaining('namespace') }));
});
