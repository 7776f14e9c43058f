import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import { addToCameraList, parseCameraList, readCameraList, removeFromCameraList } from '../../native/camera/camera-list-file.ts';
import { mappingName } from '../../native/core/names.ts';
import { fuzz } from './fuzz.ts';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-list-'));
const path = join(folder, 'shmem_camindices.txt');
afterAll(() => rmSync(folder, { recursive: true }));

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/).chain((base) => fc.nat(20).map((index) => `${base}_${index}`));
/** What others may leave in a file that everybody may write to. */
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(name).map((names) => names.join('')),
  fc.array(name).map((names) => names.join('\r\n')),
  fc
    .tuple(fc.constantFrom('a', '_', '1', '_1', 'a_1', '\u0000', 'é_0'), fc.nat(40_000))
    .map(([text, times]) => text.repeat(times)),
);

describe('any camera list', () => {
  fuzz(
    'is read at once, and gives only names that can be opened',
    fc.property(content, (text) => {
      const started = performance.now();
      const names = parseCameraList(text);
      // Seconds would mean a reading whose time grows with the square of the length.
      expect(performance.now() - started).toBeLessThan(1000);
      // Windows has no prefix for custom names, so that every name of the rule can be opened there.
      for (const each of names) expect(() => mappingName(each, 'custom', 'win32', 0)).not.toThrow();
      expect(new Set(names).size).toBe(names.length);
    }),
  );

  fuzz(
    'holds our names after we add them and not after we remove them, whatever stood there',
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (before, names) => {
      writeFileSync(path, before);
      for (const each of names) addToCameraList(each, path);
      const held = readCameraList(path);
      for (const each of names) expect(held).toContain(each);
      for (const each of names) removeFromCameraList(each, path);
      const lines = readFileSync(path, 'utf8').split('\n');
      for (const each of names) expect(lines).not.toContain(each);
    }),
  );
});
