import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createBackend } from '../../../backend/app.ts';
import type { Mapping } from '../../../backend/contract-mappings.ts';
import { DEFAULT_SETTINGS } from '../../../backend/default-settings.ts';
import type { StartProgram } from '../../../backend/demo-camera.ts';
import { SETTINGS_FILE } from '../../../backend/settings-store.ts';

function setUp(content?: string, startProgram?: StartProgram) {
  const settingsDir = mkdtempSync(join(tmpdir(), 'app-'));
  onTestFinished(() => rmSync(settingsDir, { recursive: true, force: true }));
  if (content !== undefined) writeFileSync(join(settingsDir, SETTINGS_FILE), content);
  const log = vi.fn<(line: string) => void>();
  const backend = createBackend({ shell: 'browser', version: '1.2.3', settingsDir, log, ...(startProgram && { startProgram }) });
  onTestFinished(() => backend.close());
  const page = () => {
    const onEvent = vi.fn();
    const session = backend.openSession(() => ({ send() {}, close() {} }), onEvent);
    return { session, onEvent };
  };
  return { backend, page, log, settingsDir };
}

test('settings are shared: who changes them answers, and every page hears of it', async () => {
  const { page } = setUp();
  const first = page();
  const second = page();
  expect(await first.session.request('settings.get', {})).toEqual(DEFAULT_SETTINGS);
  const changed = { ...DEFAULT_SETTINGS, theme: 'dark' };
  expect(await first.session.request('settings.set', { theme: 'dark' })).toEqual(changed);
  for (const { onEvent } of [first, second]) expect(onEvent).toHaveBeenCalledExactlyOnceWith('settings.changed', changed);
});

test('damaged settings are told to a page, once, when it begins to ask', async () => {
  const { page } = setUp('{');
  const { session, onEvent } = page();
  expect(onEvent).not.toHaveBeenCalled();
  await session.request('settings.get', {});
  await session.request('settings.get', {});
  expect(onEvent).toHaveBeenCalledExactlyOnceWith('notice', {
    level: 'warning',
    text: expect.objectContaining({ says: 'program.settingsAside' }),
  });
});

test('a closed session is refused, and hears nothing more', async () => {
  const { page } = setUp();
  const first = page();
  const second = page();
  first.session.close();
  first.session.close();
  await expect(first.session.request('settings.get', {})).rejects.toMatchObject({ code: 'CLOSED' });
  first.session.credit({ stream: 1, epoch: 1, sequence: 0 });
  await second.session.request('settings.set', { overlay: false });
  expect(first.onEvent).not.toHaveBeenCalled();
});

test('a closed backend refuses every session', async () => {
  const { backend, page } = setUp();
  const { session } = page();
  await backend.close();
  await backend.close();
  await expect(session.request('settings.get', {})).rejects.toMatchObject({ code: 'CLOSED' });
  await expect(page().session.request('settings.get', {})).rejects.toMatchObject({ code: 'CLOSED' });
});

test('what is malformed is refused with a code, and logged', async () => {
  const { page, log } = setUp();
  const { session } = page();
  await expect(session.request('settings.set', { theme: 'pink' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(session.request(7, undefined)).rejects.toMatchObject({ code: 'USAGE' });
  expect(log).toHaveBeenCalledTimes(2);
});

test('who watches the cameras hears nothing more once it has stopped', async () => {
  const { backend, page } = setUp();
  const heard = vi.fn();
  // The first look is under way then.
  backend.watchCameras(heard)();
  await page().session.request('cameras.list', {});
  await backend.close();
  expect(heard).not.toHaveBeenCalled();
});

test.runIf(process.platform === 'linux')('what cannot be closed does not keep the rest open', async () => {
  const end = vi.fn(() => {
    throw new Error('it does not listen');
  });
  const { backend, page, settingsDir } = setUp(undefined, () => ({ ended: new Promise(() => {}), end }));
  vi.stubEnv('XDG_RUNTIME_DIR', settingsDir);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { session } = page();
  await session.request('demo.start', {});
  const name = `app-${process.pid}`;
  const wish = { name, namespace: 'local', payloadBytes: 1000, share: 'private', largePages: false, trailer: true, layout: null };
  const { osName } = (await session.request('mappings.create', { ...wish, label: '' })) as Mapping;
  expect(existsSync(`/dev/shm${osName}`)).toBe(true);
  await expect(backend.close()).rejects.toThrow('it does not listen');
  expect(end).toHaveBeenCalledOnce();
  expect(existsSync(`/dev/shm${osName}`)).toBe(false);
});
