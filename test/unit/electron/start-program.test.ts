import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
const { programStarter } = await import('../../../electron/main/start-program.ts');

const resources = mkdtempSync(join(tmpdir(), 'sharedcam-resources-'));
const program = join(resources, 'cli', 'sharedcam');
beforeAll(() => {
  Object.assign(process, { resourcesPath: resources });
  mkdirSync(join(resources, 'cli'));
});
afterAll(() => {
  Reflect.deleteProperty(process, 'resourcesPath');
  rmSync(resources, { recursive: true });
});
afterEach(() => {
  electron.app.isPackaged = true;
});

it.skipIf(process.platform === 'win32')(
  'packed, it starts the command line that lies beside it, and hears how that ended',
  async () => {
    writeFileSync(program, '#!/bin/sh\necho "no $1" >&2\nexit 5\n');
    chmodSync(program, 0o755);
    const { ended } = programStarter('/app/cli.js')(['publish', 'demo']);
    expect(await ended).toEqual({ code: 5, words: 'no publish\n' });
    expect(electron.utilityProcess.fork).not.toHaveBeenCalled();
  },
);

it.skipIf(process.platform === 'win32')(
  'packed, it ends what it started by the end of its input, as a kill of this process would',
  async () => {
    writeFileSync(program, '#!/bin/sh\ncat\necho "ended by $3" >&2\n');
    chmodSync(program, 0o755);
    const { ended, end } = programStarter('/app/cli.js')(['publish', 'demo']);
    end();
    expect(await ended).toEqual({ code: 0, words: 'ended by --until-stdin-ends\n' });
  },
);

it('says so where there is none', async () => {
  rmSync(program, { force: true });
  const { code, words } = await programStarter('/app/cli.js')(['publish', 'demo']).ended;
  expect(code).toBeNull();
  expect(words).toContain('ENOENT');
});

it('from the sources, it starts its script on Node of Electron', () => {
  electron.app.isPackaged = false;
  const child = Object.assign(new electron.FakePort(), { stderr: null, kill: vi.fn() });
  electron.utilityProcess.fork.mockReturnValueOnce(child);
  programStarter('/app/cli.js')(['publish', 'demo']).end();
  expect(electron.utilityProcess.fork).toHaveBeenCalledWith('/app/cli.js', ['publish', 'demo'], expect.anything());
  expect(child.kill).toHaveBeenCalledOnce();
});
