import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CsvFile } from '../../../cli/csv-file.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'csv-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('the file comes with its first line, grows by whole lines, and is never written over', () => {
  const path = join(folder(), 'frames.csv');
  const csv = new CsvFile(path, { frame: 'frame', ageMs: 'age (ms)' });
  expect(existsSync(path)).toBe(false);
  csv.add({ ageMs: 1.5, frame: 1 });
  expect(readFileSync(path, 'utf8')).toBe('frame,age (ms)\n1,1.5\n');
  csv.add({ frame: 2, ageMs: null });
  csv.close();
  csv.close();
  expect(readFileSync(path, 'utf8')).toBe('frame,age (ms)\n1,1.5\n2,\n');
  expect(() => new CsvFile(path, { frame: 'frame' })).toThrow(/exists already/u);
});

test('a folder that is not there is told', () => {
  const csv = new CsvFile(join(folder(), 'nowhere', 'frames.csv'), { frame: 'frame' });
  expect(() => csv.add({ frame: 1 })).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
