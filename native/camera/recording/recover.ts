/** Makes a recording of what a killed one left behind. */

import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SharedCameraError } from '../../core/errors.ts';
import { fileError } from '../new-file.ts';
import { writerOf } from './file-writer.ts';
import { mcapTail } from './mcap-index.ts';
import { type McapScan, scanMcap } from './mcap-scan.ts';
import { freePath, PART_ENDING, publishPart, RECORDING_FORMATS } from './part-sink.ts';

/** Copying the streams of a long recording takes as long as copying its file. */
const VIDEO_MS = 30 * 60_000;

export interface Recovered {
  readonly path: string;
  /** Undefined where only ffmpeg could tell. */
  readonly frames: number | undefined;
  readonly seconds: number | undefined;
  readonly bytes: number;
  /** Of a frame that was begun, and is not in the recording. */
  readonly lostBytes: number;
  /** It was whole already. */
  readonly untouched: boolean;
}

/** `NAME.mcap.part` becomes `NAME.mcap`; any other unfinished file is left as it is, and mended in a copy. */
export async function recoverRecording(path: string, ffmpeg = 'ffmpeg'): Promise<Recovered> {
  try {
    await access(path, constants.R_OK);
    refuseRunning(path);
    return /\.mcap(\.part)?$/iu.test(path) ? await recoverMcap(path) : await recoverVideo(path, ffmpeg);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new SharedCameraError('NOT_FOUND', `There is no file "${path}".`, {
        cause: 'The path has a typing error.',
        remedy: 'Check the path.',
      });
    throw fileError(error, path);
  }
}

/** Mending a file under the hands of who writes it would spoil it. */
function refuseRunning(path: string): void {
  const writer = writerOf(path);
  if (writer === undefined) return;
  throw new SharedCameraError('USAGE', `"${path}" is being written by process ${writer}.`, {
    cause: 'It is a recording that still runs.',
    remedy: 'End that recording; its file then becomes whole by itself.',
  });
}

async function recoverMcap(path: string): Promise<Recovered> {
  const isPart = path.endsWith(PART_ENDING);
  const scan = await scanFile(path);
  const { chunks, complete, lostBytes } = scan;
  const [first] = chunks;
  const last = chunks.at(-1);
  const facts = { frames: chunks.length, seconds: first && last ? Number(last.endNs - first.startNs) / 1e9 : 0, lostBytes };
  if (complete && !isPart) return { path, ...facts, bytes: (await stat(path)).size, untouched: true };
  if (!last)
    throw new SharedCameraError('USAGE', `"${path}" holds not one whole frame.`, {
      cause: 'It broke off while the first frame was written.',
      remedy: 'It can be deleted.',
    });
  const target = finalPath(path);
  const temporary = isPart ? path : target + PART_ENDING;
  if (!isPart) await copyFile(path, temporary);
  if (!complete) await writeIndex(temporary, scan);
  await publishPart(temporary, target, false);
  return { path: target, ...facts, bytes: (await stat(target)).size, untouched: false };
}

async function scanFile(path: string) {
  const file = await open(path, 'r');
  return scanMcap(file, 'all').finally(() => file.close());
}

/** Cuts off what is not whole and writes the index behind the rest. */
async function writeIndex(path: string, scan: McapScan): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(scan.dataEnd);
    const tail = mcapTail(scan, scan.dataEnd);
    await file.write(tail, 0, tail.length, scan.dataEnd);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The streams are copied into a new file, which leaves out what was not written whole. */
async function recoverVideo(path: string, ffmpeg: string): Promise<Recovered> {
  const target = finalPath(path);
  const temporary = `${target}${PART_ENDING}`;
  const into = temporary === path ? `${target}.recovered${PART_ENDING}` : temporary;
  const container = /\.webm(\.part)?$/iu.test(path) ? 'webm' : 'mp4';
  try {
    await promisify(execFile)(
      ffmpeg,
      [
        ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-i', `file:${path}`],
        ...['-map', '0:v:0', '-c', 'copy', '-f', container, `file:${into}`],
      ],
      { windowsHide: true, timeout: VIDEO_MS },
    );
  } catch (error) {
    await rm(into, { force: true });
    throw new SharedCameraError(
      'USAGE',
      `"${path}" cannot be recovered: ${error instanceof Error ? error.message.trim().split('\n').at(-1) : error}.`,
      {
        cause: 'Nothing of it was written yet, it is no video, or ffmpeg is not installed.',
        remedy: 'Check the path, and that ffmpeg is installed.',
      },
    );
  }
  await publishPart(into, target, false);
  if (path.endsWith(PART_ENDING)) await rm(path, { force: true });
  return {
    path: target,
    frames: undefined,
    seconds: undefined,
    bytes: (await stat(target)).size,
    lostBytes: 0,
    untouched: false,
  };
}

function finalPath(path: string): string {
  const plain = path.endsWith(PART_ENDING) ? path.slice(0, -PART_ENDING.length) : path;
  const ending = extname(plain).slice(1).toLowerCase();
  if (!(RECORDING_FORMATS as readonly string[]).includes(ending))
    throw new SharedCameraError(
      'USAGE',
      `"${path}" is no recording: it ends neither in .mcap, .mp4 or .webm nor in .part after one of these.`,
    );
  const name = basename(plain, extname(plain));
  const folder = dirname(plain);
  return freePathBeside(folder, name, ending, path);
}

/** The name it was meant to have; its own `.part` does not stand in the way. */
function freePathBeside(folder: string, name: string, ending: string, path: string): string {
  const wanted = join(folder, `${name}.${ending}`);
  return resolve(path) === resolve(wanted + PART_ENDING) && !existsSync(wanted) ? wanted : freePath(folder, name, ending);
}
