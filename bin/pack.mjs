#!/usr/bin/env node
// `npm run pack`: the program as a folder under dist/, built by electron-builder around Electron's runtime. With --stand-in it is built
// around a stand-in for it, which shows what gets packed on machines that cannot have the runtime; such a folder does not start.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findElectron } from './electron-runtime.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const HELP = `npm run pack -- [options]

Builds the program as a folder, for this machine.

  --stand-in     build around a stand-in for Electron's runtime (the folder can be looked at, not started)
  --output DIR   where to (default: dist)
  -h, --help     print this help
`;

/** The text by which @electron/fuses finds the switches in the program; then come version, number, and a character for each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 8;

process.exitCode = await main();

async function main() {
  const options = readOptions();
  if (typeof options === 'number') return options;
  const electron = options['stand-in'] ? undefined : findElectron(ROOT);
  if (!electron && !options['stand-in']) {
    console.error("Electron's runtime is not installed. `npx install-electron` fetches it; --stand-in does without.");
    return 1;
  }
  if (
    !run('native/framelock/build.mjs') ||
    !run('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn')
  )
    return 1;
  const standIn = electron ? undefined : mkdtempSync(join(tmpdir(), 'electron-stand-in-'));
  try {
    if (standIn) makeStandIn(standIn);
    return await pack(electron ? dirname(electron) : standIn, resolve(options.output ?? join(ROOT, 'dist')));
  } finally {
    if (standIn) rmSync(standIn, { recursive: true });
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { 'stand-in': { type: 'boolean' }, output: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (!values.help) return values;
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
}

function run(script, ...args) {
  return spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

async function pack(electronDist, output) {
  const { build } = await import('electron-builder');
  const config = { extends: join(ROOT, 'electron-builder.yml'), electronDist, directories: { output } };
  await build({ projectDir: ROOT, dir: true, publish: 'never', config });
  const folder = join(output, `${process.platform === 'win32' ? 'win' : process.platform}-unpacked`);
  console.log(`Packed into ${relative(process.cwd(), folder) || folder}.`);
  return existsSync(folder) ? 0 : 1;
}

/** As much of a runtime as the packer works on: the program with its fuse wire, and the files that it renames and removes. */
function makeStandIn(folder) {
  const name = basename(process.platform === 'win32' ? 'electron.exe' : 'electron');
  const fuses = Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, FUSES]), Buffer.from('0'.repeat(FUSES))]);
  const script = "#!/bin/sh\necho 'This folder was packed around a stand-in for Electron and does not start.' >&2\nexit 1\n# ";
  mkdirSync(join(folder, 'locales'));
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, name), Buffer.concat([Buffer.from(script), fuses, Buffer.from('\n')]), { mode: 0o755 });
  for (const locale of ['en-US', 'de']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, file), '');
}
