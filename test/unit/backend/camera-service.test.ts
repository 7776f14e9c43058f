import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CameraService, type CameraServiceParts, type Discovered } from '../../../backend/camera-service.ts';
import { commandSchemas } from '../../../backend/contract.ts';
import { SettingsStore } from '../../../backend/settings-store.ts';
import type { ReaderReport } from '../../../native/camera/reader-types.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { mappingName } from '../../../native/core/names.ts';
import { DEFAULT_DISPLAY } from '../../../native/core/pixels/display.ts';

const LIVE: ReaderReport = { state: 'live', since: 5, label: 'door' };
const LAYOUT = tightLayout('RGB24', 4, 4);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settings = new SettingsStore(folder);
  const found: Discovered[] = [];
  const reports = new Map<string, ReaderReport>();
  const looks = vi.fn();
  const fakeReader = () => ({ report: LIVE, setTypedLayout: vi.fn(), setStalledAfter: vi.fn(), setObserve: vi.fn() });
  const readers = new Map<string, ReturnType<typeof fakeReader>>();
  const parts = {
    discover: () => found,
    unlist: vi.fn(),
    probe: ({ name }) => ({
      look: async (typed, patience) => void looks(name, typed, patience),
      get report() {
        return reports.get(name) ?? LIVE;
      },
    }),
    pool: {
      acquire: ({ name }) => {
        const reader = fakeReader();
        readers.set(name, reader);
        return { reader: reader as never, release: () => void readers.delete(name) };
      },
      find: (name) => {
        const reader = readers.get(name);
        const figures = { frames: 3, lastFrameAt: undefined };
        return reader && ({ ...reader, report: () => reader.report, figures: () => figures, hurry: vi.fn() } as never);
      },
    },
    settings,
    nameOf: (name, namespace) => mappingName(name, namespace, 'posix', 0),
    letsGo: false,
    onChanged: vi.fn(),
    onStats: vi.fn(),
    log: vi.fn(),
  } satisfies CameraServiceParts;
  const service = new CameraService(parts);
  onTestFinished(() => service.close());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { service, settings, found, reports, readers, looks, parts, pass };
}

const CAM: Discovered = { name: 'cam', namespace: 'local', foundBy: ['os'] };

describe('the list', () => {
  test('holds what was found, each described', async () => {
    const { service, found } = setUp();
    found.push(CAM, { name: 'abc', namespace: 'global', foundBy: ['list', 'os'] });
    expect(await service.list()).toEqual([
      {
        id: 'global:abc',
        name: 'abc',
        namespace: 'global',
        osName: '/shmcam.global.abc',
        foundBy: ['list', 'os'],
        observe: false,
        ...LIVE,
      },
      {
        id: 'local:cam',
        name: 'cam',
        namespace: 'local',
        osName: '/shmcam.local.0.cam',
        foundBy: ['os'],
        observe: false,
        ...LIVE,
      },
    ]);
  });

  test('is looked at every second while somebody looks, and not otherwise', async () => {
    const { service, found, looks, pass } = setUp();
    found.push(CAM);
    await pass(10_000);
    expect(looks).not.toHaveBeenCalled();
    const stop = service.watch();
    const stopToo = service.watch();
    await pass(5100);
    expect(looks).toHaveBeenCalledTimes(6);
    stop();
    stop();
    await pass(2000);
    expect(looks).toHaveBeenCalledTimes(8);
    stopToo();
    await pass(10_000);
    expect(looks).toHaveBeenCalledTimes(8);
    service.watch();
    await pass(1100);
    expect(looks).toHaveBeenCalledTimes(10);
  });

  test('is told when something changed, and only then', async () => {
    const { service, found, reports, parts, pass } = setUp();
    service.watch();
    await pass(3000);
    expect(parts.onChanged).not.toHaveBeenCalled();
    found.push(CAM);
    await pass(3000);
    expect(parts.onChanged).toHaveBeenCalledOnce();
    reports.set('cam', { ...LIVE, state: 'stalled' });
    await pass(3000);
    expect(parts.onChanged).toHaveBeenCalledTimes(2);
    found.length = 0;
    await pass(3000);
    expect(parts.onChanged).toHaveBeenLastCalledWith([]);
    expect(parts.onChanged).toHaveBeenCalledTimes(3);
  });

  test('leaves out names that cannot be names', async () => {
    const { service, found } = setUp();
    found.push({ name: '../etc', namespace: 'local', foundBy: ['list'] }, CAM);
    expect((await service.list()).map(({ id }) => id)).toEqual(['local:cam']);
  });

  test('survives a discovery that fails', async () => {
    const { service, parts, found } = setUp();
    found.push(CAM);
    await service.list();
    vi.spyOn(parts, 'discover').mockImplementation(() => {
      throw new Error('no folder');
    });
    expect(await service.list()).toHaveLength(1);
    expect(parts.log).toHaveBeenCalledWith(expect.stringContaining('no folder'));
  });
});

