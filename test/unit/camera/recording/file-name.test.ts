import { basename, join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, fileNameOf, type NameFacts, partName, plainName } from '../../../../native/camera/recording/file-name.ts';

const FACTS: NameFacts = {
  name: 'line1',
  at: new Date(2026, 0, 2, 3, 4, 5, 6),
  frame: 77,
  width: 640,
  height: 480,
  format: 'NV12',
};

describe('file names from a template', () => {
  it('fills every field in', () => {
    expect(fileNameOf('{name} {date} {time}', FACTS)).toBe('line1 2026-01-02 03-04-05');
    expect(fileNameOf('{name}_{frame}_{width}x{height}_{format}_{ms}', FACTS)).toBe('line1_77_640x480_NV12_006');
  });

  it('has a word for a frame without a number', () => {
    expect(fileNameOf('{name}-{frame}', { ...FACTS, frame: 0 })).toBe('line1-x');
  });

  it('names a field that it does not know, and those it does', () => {
    expect(() => checkTemplate('{name}{nonsense}')).toThrow(/\{nonsense\}/u);
    expect(() => checkTemplate(' ')).toThrow(/characters/u);
  });

  it('cannot lead out of the folder, whatever template and name are', () => {
    for (const template of ['../../{name}', '/etc/{name}', '..\\{name}', 'C:{name}', '{name}/..'])
      expect(join('/keep', fileNameOf(template, FACTS))).toMatch(/^\/keep\/[^/\\]+$/u);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), (before, name) => {
        const template = `${before.replace(/[{}]/gu, '')}{name}`;
        const file = fileNameOf(template, { ...FACTS, name });
        expect(resolve('/keep', file)).toBe(`/keep/${file}`);
        expect(basename(file)).toBe(file);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(200);
        expect(file).not.toMatch(/[\p{Cc}\\/:*?"<>|]|^\.|[. ]$/u);
      }),
    );
  });

  it('takes no name that Windows keeps for a device', () => {
    expect(plainName('nul')).toBe('_nul');
    expect(plainName('COM1.mcap')).toBe('_COM1.mcap');
    expect(plainName('...')).toBe('camera');
  });

  it('numbers parts from the second on, or from the first where it is known that there will be several', () => {
    expect([partName('a', 1, false), partName('a', 2, false), partName('a', 1, true)]).toEqual(['a', 'a-002', 'a-001']);
  });
});
