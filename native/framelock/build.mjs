#!/usr/bin/env node
// Builds the C library: node build.mjs [--optional] [--target linux-x64|win32-x64] [--sanitize thread|address]
// With MSVC, from a developer prompt: cl /O2 /std:c11 /experimental:c11atomics /LD *.c /Fe:build\win32-x64\framelock.dll
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { optional: { type: 'boolean' }, target: { type: 'string' }, sanitize: { type: 'string' } },
});
const target = options.target ?? `${process.platform}-${process.arch}`;
const windows = target.startsWith('win32');

/** The first compiler that answers. $CC goes first where it can be meant: it names the compiler of this machine's own programs. */
function findCompiler() {
  const native = target === `${process.platform}-${process.arch}`;
  const mingw = target === 'win32-x64' ? ['x86_64-w64-mingw32-gcc'] : [];
  const candidates = [...(native && process.env.CC ? [process.env.CC] : []), ...mingw, ...(native ? ['cc', 'gcc', 'clang'] : [])];
  return { candidates, found: candidates.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) };
}

const sanitizers = { thread: '-fsanitize=thread', address: '-fsanitize=address,undefined' };
const sources = readdirSync(folder).filter((name) => name.endsWith('.c'));
const inputs = [...sources, ...readdirSync(folder).filter((name) => name.endsWith('.h')), 'build.mjs'];
const outDir = join(folder, 'build', options.sanitize ? `${target}-${options.sanitize}` : target);
const output = join(outDir, windows ? 'framelock.dll' : 'libframelock.so');
const shown = relative(process.cwd(), output);

function main() {
  if (options.sanitize && !(options.sanitize in sanitizers)) {
    console.error(`framelock: --sanitize takes ${Object.keys(sanitizers).join(' or ')}, not "${options.sanitize}".`);
    return 2;
  }
  if (existsSync(output) && inputs.every((name) => statSync(join(folder, name)).mtimeMs <= statSync(output).mtimeMs)) {
    console.log(`framelock: ${shown} is up to date.`);
    return 0;
  }
  const { candidates, found } = findCompiler();
  if (!found) {
    const remedy = windows
      ? 'apt install gcc-mingw-w64-x86-64, or MSVC as the head of build.mjs says'
      : 'apt install build-essential';
    console.error(
      `framelock: no C compiler for ${target} (tried ${candidates.join(', ') || 'none'}). Install one (${remedy}), then: npm run build:native`,
    );
    return options.optional ? 0 : 1;
  }
  // Built beside its place and renamed, so that a program that has the old one loaded keeps it whole. In a folder of its own, because
  // a DLL remembers the name that it was built under.
  const scratch = join(outDir, `fresh-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    return compile(found, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function compile(compiler, scratch) {
  const fresh = join(scratch, basename(output));
  const flags = ['-O3', '-std=c11', '-Wall', '-Wextra', '-Werror', '-shared', '-fvisibility=hidden'];
  // nodelete: the signal handler must outlive every dlclose.
  const platform = windows ? ['-static-libgcc', '-Wl,--no-insert-timestamp'] : ['-fPIC', '-pthread', '-Wl,-z,nodelete'];
  const sanitize = options.sanitize ? ['-g', '-fno-omit-frame-pointer', sanitizers[options.sanitize]] : [];
  const result = spawnSync(compiler, [...flags, ...platform, ...sanitize, '-o', fresh, ...sources], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (result.status !== 0) {
    console.error(`framelock: ${compiler} failed for ${target}:\n${result.stderr}`);
    return options.optional ? 0 : 1;
  }
  renameSync(fresh, output);
  console.log(`framelock: built ${shown} with ${compiler}.`);
  return 0;
}

process.exitCode = main();
