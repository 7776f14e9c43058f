import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../backend/default-settings.ts';
import { defaultSettingsDir, SETTINGS_FILE, SettingsStore } from '../../../backend/settings-store.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { inEnglish } from '../../../native/core/sentences/sentence.ts';

function folder(content?: unknown): string {
  const path = mkdtempSync(join(tmpdir(), 'settings-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  if (content !== undefined)
    writeFileSync(join(path, SETTINGS_FILE), typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const onDisk = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(path, SETTINGS_FILE), 'utf8'));

describe('settings', () => {
  test('are the defaults where there is no file, and nothing is written for them', () => {
    const path = folder();
    const store = new SettingsStore(join(path, 'deep'));
    expect(store.current).toEqual(DEFAULT_SETTINGS);
    expect(store.problem).toBeUndefined();
    expect(readdirSync(path)).toEqual([]);
  });

  test('are there again after a restart', async () => {
    const path = join(folder(), 'made', 'when needed');
    const store = new SettingsStore(path);
    const layout = tightLayout('NV12', 64, 48);
    await store.set({ theme: 'dark', remembered: [{ name: 'cam', namespace: 'local', layout }] });
    expect(await store.set({ selected: 'local:cam', theme: undefined })).toMatchObject({ theme: 'dark', selected: 'local:cam' });
    expect(new SettingsStore(path).current).toEqual(store.current);
    expect(readdirSync(path)).toEqual([SETTINGS_FILE]);
  });

  test('changed at once from several sides, all of them are kept', async () => {
    const path = folder();
    const store = new SettingsStore(path);
    await Promise.all([store.set({ theme: 'light' }), store.set({ overlay: false }), store.set({ stalledAfterMs: 777 })]);
    expect(onDisk(path)).toMatchObject({ theme: 'light', overlay: false, stalledAfterMs: 777 });
  });

  test('tell listeners of changes, and only of changes', async () => {
    const store = new SettingsStore(folder());
    const listener = vi.fn();
    const stop = store.onChange(listener);
    await store.set({ theme: 'dark' });
    await store.set({ theme: 'dark' });
    expect(listener).toHaveBeenCalledExactlyOnceWith({ ...DEFAULT_SETTINGS, theme: 'dark' });
    stop();
    await store.set({ theme: 'light' });
    expect(listener).toHaveBeenCalledOnce();
  });

  test('keep keys that this version does not know, also in the cameras', async () => {
    const path = folder({
      version: 1,
      theme: 'dark',
      wallpaper: { colour: 'green' },
      remembered: [{ name: 'cam', namespace: 'local', nickname: 'door' }],
    });
    const store = new SettingsStore(path);
    expect(store.problem).toBeUndefined();
    expect(store.current.remembered).toEqual([{ name: 'cam', namespace: 'local' }]);
    await store.set({ overlay: false });
    expect(onDisk(path)).toMatchObject({
      version: 1,
      theme: 'dark',
      overlay: false,
      wallpaper: { colour: 'green' },
      remembered: [{ name: 'cam', namespace: 'local', nickname: 'door' }],
    });
  });

  test('lose a typed layout when it is taken back', async () => {
    const path = folder();
    const layout = tightLayout('RGB24', 2, 2);
    await new SettingsStore(path).set({ remembered: [{ name: 'cam', namespace: 'local', layout }] });
    await new SettingsStore(path).set({ remembered: [{ name: 'cam', namespace: 'local' }] });
    expect(new SettingsStore(path).current.remembered).toEqual([{ name: 'cam', namespace: 'local' }]);
  });

  test.each([
    ['half a file', '{"version": 1, "theme": "da'],
    ['another kind of value', '[1, 2]'],
    ['null', 'null'],
    ['nothing', ''],
    ['a newer version', JSON.stringify({ version: 99, theme: 'dark' })],
  ])('that cannot be understood (%s) are kept aside', (_title, content) => {
    const path = folder(content);
    const store = new SettingsStore(path);
    expect(store.current).toEqual(DEFAULT_SETTINGS);
    expect(store.problem && inEnglish(store.problem)).toContain('.bad');
    expect(readFileSync(join(path, `${SETTINGS_FILE}.bad`), 'utf8')).toBe(content);
  });

  test('with one bad value keep the others', () => {
    const path = folder({ version: 1, theme: 'pink', overlay: false });
    const store = new SettingsStore(path);
    expect(store.current).toEqual({ ...DEFAULT_SETTINGS, overlay: false });
    expect(store.problem && inEnglish(store.problem)).toContain('theme');
    expect(existsSync(join(path, `${SETTINGS_FILE}.bad`))).toBe(true);
  });

  test('never fail to load, whatever the file holds', () => {
    const path = folder();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((remembered) => JSON.stringify({ version: 1, remembered })),
        ),
        (text) => {
          writeFileSync(join(path, SETTINGS_FILE), text);
          expect(Object.keys(new SettingsStore(path).current).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  test('that cannot be written are said so, and count until the end', async () => {
    const path = folder('{"version": 1}');
    rmSync(join(path, SETTINGS_FILE));
    writeFileSync(join(path, 'file'), '');
    const store = new SettingsStore(join(path, 'file'));
    await expect(store.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'OS_ERROR' });
    expect(store.current.theme).toBe('dark');
    await store.settled();
  });

  test('are for the user alone', async () => {
    const path = folder();
    chmodSync(path, 0o700);
    await new SettingsStore(path).set({ theme: 'dark' });
    expect(statSync(join(path, SETTINGS_FILE)).mode & 0o777).toBe(0o600);
  });
});

test('SHAREDCAM_HOME says where they are', () => {
  vi.stubEnv('SHAREDCAM_HOME', '/somewhere');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(defaultSettingsDir()).toBe('/somewhere');
  vi.stubEnv('SHAREDCAM_HOME', '');
  expect(defaultSettingsDir()).toContain('shared-camera-viewer');
});
