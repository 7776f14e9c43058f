import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = resolve(import.meta.dirname, '../..');
export const CLI = resolve(ROOT, 'bin/sharedcam.mjs');
export const ARTEFACTS = resolve(ROOT, 'test/artefacts');
/** Programs of the tests that use the product's own modules in a process of their own, and what lets Node run their TypeScript. */
export const ACTORS = resolve(ROOT, 'test/process/actors');
export const TSX_LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** What tests build and may keep: compiled peers, raw videos. */
export const TEST_CACHE = resolve(ROOT, '.cache/test');
/** POSIX shared memory objects as files. */
export const SHM_FOLDER = '/dev/shm';

export function ensureFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

/** The first of the programs that exists, or undefined. Paths are absolute or looked up in PATH. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  for (const name of names)
    for (const path of name.startsWith('/') ? [name] : folders.map((folder) => `${folder}/${name}`))
      if (existsSync(path)) return path;
  return undefined;
}
