import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLog } from '../../../backend/log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sharedcam-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the log', () => {
  it('writes what its level lets through, a line each', () => {
    const log = openLog({ folder: join(folder, 'a'), level: 'info', console: false });
    log.error('one');
    log.info('two');
    log.debug('three');
    const lines = readFileSync(join(log.folder, 'shared-camera-viewer.log'), 'utf8').trim().split('\n');
    expect(lines.map((line) => line.replace(/^\S+ /u, ''))).toEqual(['error one', 'info two']);
    expect(Date.parse(lines[0]?.split(' ')[0] ?? '')).toBeGreaterThan(0);
  });

  it('stays bounded, with the file before it', () => {
    const log = openLog({ folder: join(folder, 'b'), level: 'debug', console: false });
    const line = 'x'.repeat(100_000);
    for (let count = 0; count < 70; count++) log.info(line);
    expect(readdirSync(log.folder).sort()).toEqual(['shared-camera-viewer.log', 'shared-camera-viewer.old.log']);
    for (const file of readdirSync(log.folder)) expect(statSync(join(log.folder, file)).size).toBeLessThan(2.5 * 1024 * 1024);
  });
});
