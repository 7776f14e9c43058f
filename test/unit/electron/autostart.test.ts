import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { autostartEntry, startsWithSession, startWithSession } from '../../../electron/main/autostart.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const folder = mkdtempSync(join(tmpdir(), 'sharedcam-autostart-'));
vi.stubEnv('XDG_CONFIG_HOME', folder);
afterAll(() => rmSync(folder, { recursive: true }));

describe.runIf(process.platform === 'linux')('starting with the session', () => {
  it('is a file of the desktop, made and taken away', () => {
    expect(startsWithSession()).toBe(false);
    startWithSession(true);
    expect(startsWithSession()).toBe(true);
    expect(readFileSync(join(folder, 'autostart/shared-camera-viewer.desktop'), 'utf8')).toContain('"--minimized"');
    startWithSession(false);
    expect(existsSync(join(folder, 'autostart/shared-camera-viewer.desktop'))).toBe(false);
    startWithSession(false);
  });

  it('quotes paths as the desktop reads them', () => {
    const entry = autostartEntry('Viewer', ['/opt/my "new" $path/100%', '--minimized']);
    expect(entry).toContain('Exec="/opt/my \\\\"new\\\\" \\\\$path/100%%" "--minimized"\n');
  });
});
