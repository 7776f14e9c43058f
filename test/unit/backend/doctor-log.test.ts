import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DoctorLogEntry } from '../../../backend/contract-mappings.ts';
import { actor, DoctorLog } from '../../../backend/doctor-log.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'doctor-log-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function entry(id: string): DoctorLogEntry {
  return {
    ...{ id, at: 1, mapping: 'local:cam', osName: '/cam', object: '1:2', deed: 'force', rung: 3, offset: null },
    ...{ before: '80000000', after: '00000000', done: true, by: actor(false), evidence: ['It stood still.'] },
  };
}

test('entries are appended and read newest first', () => {
  const log = new DoctorLog(join(folder(), 'new'));
  expect(log.read(10)).toEqual([]);
  for (const id of ['a', 'b', 'c']) log.append(entry(id));
  expect(log.read(2).map(({ id }) => id)).toEqual(['c', 'b']);
  expect(log.find('a')).toEqual(entry('a'));
  expect(log.find('x')).toBeUndefined();
});

test('what was written before stays, byte by byte', () => {
  const log = new DoctorLog(folder());
  log.append(entry('a'));
  const before = readFileSync(log.file);
  log.check();
  log.append(entry('b'));
  expect(readFileSync(log.file).subarray(0, before.length)).toEqual(before);
});

test('a damaged line costs only itself', () => {
  const log = new DoctorLog(folder());
  log.append(entry('a'));
  appendFileSync(log.file, '{"id":\n{"id":1}\nnull\n');
  log.append(entry('b'));
  expect(log.read(10).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('who acts is named', () => expect(actor(true)).toMatchObject({ pid: process.pid, automatic: true }));

test('a log that cannot be written stops what it should note', () => {
  const path = join(folder(), 'file');
  writeFileSync(path, '');
  expect(() => new DoctorLog(path).check()).toThrow(expect.objectContaining({ code: 'OS_ERROR' }));
});
