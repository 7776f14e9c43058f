/** Whether all that the program needs is there, check by check. Nothing is changed, but for an empty line that is not written. */

import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cameraListPath, readCameraList } from '../native/camera/camera-list-file.ts';
import type { Check } from '../native/core/check.ts';
import { bytesText, groupDigits } from '../native/core/digits.ts';
import { toErrorReport } from '../native/core/errors.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { OsBackend } from '../native/os/os-backend.ts';
import { koffiVersion, tryFramelock } from '../native/os/runtime.ts';
import type { Installation } from './contract-mappings.ts';
import { DoctorLog } from './doctor-log.ts';

export async function checkInstallation(settingsDir: string): Promise<Installation> {
  const checks = [
    check('system', 'System', () => ok(`${process.platform} ${process.arch}, Node ${process.versions.node}.`)),
    check('privileges', 'Privileges', () => privileges(getOsBackend())),
    check('pages', 'Pages', () => pages(getOsBackend())),
    check('memory', 'Shared memory', () => room(getOsBackend())),
    check('processes', 'Processes of others', () => processes(getOsBackend())),
    check('koffi', 'koffi', () => ok(`Version ${koffiVersion()} is loaded.`)),
    check('framelock', 'Compiled part', compiledPart),
    check('electron', 'Desktop shell', electron),
    await ffmpeg(),
    check('list', 'Camera list', cameraList),
    check('settings', 'Settings folder', () => settingsFolder(settingsDir)),
  ];
  return { checks, ok: checks.every(({ level }) => level !== 'refusal') };
}

type Found = Omit<Check, 'id' | 'title'>;

function check(id: string, title: string, look: () => Found): Check {
  try {
    return { id, title, ...look() };
  } catch (error) {
    const { message, remedy } = toErrorReport(error);
    return { id, title, level: 'refusal', text: message, remedy };
  }
}

function ok(text: string): Found {
  return { level: 'ok', text };
}

function warning(text: string, remedy: string): Found {
  return { level: 'warning', text, remedy };
}

function privileges(os: OsBackend): Found {
  if (os.platform === 'posix')
    return ok(
      os.uid === 0
        ? 'The administrator runs this program: every mapping can be opened.'
        : `User ${os.uid}, no privileges needed.`,
    );
  const globalNames = os.privilege('global-names');
  const largePages = os.privilege('large-pages');
  const text = `Global mappings can${globalNames ? '' : 'not'} be made, large pages can${largePages ? '' : 'not'} be asked for.`;
  return globalNames ? ok(text) : warning(text, 'Local mappings need no privilege; opening global ones neither.');
}

function pages(os: OsBackend): Found {
  const large = os.largePageBytes === 0 ? 'no large pages for single mappings' : `large pages of ${bytesText(os.largePageBytes)}`;
  return ok(
    `Pages of ${bytesText(os.pageBytes)}, views begin at multiples of ${groupDigits(os.allocationGranularity)}, ${large}.`,
  );
}

/** Four frames of 4K in RGB24. */
const COMFORTABLE_BYTES = 100_000_000;

function room(os: OsBackend): Found {
  const { freeBytes, totalBytes, place } = os.room();
  if (freeBytes === undefined) return warning(`How much of ${place} is left cannot be told.`, 'Nothing has to be done.');
  const text = `${groupDigits(freeBytes)} of ${totalBytes === undefined ? '?' : groupDigits(totalBytes)} bytes are left (${place}).`;
  return freeBytes >= COMFORTABLE_BYTES ? ok(text) : warning(text, 'Free memory there: a 4K picture takes 25 MB.');
}

/** Whether a lock can be proven to be abandoned: only where every process can be looked into. */
function processes(os: OsBackend): Found {
  if (os.platform === 'win32') return ok('Handles are counted by the system; whose they are it tells where rights allow.');
  const hidden = os.hiddenProcesses();
  if (hidden)
    return warning(
      `Not all can be seen: ${hidden}.`,
      'Stuck locks can then be told, but rarely be proven to be safe to release.',
    );
  return os.uid === 0
    ? ok('Every process can be looked into.')
    : ok('Processes of this user can be looked into; those of others cannot open private mappings.');
}

function compiledPart(): Found {
  if (tryFramelock()) return ok('It is loaded, and its locks work.');
  return { level: 'refusal', text: 'Its locks do not work on this machine.', remedy: 'Run `npm run build:native`.' };
}

function electron(): Found {
  const running = process.versions['electron'];
  if (running !== undefined) return ok(`This program runs in Electron ${running}.`);
  const folder = findPackage('electron');
  const without = 'The browser shell (`npm start`, `sharedcam serve`) does without.';
  if (folder === undefined) return warning('The package is not installed.', without);
  const named = join(folder, 'path.txt');
  const program = existsSync(named)
    ? readFileSync(named, 'utf8').trim()
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), program);
  if (existsSync(path)) return ok(`Electron's runtime is at ${path}.`);
  return warning("Electron's runtime was not fetched yet.", `Run \`npx install-electron\` for the desktop shell. ${without}`);
}

function findPackage(name: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

async function ffmpeg(): Promise<Check> {
  const base = { id: 'ffmpeg', title: 'ffmpeg' };
  try {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-hide_banner', '-version'], { timeout: 5000, windowsHide: true });
    return { ...base, ...ok(`${stdout.split('\n', 1)[0]?.slice(0, 80)}.`) };
  } catch {
    const remedy = 'Install it to publish files and network streams; test patterns need none.';
    return { ...base, ...warning('It is not found in PATH.', remedy) };
  }
}

function cameraList(): Found {
  const path = cameraListPath();
  const names = readCameraList(path);
  const folder = dirname(path);
  if (!isWritable(folder))
    return warning(`${folder} cannot be written to.`, "Cameras made here are found by the system's own list all the same.");
  if (!existsSync(path)) return ok(`${path} is not there yet; it is made with the first camera.`);
  if (!statSync(path).isFile())
    return { level: 'refusal', text: `${path} is not a file.`, remedy: 'Remove what lies in its place.' };
  return ok(`${path} lists ${names.length} ${names.length === 1 ? 'name' : 'names'}.`);
}

function settingsFolder(settingsDir: string): Found {
  mkdirSync(settingsDir, { recursive: true });
  new DoctorLog(settingsDir).check();
  return ok(`${settingsDir} can be written to.`);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
