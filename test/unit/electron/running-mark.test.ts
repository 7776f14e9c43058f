import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { markRunning } from '../../../electron/main/running-mark.ts';

const folder = mkdtempSync(join(tmpdir(), 'sharedcam-mark-'));
const path = join(folder, 'deep', 'running.json');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

const leave = (pid: number) => writeFileSync(path, JSON.stringify({ pid, startedAt: 1, version: '0.9.0' }));

describe('the mark of a running program', () => {
  it('lies there while it runs, and says nothing at the first start', () => {
    const running = markRunning(path, '1.0.0');
    expect(running.crashed).toBeUndefined();
    expect(existsSync(path)).toBe(true);
    running.ended();
    expect(existsSync(path)).toBe(false);
  });

  it('of a process that is no more: the run before crashed', () => {
    markRunning(path, '1.0.0');
    const { pid } = spawnSync(process.execPath, ['--version']);
    leave(pid);
    expect(markRunning(path, '1.0.0').crashed).toEqual({ pid, startedAt: 1, version: '0.9.0' });
  });

  it('is one of a crash too where another process has its number by now, as after the machine was switched off', () => {
    markRunning(path, '1.0.0');
    for (const pid of [process.ppid, process.pid]) {
      leave(pid);
      expect(markRunning(path, '1.0.0').crashed).toMatchObject({ pid });
    }
  });

  it('that is damaged says nothing', () => {
    markRunning(path, '1.0.0');
    writeFileSync(path, '{"pid": -1');
    expect(markRunning(path, '1.0.0').crashed).toBeUndefined();
  });
});
