/** Whether all that the program needs is there, check by check. Nothing is changed, but for an empty line that is not written. */

import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cameraListPath, readCameraList } from '../native/camera/camera-list-file.ts';
import { type Check, type CheckId, checkOf, passed, refusedBy } from '../native/core/check.ts';
import { type Sentence, say } from '../native/core/sentences/sentence.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { OsBackend } from '../native/os/os-backend.ts';
import { koffiVersion, tryFramelock } from '../native/os/runtime.ts';
import type { Installation } from './contract-mappings.ts';
import { DoctorLog } from './doctor-log.ts';

export async function checkInstallation(settingsDir: string): Promise<Installation> {
  const checks = [
    check('system', system),
    check('privileges', () => privileges(getOsBackend())),
    check('pages', () => pages(getOsBackend())),
    check('memory', () => room(getOsBackend())),
    check('processes', () => processes(getOsBackend())),
    check('koffi', () => ok(say('checks.koffi', { version: koffiVersion() }))),
    check('framelock', compiledPart),
    check('electron', electron),
    await ffmpeg(),
    check('list', cameraList),
    check('settings', () => settingsFolder(settingsDir)),
  ];
  return { checks, ok: checks.every(({ level }) => level !== 'refusal') };
}

type Found = Pick<Check, 'level' | 'text' | 'remedy'>;

function check(id: CheckId, look: () => Found): Check {
  try {
    const { level, text, remedy } = look();
    return checkOf(id, level, text, remedy);
  } catch (error) {
    return refusedBy(id, error);
  }
}

function ok(text: Sentence): Found {
  return { level: 'ok', text };
}

function warning(text: Sentence, remedy: Sentence): Found {
  return { level: 'warning', text, remedy };
}

function system(): Found {
  return ok(say('checks.system', { platform: process.platform, arch: process.arch, node: process.versions.node }));
}

function privileges(os: OsBackend): Found {
  if (os.platform === 'posix')
    return ok(os.uid === 0 ? say('checks.administrator') : say('checks.user', { user: String(os.uid) }));
  const globalNames = os.privilege('global-names');
  const largePages = os.privilege('large-pages');
  const text = say(`checks.privileges.${globalNames ? (largePages ? 'both' : 'global') : largePages ? 'large' : 'none'}`);
  return globalNames ? ok(text) : warning(text, say('checks.privilegesRemedy'));
}

function pages({ pageBytes: page, allocationGranularity: granularity, largePageBytes: large }: OsBackend): Found {
  return ok(large === 0 ? say('checks.pages', { page, granularity }) : say('checks.pagesLarge', { page, granularity, large }));
}

/** Four frames of 4K in RGB24. */
const COMFORTABLE_BYTES = 100_000_000;

function room(os: OsBackend): Found {
  const { freeBytes, totalBytes, place } = os.room();
  if (freeBytes === undefined) return warning(say('checks.roomUnknown', { place }), say('checks.nothingToDo'));
  const text = say('checks.memory', { free: freeBytes, total: totalBytes ?? '?', place });
  return freeBytes >= COMFORTABLE_BYTES ? ok(text) : warning(text, say('checks.memoryRemedy'));
}

/** Whether a lock can be proven to be abandoned: only where every process can be looked into. */
function processes(os: OsBackend): Found {
  if (os.platform === 'win32') return ok(say('checks.handles'));
  const reason = os.hiddenProcesses();
  if (reason) return warning(say('checks.notAllSeen', { reason }), say('checks.notAllSeenRemedy'));
  return ok(say(os.uid === 0 ? 'checks.allSeen' : 'checks.ownSeen'));
}

function compiledPart(): Found {
  if (tryFramelock()) return ok(say('checks.compiled'));
  return { level: 'refusal', text: say('checks.locksFail'), remedy: say('checks.buildNative') };
}

function electron(): Found {
  const version = process.versions['electron'];
  if (version !== undefined) return ok(say('checks.inElectron', { version }));
  const folder = findPackage('electron');
  if (folder === undefined) return warning(say('checks.noPackage'), say('checks.browserDoes'));
  const named = join(folder, 'path.txt');
  const program = existsSync(named)
    ? readFileSync(named, 'utf8').trim()
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), program);
  if (existsSync(path)) return ok(say('checks.runtimeAt', { path }));
  return warning(say('checks.noRuntime'), say('checks.fetchRuntime'));
}

function findPackage(name: string): string | undefined {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

async function ffmpeg(): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-hide_banner', '-version'], { timeout: 5000, windowsHide: true });
    return passed('ffmpeg', say('checks.ffmpeg', { version: stdout.split('\n', 1)[0]?.slice(0, 80) ?? '' }));
  } catch {
    return checkOf('ffmpeg', 'warning', say('checks.noFfmpeg'), say('checks.ffmpegRemedy'));
  }
}

function cameraList(): Found {
  const path = cameraListPath();
  const names = readCameraList(path);
  const folder = dirname(path);
  if (!isWritable(folder)) return warning(say('checks.notWritable', { path: folder }), say('checks.listAllTheSame'));
  if (!existsSync(path)) return ok(say('checks.listNotYet', { path }));
  if (!statSync(path).isFile())
    return { level: 'refusal', text: say('checks.notAFile', { path }), remedy: say('checks.removeInPlace') };
  return ok(say('checks.lists', { path, count: names.length }));
}

function settingsFolder(settingsDir: string): Found {
  mkdirSync(settingsDir, { recursive: true });
  new DoctorLog(settingsDir).check();
  return ok(say('checks.writable', { path: settingsDir }));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
