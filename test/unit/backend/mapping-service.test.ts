import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Mapping } from '../../../backend/contract-mappings.ts';
import { LOOK_MS, MappingService } from '../../../backend/mapping-service.ts';
import { SettingsStore } from '../../../backend/settings-store.ts';
import type { TrailerInfo } from '../../../native/camera/mapping-info.ts';
import type { SeenMapping } from '../../../native/camera/mappings/overview.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { decodeLockWord } from '../../../native/core/lock-word.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';

type Facts = NonNullable<SeenMapping['facts']>;

const FACTS: Facts = {
  ...{ realBytes: 8192, madeAt: 1, lock: decodeLockWord(0), lockSince: 5, verdict: 'free', largePages: false, stale: false },
  ...{ trailer: null, trailerMissing: verbatim('no trailer'), payloadBytes: null },
  writer: { fps: null, from: null, lastFrameAt: null, pid: null, claimed: false },
  sharing: { share: 'private', owner: 'anna' },
  holders: { holders: [], complete: false, unseen: 'any', reason: verbatim('a container') },
};

const TRAILER: TrailerInfo = {
  ...{ width: 10, height: 10, strideBytes: 30, format: 'RGB24', frameNumber: 1, publisherPid: 3, fps: 30, label: '' },
};

function seen(name: string, facts: Partial<Facts> = {}): SeenMapping {
  return { name: { name, namespace: 'local', osName: `/x.${name}` }, foundBy: ['os'], facts: { ...FACTS, ...facts } };
}

function setUp(...first: readonly SeenMapping[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mappings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const world = { seen: first, held: [] as string[] };
  const look = vi.fn(() => world.seen);
  const onChanged = vi.fn();
  const heal = vi.fn(async () => undefined);
  const settings = new SettingsStore(folder);
  const service = new MappingService({
    overview: { look },
    doctor: { healByItself: heal },
    settings,
    pageBytes: 4096,
    isHeld: (id) => world.held.includes(id),
    heldNames: () => [],
    onChanged,
    log: vi.fn(),
  });
  onTestFinished(() => service.close());
  return { service, world, look, onChanged, heal, settings };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the overview', () => {
  test('sizes follow from what is known', () => {
    const { service } = setUp(seen('a'), seen('b', { payloadBytes: 300, trailer: TRAILER }));
    const [a, b] = service.list();
    expect(a).toMatchObject({ id: 'local:a', payloadBytes: null, slackBytes: null, pages: 2, verdict: 'free', owner: 'anna' });
    expect(a?.holders).toEqual({ list: [], complete: false, reason: verbatim('a container') });
    expect(b).toMatchObject({ payloadBytes: 300, payloadFrom: 'trailer', slackBytes: 8192 - 4 - 300 - 128 });
  });

  test('a typed layout tells the payload of a mapping without trailer', async () => {
    const { service, settings } = setUp(seen('a'));
    await settings.set({ remembered: [{ name: 'a', namespace: 'local', layout: tightLayout('GRAY8', 50, 20) }] });
    expect(service.list()[0]).toMatchObject({ payloadBytes: 1000, payloadFrom: 'layout', slackBytes: 8192 - 4 - 1000 });
  });

  test('what does not open says why', () => {
    const error = new SharedCameraError('ACCESS_DENIED', 'It belongs to root.').report();
    const { service } = setUp({ name: { name: 'a', namespace: 'global', osName: '/g' }, foundBy: ['os'], error });
    expect(service.list()[0]).toMatchObject({ verdict: 'unreachable', error: { code: 'ACCESS_DENIED' }, realBytes: null });
  });

  test('a name that is not there', () => {
    const { service } = setUp();
    expect(() => service.find('local:x')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

describe('watching', () => {
  test('nobody watches: nothing is looked at', () => {
    const { look } = setUp(seen('a'));
    vi.advanceTimersByTime(10 * LOOK_MS);
    expect(look).not.toHaveBeenCalled();
  });

  test('only what became different is told', () => {
    const { service, world, onChanged } = setUp(seen('a'), seen('b'));
    const stop = service.watch();
    expect(onChanged.mock.calls[0]?.[0].changed.map(({ id }: Mapping) => id)).toEqual(['local:a', 'local:b']);
    vi.advanceTimersByTime(2 * LOOK_MS);
    expect(onChanged).toHaveBeenCalledTimes(1);
    world.seen = [seen('a', { lockSince: 9 }), seen('c')];
    vi.advanceTimersByTime(LOOK_MS + 100);
    expect(onChanged.mock.calls[1]?.[0]).toMatchObject({ changed: [{ id: 'local:a' }, { id: 'local:c' }], removed: ['local:b'] });
    stop();
    stop();
  });

  test('the last who leaves ends it', () => {
    const { service, look } = setUp(seen('a'));
    const stops = [service.watch(), service.watch()];
    vi.advanceTimersByTime(3 * LOOK_MS);
    for (const stop of stops) stop();
    const calls = look.mock.calls.length;
    vi.advanceTimersByTime(10 * LOOK_MS);
    expect(look.mock.calls.length).toBe(calls);
  });

  test('a slow look is followed by a long pause', () => {
    const { service, look } = setUp(seen('a'));
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    look.mockImplementation(() => {
      now += 120;
      return [];
    });
    service.watch();
    vi.advanceTimersByTime(2 * LOOK_MS);
    expect(look).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1.5 * LOOK_MS);
    expect(look).toHaveBeenCalledTimes(2);
  });

  test('a look that fails is not the last one', () => {
    const { service, look } = setUp(seen('a'));
    look.mockImplementationOnce(() => {
      throw new Error('no /proc');
    });
    service.watch();
    vi.advanceTimersByTime(3 * LOOK_MS);
    expect(look.mock.calls.length).toBeGreaterThan(1);
  });
});

describe('stuck locks', () => {
  const stuck = { verdict: 'stuck', lock: decodeLockWord(0x8000_0000) } as const;

  test('those of ours are tried once for each word that stands still', async () => {
    const { service, world, heal } = setUp(seen('a', { ...stuck, trailer: TRAILER }), seen('b', stuck));
    service.list();
    service.list();
    await Promise.resolve();
    expect(heal).toHaveBeenCalledExactlyOnceWith({ name: 'a', namespace: 'local' });
    world.seen = [seen('a', { ...stuck, trailer: TRAILER, lockSince: 77 })];
    service.list();
    await service.close();
    expect(heal).toHaveBeenCalledTimes(2);
  });

  test('a mapping that is kept alive is looked after elsewhere', async () => {
    const { service, world, heal } = setUp(seen('b', { ...stuck, trailer: TRAILER }));
    world.held.push('local:b');
    service.list();
    await service.close();
    expect(heal).not.toHaveBeenCalled();
  });

  test('not where the settings say no', async () => {
    const { service, heal, settings } = setUp(seen('a', { ...stuck, trailer: TRAILER }));
    await settings.set({ healLocks: false });
    service.list();
    await service.close();
    expect(heal).not.toHaveBeenCalled();
  });
});
