import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/paths.ts';

// The layers, lowest first, and what each may import of the project besides itself.
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'native/core': [],
  'native/os': ['native/core'],
  'native/camera': ['native/core', 'native/os'],
  backend: ['native/core', 'native/os', 'native/camera'],
  web: ['native/core', 'native/os', 'native/camera', 'backend'],
  electron: ['native/core', 'native/os', 'native/camera', 'backend'],
  cli: ['native/core', 'native/os', 'native/camera', 'backend', 'web'],
  renderer: [
    'native/core',
    'native/simd/build/decoders-wasm.ts',
    'backend/contract.ts',
    'backend/frame-message.ts',
    'backend/action-table.ts',
    'backend/default-settings.ts',
    'backend/recordings/keeping.ts',
  ],
};

interface Import {
  readonly file: string;
  /** As written. */
  readonly specifier: string;
  /** Path below the root for files of the project, else the package's name. */
  readonly target: string;
  readonly names: string;
}

const imports = Object.keys(LAYERS).flatMap((layer) => sources(resolve(ROOT, layer)).flatMap(importsOf));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(path);
    return /\.(ts|tsx|mts|mjs)$/u.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');
  const statements = text.matchAll(/(?:^|\n)\s*(?:import|export)\s([^'";]*?)\s?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'/gu);
  const calls = text.matchAll(/\b(?:import|require|requireNode|createRequire\([^)]*\))\(\s*'([^']+)'/gu);
  const urls = text.matchAll(/new URL\(\s*'(\.[^']+\.tsx?)[^']*'/gu);
  const found = [
    ...[...statements].map((match) => ({ names: match[1] ?? '', specifier: match[2] ?? match[3] ?? '' })),
    ...[...calls, ...urls].map((match) => ({ names: '', specifier: match[1] ?? '' })),
  ];
  return found.map(({ names, specifier }) => ({
    file: relative(ROOT, path),
    names,
    specifier,
    target: specifier.startsWith('.') ? relative(ROOT, resolve(path, '..', specifier)) : packageName(specifier),
  }));
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

const below = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
const shown = ({ file, specifier }: Import) => `${file} imports ${specifier}`;
const importersOf = (target: string) => imports.filter((one) => one.target === target);
const filesOf = (found: readonly Import[]) => [...new Set(found.map(({ file }) => file))];

test('the sources were found and their imports read', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(importersOf('koffi').length).toBeGreaterThan(0);
  expect(importersOf('electron').length).toBeGreaterThan(0);
  expect(importersOf('react').length).toBeGreaterThan(0);
});

describe.each(Object.entries(LAYERS))('%s', (layer, lower) => {
  const own = imports.filter(({ file }) => below(file, layer));

  test(`imports nothing of the project but ${lower.join(', ') || 'itself'}`, () => {
    const wrong = own.filter(({ specifier, target }) => {
      if (!specifier.startsWith('.')) return false;
      const asset = layer === 'renderer' && below(target, 'assets');
      return !(asset || target === 'package.json' || [layer, ...lower].some((allowed) => below(target, allowed)));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  test('writes relative imports with their extension', () => {
    const bare = own.filter(({ specifier }) => specifier.startsWith('.') && !/\.\w+(\?\w+)?$/u.test(specifier));
    expect(bare.map(shown)).toEqual([]);
  });
});

describe('packages with one home', () => {
  test('koffi is imported in native/os only', () => {
    expect(filesOf(importersOf('koffi')).filter((file) => !below(file, 'native/os'))).toEqual([]);
  });

  test('electron is imported in electron/ only', () => {
    expect(filesOf(importersOf('electron')).filter((file) => !below(file, 'electron'))).toEqual([]);
  });

  test.each(['ipcMain', 'ipcRenderer'])('%s is imported by one file', (name) => {
    const users = importersOf('electron').filter(({ names }) => new RegExp(`\\b${name}\\b`, 'u').test(names));
    expect(filesOf(users)).toHaveLength(1);
  });

  test('native/core is pure: no package and nothing of Node', () => {
    const outside = imports.filter(({ file, specifier }) => below(file, 'native/core') && !specifier.startsWith('.'));
    expect(outside.map(shown)).toEqual([]);
  });

  test('the renderer and the preload use nothing of Node', () => {
    const outside = imports.filter(
      ({ file, specifier }) => (below(file, 'renderer') || below(file, 'electron/preload')) && specifier.startsWith('node:'),
    );
    expect(outside.map(shown)).toEqual([]);
  });
});
