import { spawnSync } from 'node:child_process';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { jsonLines, jsonValue } from '../support/json-lines.ts';
import { CLI } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';

/** Root may have a /dev/shm of its own; in many containers not even root. */
const canMount = getuid?.() === 0 && inSmallMemory('true').status === 0;
const PICTURE = '--width 320 --height 240 --format RGB24';

/** Runs a shell script where /dev/shm has room for 2 MiB, and nobody else sees it. */
function inSmallMemory(script: string) {
  const mount = 'mount -t tmpfs -o size=2m,mode=1777 tmpfs /dev/shm';
  return spawnSync('unshare', ['-m', 'sh', '-c', `${mount} && { ${script}\n}`], { encoding: 'utf8', timeout: 50_000 });
}

const sharedcam = `"${process.execPath}" "${CLI}"`;
const FILL = 'dd if=/dev/zero of=/dev/shm/filler bs=4096 2>/dev/null';

describe.skipIf(!canMount)('a full /dev/shm (needs root and the right to mount)', () => {
  test('a mapping that does not fit is refused with the bytes it needs, and nothing is left', () => {
    testScope();
    for (const command of ['create cam --payload 8000000', 'publish cam -s pattern:bars --payload 8000000']) {
      const { status, stderr, stdout } = inSmallMemory(`${sharedcam} ${command} --json; echo "left $?:" $(ls /dev/shm)`);
      expect(status).toBe(0);
      expect(stdout.trim().split('\n').at(-1)).toBe('left 1:');
      expect(jsonValue(stderr)).toMatchObject({ code: 'NOT_ENOUGH_MEMORY', details: { need: expect.any(Number) } });
      expect(jsonValue(stderr)['remedy']).toContain('/dev/shm');
    }
  });

  test('a publisher whose mapping is there goes on when the rest fills up', () => {
    const said = testScope().path('said');
    const publish = `${sharedcam} publish cam -s pattern:ball ${PICTURE} --fps 60 --frames 90 --json`;
    const fill = `until [ -s '${said}' ]; do sleep 0.05; done; ${FILL}`;
    const { status, stdout, stderr } = inSmallMemory(`(${fill}) & ${publish} > '${said}'; ended=$?; cat '${said}'; exit $ended`);
    expect([status, stderr]).toEqual([0, '']);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ frames: 90 });
  });

  test('a foreign mapping whose pages were never given is an error for readers and writers, not a signal', () => {
    testScope();
    const commands = [
      'dump cam /dev/null --force -W 800 -H 600 -f RGB24 --timeout 300',
      'watch cam -W 800 -H 600 -f RGB24 --timeout 300',
      'publish cam --existing -s pattern:ball -W 800 -H 600 -f RGB24 --frames 3',
    ];
    for (const command of commands) {
      const foreign = 'umask 077; truncate -s 1500000 /dev/shm/shmcam.local.0.cam';
      const { stdout, stderr } = inSmallMemory(`${foreign}; ${FILL}; ${sharedcam} ${command} --json; echo "ended $?"`);
      expect([command, stdout.trim().split('\n').at(-1)]).toEqual([command, 'ended 6']);
      expect(jsonValue(stderr)).toMatchObject({ code: 'VANISHED', cause: expect.stringContaining('no room') });
    }
  });
});
