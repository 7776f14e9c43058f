import { describe, expect, test } from 'vitest';
import { type PreflightBackend, preflight, type Wish } from '../../../native/camera/mappings/preflight.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { tightLayout } from '../../../native/core/layout.ts';
import { mappingName } from '../../../native/core/names.ts';
import { sentencesInEnglish } from '../../../native/core/sentences/sentence.ts';
import type { Holder, HolderReport, Section } from '../../../native/os/os-backend.ts';

const inWords = (value: unknown): unknown => JSON.parse(JSON.stringify(value, sentencesInEnglish));

const wish: Wish = {
  ...{ name: 'cam', namespace: 'local', payloadBytes: 1_769_472, share: 'private' },
  ...{ largePages: false, trailer: true, layout: tightLayout('RGB24', 1024, 576) },
} as const;

function machine(change: Partial<PreflightBackend> = {}): PreflightBackend {
  return {
    platform: 'win32',
    pageBytes: 4096,
    largePageBytes: 2 ** 21,
    name: (name, namespace) => mappingName(name, namespace, 'win32', 0),
    openSection: () => {
      throw new SharedCameraError('NOT_FOUND', 'There is none.');
    },
    room: () => ({ freeBytes: 1e9, totalBytes: 2e9, place: 'memory' }),
    privilege: () => false,
    ...change,
  };
}

function taken(report: HolderReport): Partial<PreflightBackend> {
  const section = { realBytes: () => 8192, holders: () => report, close() {} };
  return { platform: 'posix', openSection: () => section as unknown as Section };
}

function levels(os: PreflightBackend, change: Partial<Wish> = {}) {
  return Object.fromEntries(preflight(os, { ...wish, ...change }).checks.map(({ id, level }) => [id, level]));
}

describe('preflight', () => {
  test('all is well', () => {
    const { checks, name, size } = preflight(machine(), wish);
    expect(checks.every(({ level }) => level === 'ok')).toBe(true);
    expect(name?.osName).toBe('Local\\cam');
    expect(size).toMatchObject({ pages: 433, realBytes: 1_773_568 });
  });

  test('a bad name is told with its rule, and the rest is checked all the same', () => {
    const { checks, name } = preflight(machine(), { ...wish, name: 'a\\b' });
    expect(name).toBeUndefined();
    expect(inWords(checks[0])).toMatchObject({ id: 'name', level: 'refusal', text: expect.stringContaining('namespace') });
    expect(checks.some(({ id }) => id === 'room')).toBe(true);
  });

  test('a name in use says who has it', () => {
    const holder: Holder = {
      ...{ pid: 7, program: 'capture', path: null, user: null, since: null },
      ...{ state: 'running', rights: 'write', ours: false, self: false },
    };
    const [, use] = preflight(machine(taken({ holders: [holder], complete: true, unseen: 'none' })), wish).checks;
    expect(inWords(use)).toMatchObject({
      id: 'use',
      level: 'refusal',
      text: expect.stringMatching(/8 192 bytes.*capture \(7\)/u),
    });
    const [, left] = preflight(machine(taken({ holders: [], complete: true, unseen: 'none' })), wish).checks;
    expect(inWords(left)).toMatchObject({ level: 'refusal', text: expect.stringContaining('nobody has it open') });
  });

  test('a name that belongs to something else', () => {
    const os = machine({
      openSection: () => {
        throw new SharedCameraError('WRONG_TYPE', 'It is an event.');
      },
    });
    expect(inWords(preflight(os, wish).checks[1])).toMatchObject({ level: 'refusal', text: 'It is an event.' });
  });

  test('privileges', () => {
    expect(levels(machine(), { namespace: 'global' })).toMatchObject({ namespace: 'refusal' });
    expect(levels(machine({ privilege: () => true }), { namespace: 'global' })).toMatchObject({ namespace: 'ok' });
    expect(levels(machine(), { largePages: true })).toMatchObject({ 'large-pages': 'refusal' });
    expect(levels(machine({ privilege: () => true }), { largePages: true })).toMatchObject({ 'large-pages': 'warning' });
    expect(levels(machine({ largePageBytes: 0, privilege: () => true }), { largePages: true })).toMatchObject({
      'large-pages': 'refusal',
    });
  });

  test('large pages round up to large pages', () =>
    expect(preflight(machine(), { ...wish, largePages: true }).size).toMatchObject({ pages: 1, realBytes: 2 ** 21 }));

  test('memory', () => {
    const left = (freeBytes: number | undefined) => machine({ room: () => ({ freeBytes, totalBytes: 2e9, place: 'memory' }) });
    expect(levels(left(1e6))).toMatchObject({ room: 'refusal' });
    expect(levels(left(2e6))).toMatchObject({ room: 'warning' });
    expect(levels(left(undefined))).toMatchObject({ room: 'warning' });
  });

  test('32-bit peers, sharing, and a picture that does not fit', () => {
    expect(
      levels(machine({ room: () => ({ freeBytes: 1e12, totalBytes: 1e12, place: 'x' }) }), { payloadBytes: 3e9 }),
    ).toMatchObject({
      peers: 'warning',
    });
    expect(levels(machine(), { share: 'users' })).toMatchObject({ share: 'warning' });
    expect(levels(machine(), { payloadBytes: 1000 })).toMatchObject({ layout: 'refusal' });
    expect(levels(machine(), { payloadBytes: 0 })).toMatchObject({ size: 'refusal' });
  });
});
