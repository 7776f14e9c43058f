import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const BUNDLED = ['assets', 'backend', 'cli', 'electron', 'native', 'renderer', 'web', 'package.json', 'electron.vite.config.ts'];
const PRODUCTS = ['out/main/cli.js', 'out/main/electron.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/** Builds the native library and the bundles where they are missing or older than their sources. Throws when that fails. */
export function ensureBuilt() {
  run(process.execPath, ['native/framelock/build.mjs']);
  if (!isStale()) return;
  console.log('Building out/ …');
  run(resolve(root, 'node_modules/.bin/electron-vite'), ['build', '--logLevel', 'warn']);
}

function isStale() {
  const products = PRODUCTS.map((path) => resolve(root, path));
  if (!products.every((path) => existsSync(path))) return true;
  const built = Math.min(...products.map((path) => statSync(path).mtimeMs));
  return BUNDLED.some((path) => newest(resolve(root, path)) > built);
}

/** Time of the newest source below `path`; what builds leave among the sources does not count. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'build' && name !== 'node_modules' && !name.startsWith('.'));
  return Math.max(0, ...names.map((name) => newest(join(path, name))));
}

function run(command, args) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 300_000,
  });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status ?? signal}`);
}