describe('a typed camera', () => {
  test('is in the list though it is nowhere, and after a restart', async () => {
    const { service, settings } = setUp();
    expect(await service.add('later', 'global')).toMatchObject({ id: 'global:later', foundBy: ['typed'] });
    expect(settings.current.remembered).toEqual([{ name: 'later', namespace: 'global' }]);
    const again = setUp();
    await again.settings.set(settings.current);
    expect(await again.service.list()).toMatchObject([{ id: 'global:later', foundBy: ['remembered'] }]);
  });

  test('is refused by the rule of names', async () => {
    const { service, settings } = setUp();
    await expect(service.add('a/b', 'local')).rejects.toMatchObject({ code: 'NAME_INVALID' });
    expect(settings.current.remembered).toEqual([]);
  });

  test('is gone when it is forgotten, unless it exists', async () => {
    const { service, found } = setUp();
    found.push(CAM);
    await service.add('cam', 'local');
    await service.add('other', 'local');
    await service.forget('local:cam');
    await service.forget('local:other');
    expect(await service.list()).toMatchObject([{ id: 'local:cam', foundBy: ['os'] }]);
    await expect(service.forget('local:other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a name of the camera list is taken out of it where nothing has it, and left where something has', async () => {
    const { service, found, reports, parts } = setUp();
    found.push({ ...CAM, foundBy: ['list'] }, { name: 'gone', namespace: 'local', foundBy: ['list'] });
    reports.set('gone', { ...LIVE, state: 'not-found' });
    await service.list();
    await service.forget('local:cam');
    expect(parts.unlist).not.toHaveBeenCalled();
    await service.forget('local:gone');
    expect(parts.unlist.mock.calls).toEqual([['gone']]);
  });

  test('typed twice is there once, and keeps its layout', async () => {
    const { service, settings } = setUp();
    await service.add('cam', 'local');
    await service.setLayout('local:cam', LAYOUT);
    await service.add('cam', 'local');
    expect(settings.current.remembered).toEqual([{ name: 'cam', namespace: 'local', layout: LAYOUT }]);
  });
});

describe('a typed layout', () => {
  test('is remembered, used by probe and reader, and taken back', async () => {
    const { service, settings, found, looks, readers } = setUp();
    found.push(CAM);
    await service.list();
    await service.setLayout('local:cam', LAYOUT);
    expect(looks).toHaveBeenLastCalledWith('cam', LAYOUT, 2000);
    service.acquire('local:cam');
    await service.setLayout('local:cam', undefined);
    expect(readers.get('cam')?.setTypedLayout).toHaveBeenLastCalledWith(undefined);
    expect(settings.current.remembered).toEqual([{ name: 'cam', namespace: 'local' }]);
  });

  test('that is impossible is refused with the number', async () => {
    const { service, found } = setUp();
    found.push(CAM);
    await service.list();
    await expect(service.setLayout('local:cam', { ...LAYOUT, strideBytes: 3 })).rejects.toMatchObject({ code: 'LAYOUT_INVALID' });
    await expect(service.setLayout('local:none', LAYOUT)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('reading without the lock', () => {
  test('is a setting, and a choice for one camera that is remembered beside its layout', async () => {
    const { service, settings, found, readers } = setUp();
    found.push(CAM);
    await service.list();
    service.acquire('local:cam');
    const observes = () => readers.get('cam')?.setObserve.mock.lastCall?.[0];
    await settings.set({ observe: true });
    expect(await service.list()).toMatchObject([{ observe: true }]);
    expect(observes()).toBe(true);
    await service.setLayout('local:cam', LAYOUT);
    expect(await service.setObserve('local:cam', false)).toMatchObject({ observe: false });
    expect(observes()).toBe(false);
    expect(settings.current.remembered).toEqual([{ name: 'cam', namespace: 'local', layout: LAYOUT, observe: false }]);
    await service.setLayout('local:cam', undefined);
    expect(settings.current.remembered).toEqual([{ name: 'cam', namespace: 'local', observe: false }]);
    expect(await service.setObserve('local:cam', undefined)).toMatchObject({ observe: true });
    expect(observes()).toBe(true);
  });
});

describe('how a camera is shown', () => {
  const display = { ...DEFAULT_DISPLAY, colourMap: 'viridis', levels: { low: 10, high: 200 } } as const;

  test('is remembered with it, told to every page, and taken back', async () => {
    const { service, settings, found } = setUp();
    found.push(CAM);
    await service.list();
    expect(await service.setDisplay('local:cam', display)).toMatchObject({ display });
    expect(await service.list()).toMatchObject([{ display }]);
    expect(settings.current.remembered).toEqual([{ name: 'cam', namespace: 'local', display }]);
    expect(await service.setDisplay('local:cam', undefined)).not.toHaveProperty('display');
    await expect(service.setDisplay('local:none', display)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('survives a restart of the program', async () => {
    const { service, settings, found } = setUp();
    found.push(CAM);
    await service.list();
    await service.setDisplay('local:cam', display);
    const again = new SettingsStore(dirname(settings.file));
    expect(again.problem).toBeUndefined();
    expect(again.current.remembered).toEqual([{ name: 'cam', namespace: 'local', display }]);
  });

  test.each([
    ['black above white', { ...display, levels: { low: 2, high: 1 } }],
    ['levels without end', { ...display, levels: { low: 0, high: Number.POSITIVE_INFINITY } }],
    ['no gamma', { ...display, gamma: 0 }],
    ['an unknown colour map', { ...display, colourMap: 'jet' }],
    ['an unknown matrix', { ...display, matrix: 'bt470' }],
  ])('is refused with %s', (_, wrong) => {
    const schema = commandSchemas['cameras.setDisplay'];
    expect(schema.safeParse({ id: 'local:cam', display }).success).toBe(true);
    expect(schema.safeParse({ id: 'local:cam', display: wrong }).success).toBe(false);
  });
});

describe('a streamed camera', () => {
  test('is judged by its reader, not probed, and has figures', async () => {
    const { service, found, readers, looks, parts, pass } = setUp();
    found.push(CAM);
    service.watch();
    await pass(0);
    const { release } = service.acquire('local:cam');
    looks.mockClear();
    const reader = readers.get('cam');
    if (reader) reader.report = { ...LIVE, state: 'locked' };
    await pass(1000);
    expect(looks).not.toHaveBeenCalled();
    expect(await service.list()).toMatchObject([{ state: 'locked' }]);
    expect(parts.onStats).toHaveBeenLastCalledWith([{ id: 'local:cam', frames: 3, lastFrameAt: null }]);
    release();
    await pass(1000);
    expect(parts.onStats).toHaveBeenLastCalledWith([]);
    expect(looks).toHaveBeenCalled();
  });

  test('need not exist yet, and stays in the list while it is streamed', async () => {
    const { service } = setUp();
    const { release } = service.acquire('local:soon');
    expect(await service.list()).toMatchObject([{ id: 'local:soon', foundBy: [] }]);
    release();
    expect(await service.list()).toEqual([]);
  });

  test('is refused where its id is none', () => {
    const { service } = setUp();
    expect(() => service.acquire('everywhere:cam')).toThrow(/namespace:name/);
    expect(() => service.acquire('local:../x')).toThrow(/cannot be used/);
  });

  test('hears of a changed setting', async () => {
    const { service, settings, readers } = setUp();
    service.acquire('local:cam');
    await settings.set({ stalledAfterMs: 900 });
    expect(readers.get('cam')?.setStalledAfter).toHaveBeenCalledWith(900);
  });
});
