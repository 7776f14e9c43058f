import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addToCameraList, readCameraList } from '../../../native/camera/camera-list-file.ts';
import {
  discoverMappings,
  findCandidates,
  isShown,
  isStale,
  type KnownName,
  mayBeAnything,
  removeStale,
} from '../../../native/camera/discovery.ts';
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import type { Namespace } from '../../../native/core/names.ts';
import { getOsBackend } from '../../../native/os/index.ts';
import { SHM_FOLDER } from '../../support/paths.ts';
import { type Scope, testScope } from '../../support/scope.ts';

function found(scope: Scope, known: readonly KnownName[] = [], prefix = scope.prefix) {
  return discoverMappings({ listPath: scope.listFile, known }).filter(({ name }) => name.includes(prefix));
}

function create(scope: Scope, namespace: Namespace, payloadBytes = 5000): SharedMapping {
  const mapping = SharedMapping.create({ name: scope.name(), namespace, payloadBytes });
  scope.onClose(() => mapping.close());
  return mapping;
}

/** An object as a killed program leaves it behind. */
function leaveBehind(scope: Scope, osName: string, bytes = 4096): void {
  writeFileSync(SHM_FOLDER + osName, new Uint8Array(bytes), { mode: 0o600 });
  scope.onClose(() => rmSync(SHM_FOLDER + osName, { force: true, recursive: true }));
}

describe('discovery', () => {
  it('finds mappings of every namespace by the system, and tells who named them', () => {
    const scope = testScope();
    const mappings = (['local', 'global', 'custom'] as const).map((namespace) => create(scope, namespace));
    const [local, global, custom] = mappings.map((mapping) => mapping.name);
    if (!local || !global || !custom) throw new Error('three were made');
    addToCameraList(global.name, scope.listFile);
    addToCameraList(`${scope.prefix}-never-made`, scope.listFile);
    const remembered = { ...custom, foundBy: 'remembered' } as const;
    expect(new Map(found(scope, [remembered]).map((entry) => [entry.osName, entry]))).toEqual(
      new Map([
        [local.osName, { ...local, mappedBytes: 8192, foundBy: ['os'] }],
        [global.osName, { ...global, mappedBytes: 8192, foundBy: ['os', 'list'] }],
        [custom.osName, { ...custom, mappedBytes: 8192, foundBy: ['os', 'remembered'] }],
      ]),
    );
  });

  it('tells on request which names of the camera list lead nowhere, each line read as it leads somewhere', () => {
    const scope = testScope();
    const { prefix, listFile } = scope;
    const [local] = [create(scope, 'local')];
    const line = (text: string) => writeFileSync(listFile, `${text}\n`, { flag: 'a' });
    const absent = (known: readonly KnownName[] = []) =>
      discoverMappings({ listPath: listFile, known, absent: true })
        .filter(({ name, mappedBytes }) => name.includes(prefix) && mappedBytes === null)
        .map(({ name }) => name);
    line(local.name.name);
    line(`${prefix}-a_0${prefix}-a_1`);
    line(`${prefix}-front_0${prefix}-rear_0`);
    expect(absent()).toEqual(['-a_0', '-a_1', '-front_0', '-rear_0'].map((name) => prefix + name));
    // What somebody has is no ghost, and neither are other readings of its line.
    const whole = SharedMapping.create({ name: `${prefix}-front_0${prefix}-rear_0`, namespace: 'global', payloadBytes: 100 });
    const one = SharedMapping.create({ name: `${prefix}-a_1`, namespace: 'local', payloadBytes: 100 });
    scope.onClose(() => [whole, one].forEach((each) => void each.close()));
    expect(absent()).toEqual([`${prefix}-a_0`]);
    expect(absent([{ name: `${prefix}-a_0`, namespace: 'global', foundBy: 'remembered' }])).toEqual([`${prefix}-a_0`]);
    expect(found(scope).every(({ mappedBytes }) => mappedBytes !== null)).toBe(true);
  });

  it('keeps names that were typed, with the reason why they do not open', () => {
    const scope = testScope();
    const name = scope.name();
    expect(found(scope, [{ name, namespace: 'local', foundBy: 'typed' }])).toMatchObject([
      { name, mappedBytes: null, foundBy: ['typed'], error: { code: 'NOT_FOUND' } },
    ]);
  });

  it('leaves out what is no camera', () => {
    const scope = testScope();
    for (const prefix of ['sem.', 'pulse-shm-', '.org.chromium.', 'PostgreSQL.', '.'])
      leaveBehind(scope, `/${prefix}${scope.prefix}`);
    leaveBehind(scope, `/${scope.prefix}-empty`, 0);
    leaveBehind(scope, `/${scope.prefix}-small`, 4);
    writeFileSync(`${SHM_FOLDER}/${scope.prefix}-text`, 'no lock word');
    mkdirSync(`${SHM_FOLDER}/${scope.prefix}-folder`);
    scope.onClose(() => rmSync(`${SHM_FOLDER}/${scope.prefix}-folder`, { recursive: true }));
    leaveBehind(scope, `/${scope.prefix}-camera`);
    expect(found(scope).map(({ name }) => name)).toEqual([`${scope.prefix}-camera`]);
  });

  it.skipIf(process.getuid?.() !== 0)('shows a shared camera of another user with the reason, and opens it when trusted', () => {
    const scope = testScope();
    const mapping = create(scope, 'global');
    chownSync(SHM_FOLDER + mapping.name.osName, 65_534, 65_534);
    expect(found(scope)).toMatchObject([{ name: mapping.name.name, mappedBytes: null, error: { code: 'UNSAFE_OWNER' } }]);
    expect(discoverMappings({ listPath: scope.listFile, trust: true })).toContainEqual(
      expect.objectContaining({ mappedBytes: 8192, name: mapping.name.name }),
    );
  });
});

