import { closeSync, constants, fstatSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SharedCameraError } from '../core/errors.ts';
import { isMappingName, MAX_NAME_BYTES } from '../core/names.ts';
import { sleepSync } from './sleep.ts';

/**
 * The public list of cameras. Producers append `<basename>_<index>`, the published one without any separator, and truncate the file when
 * they start; names in it may never have been created. So it is a list of candidates: a name counts once it opens.
 */
export const MAX_LIST_BYTES = 64 * 1024;

export function cameraListPath(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const folder = platform === 'win32' ? (environment['PUBLIC'] ?? 'C:/Users/Public') : (environment['XDG_RUNTIME_DIR'] ?? '/tmp');
  return join(folder, 'shmem_camindices.txt');
}

/** Names of the list, without doubles; none where there is no list, or something else in its place. */
export function readCameraList(path: string = cameraListPath()): readonly string[] {
  return parseCameraList(readText(path) ?? '');
}

/** Splits at line ends and control characters; runs without any are taken apart. */
export function parseCameraList(text: string): readonly string[] {
  return [...new Set(parseLines(text).flat(2))];
}

/** Every way in which one line can be read, each as the names that it then holds. */
export type LineReadings = readonly (readonly string[])[];

export function readCameraLines(path: string = cameraListPath()): readonly LineReadings[] {
  return parseLines(readText(path) ?? '');
}

function parseLines(text: string): readonly LineReadings[] {
  return text.slice(0, MAX_LIST_BYTES).split(SEPARATORS).map(readingsOf);
}

function readingsOf(line: string): LineReadings {
  return namesOfLine(line.trim()).map((names) => names.filter(isMappingName));
}

const SEPARATORS = /[\p{Cc}\ufeff]+/u;

function namesOfLine(line: string): LineReadings {
  if (line === '') return [];
  const uniform = uniformRun(line);
  return uniform ? [uniform] : [[line], mixedRun(line)];
}

/** `Cam_0Cam_1Cam_2`: the same base each time. The base may itself contain what looks like an index, so each reading is tried. */
function uniformRun(line: string): readonly string[] | undefined {
  for (const match of line.matchAll(/_\d/g)) {
    const base = line.slice(0, match.index + 1);
    if (base.length > MAX_NAME_BYTES || !line.includes(base, base.length)) return undefined;
    const indices = line.slice(base.length).split(base);
    if (indices.every((index) => /^\d{1,9}$/.test(index))) return indices.map((index) => base + index);
  }
  return undefined;
}

/** `Front_0Rear_0`: bases that differ. A single name may look the same, so it is one more reading, not the only one. */
function mixedRun(line: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  // Once through the line: anybody may write to the list, and one expression for a whole part takes seconds for a long line without any.
  for (const { index, 0: ending } of line.matchAll(/_\d+/g)) {
    if (index === start) continue;
    parts.push(line.slice(start, index + ending.length));
    start = index + ending.length;
  }
  return parts.length > 1 && start === line.length ? parts : [];
}

/** Adds a name of ours on a line of its own, after whatever others wrote. OS_ERROR where the list cannot be written. */
export function addToCameraList(name: string, path: string = cameraListPath()): void {
  change(path, (lines) => (lines.includes(name) ? lines : [...lines, name]));
}

/** Takes a name of ours out again; what others wrote stays as it is. */
export function removeFromCameraList(name: string, path: string = cameraListPath()): void {
  change(path, (lines) => lines.filter((line) => line !== name));
}

/**
 * Takes a name out, whoever wrote it, out of a run without line ends too; the other names of that run get lines of their own. False where it
 * is not in the list.
 */
export function forgetInCameraList(name: string, path: string = cameraListPath()): boolean {
  let found = false;
  const without = (line: string): readonly string[] => {
    const reading = readingsOf(line).find((names) => names.includes(name));
    found ||= reading !== undefined;
    return reading ? reading.filter((other) => other !== name) : [line];
  };
  change(path, (lines) => lines.flatMap((line) => line.split(SEPARATORS).flatMap(without)));
  return found;
}

function change(path: string, edit: (lines: readonly string[]) => readonly string[]): void {
  try {
    withLock(path, () => {
      const text = readText(path) ?? '';
      if (text.length >= MAX_LIST_BYTES) throw new Error(`it has ${MAX_LIST_BYTES} bytes or more, which is no list of cameras`);
      const lines = text.split(/\r?\n/).filter((line) => line !== '');
      const edited = edit(lines);
      if (edited.join('\n') !== lines.join('\n')) replace(path, edited.map((line) => `${line}\n`).join(''));
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SharedCameraError('OS_ERROR', `${path} cannot be changed: ${reason}.`, { details: { path } });
  }
}

/** A whole new file in place of the old one: a symbolic link that somebody put there is replaced, not followed. */
function replace(path: string, text: string): void {
  const fresh = `${path}.${process.pid}.new`;
  try {
    rmSync(fresh, { force: true });
    writeFileSync(fresh, text, { flag: 'wx', mode: 0o644 });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

const LOCK_WAIT_MS = 500;
const LOCK_STALE_MS = 2000;

/** Keeps two of our programs from overwriting each other's entry. One that died leaves its lock behind: it goes stale. */
function withLock(path: string, action: () => void): void {
  const lock = `${path}.lock`;
  const deadline = performance.now() + LOCK_WAIT_MS;
  let held = takeLock(lock);
  while (!held && performance.now() < deadline) {
    sleepSync(5);
    held = takeLock(lock);
  }
  try {
    // Without the lock too: a lost entry in the list is a smaller evil than a camera that cannot be published.
    action();
  } finally {
    if (held) rmSync(lock, { force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    const stats = statSync(lock, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > LOCK_STALE_MS) rmSync(lock, { force: true });
    return false;
  }
}

/** At most MAX_LIST_BYTES of a plain file; undefined for anything else that may lie in a folder where everybody can write. */
function readText(path: string): string | undefined {
  let fd: number;
  try {
    // On Windows both flags are missing and without meaning.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    if (!fstatSync(fd).isFile()) return undefined;
    const bytes = new Uint8Array(MAX_LIST_BYTES);
    return new TextDecoder('latin1').decode(bytes.subarray(0, readSync(fd, bytes, 0, MAX_LIST_BYTES, 0)));
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}
