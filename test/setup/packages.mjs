import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * System packages that suites need beyond Node: the program that tells whether it is there, and the Debian packages that bring it.
 * `quick` suites must get by with `cc` alone.
 */
export const PACKAGES = {
  cc: { programs: ['cc'], debian: ['gcc', 'libc6-dev'] },
  spin: { programs: ['spin'], debian: ['spin'] },
  ffmpeg: { programs: ['ffmpeg'], debian: ['ffmpeg'] },
  chromium: { programs: ['chromium'], debian: ['chromium'] },
  mingw: { programs: ['x86_64-w64-mingw32-gcc'], debian: ['gcc-mingw-w64-x86-64'] },
  wine: { programs: ['wine'], debian: ['wine', 'wine64'] },
};

/** The keys of `needs` whose programs are not on this machine. */
export function missingPackages(needs) {
  return needs.filter((key) => !PACKAGES[key].programs.every(programPath));
}

/** Installs what is missing, as root on a machine with apt-get. Returns what is still missing, and why. */
export function installPackages(needs) {
  const missing = missingPackages(needs);
  if (missing.length === 0) return { missing };
  const names = debianNames(missing);
  if (!programPath('apt-get')) return { missing, reason: `apt-get is not here; install by hand: ${names.join(' ')}` };
  if (process.getuid?.() !== 0) return { missing, reason: `not root; install with: sudo apt-get install ${names.join(' ')}` };
  console.log(`Installing ${names.join(' ')} …`);
  // A new machine has no package lists, an old one has stale ones that point to files that are gone: update when either shows.
  if (!hasPackageLists()) aptGet('update');
  if (!aptGet('install', names) && aptGet('update')) aptGet('install', names);
  const still = missingPackages(missing);
  return { missing: still, reason: `apt-get could not install ${debianNames(still).join(' ')}` };
}

export function debianNames(keys) {
  return [...new Set(keys.flatMap((key) => PACKAGES[key].debian))];
}

function aptGet(command, names = []) {
  const args = [
    '-q',
    '-y',
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'DPkg::Lock::Timeout=120',
    command,
    '--no-install-recommends',
    ...names,
  ];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 600_000 }).status === 0;
}

function hasPackageLists() {
  const folder = '/var/lib/apt/lists';
  return existsSync(folder) && readdirSync(folder).some((name) => name.includes('_Packages'));
}

function programPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}