describe('on Windows, where all sections of a session lie together', () => {
  const fake = (names: readonly string[]) =>
    ({
      platform: 'win32',
      listSections: () =>
        names.map((name) => ({ name: { name, namespace: 'local', osName: `Local\\${name}` }, realBytes: undefined })),
      name: (name: string, namespace: Namespace) => ({ name, namespace, osName: `Local\\${name}` }),
    }) as unknown as ReturnType<typeof getOsBackend>;

  it('leaves out those of runtimes and of the shell, and shows what does not open only where it was asked for', () => {
    const os = fake(['node-debug-handler-4711', 'windows_shell_global_counters', 'cam']);
    const found = findCandidates(os, { listPath: 'no such list' });
    expect(found.map(({ name }) => name.name)).toEqual(['cam']);
    const report = new SharedCameraError('ACCESS_DENIED', 'No.').report();
    for (const candidate of found) {
      expect([mayBeAnything(os, candidate), isShown(os, candidate, report)]).toEqual([true, false]);
      const named = { ...candidate, foundBy: new Set(['os', 'typed'] as const) };
      expect([mayBeAnything(os, named), isShown(os, named, report)]).toEqual([false, true]);
    }
  });
});

describe('what killed programs left behind', () => {
  const os = getOsBackend();

  it('is stale, and is removed with its entry in the list', () => {
    const scope = testScope();
    const name = os.name(scope.name(), 'local');
    leaveBehind(scope, name.osName);
    addToCameraList(name.name, scope.listFile);
    expect(isStale(name)).toBe(true);
    expect(removeStale(name, scope.listFile)).toBe(true);
    expect(existsSync(SHM_FOLDER + name.osName)).toBe(false);
    expect(readCameraList(scope.listFile)).toEqual([]);
    expect(isStale(name)).toBe(false);
    expect(removeStale(name, scope.listFile)).toBe(false);
  });

  it('is stale too when its creator died before it was sized', () => {
    const scope = testScope();
    const name = os.name(scope.name(), 'global');
    leaveBehind(scope, name.osName, 0);
    expect(found(scope)).toMatchObject([{ error: { code: 'SIZE_MISMATCH' } }]);
    expect(removeStale(name, scope.listFile)).toBe(true);
  });

  it('is not stale while we have it open, in this process or another', async () => {
    const scope = testScope();
    const mapping = create(scope, 'local');
    expect(isStale(mapping.name)).toBe(false);
    const name = os.name(scope.name(), 'local');
    leaveBehind(scope, name.osName);
    const holder = scope.start('sh', ['-c', `exec 3<"${SHM_FOLDER}${name.osName}"; echo open; exec sleep 60`]);
    await holder.said('open');
    expect(isStale(name)).toBe(false);
    expect(removeStale(name, scope.listFile)).toBe(false);
  });

  it('is removed under a custom name only where a trailer shows that it is ours', () => {
    const scope = testScope();
    const foreign = os.name(scope.name(), 'custom');
    leaveBehind(scope, foreign.osName);
    expect(isStale(foreign)).toBe(true);
    expect(removeStale(foreign, scope.listFile)).toBe(false);
    const mapping = create(scope, 'custom');
    mapping.describe(tightLayout('GRAY8', 50, 100), 'ours');
    const copy = os.name(scope.name(), 'custom');
    leaveBehind(scope, copy.osName, 0);
    const frame = new Uint8Array(mapping.realBytes);
    const whole = mapping.remap(mapping.realBytes - 4);
    whole.read(frame.subarray(4));
    whole.close();
    writeFileSync(SHM_FOLDER + copy.osName, frame);
    expect(removeStale(copy, scope.listFile)).toBe(true);
  });
});
