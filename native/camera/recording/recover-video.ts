import { rm, stat } from 'node:fs/promises';
import { SharedCameraError } from '../../core/errors.ts';
import { FfmpegProcess } from '../sources/ffmpeg-process.ts';
import type { Recovered, RecoveryWork } from './file-recovery.ts';
import { claimFile, PART_ENDING, publishPart } from './part-sink.ts';

/** ffmpeg tells twice a second how much it has written; one that tells nothing for so long hangs. */
const STUCK_MS = 120_000;

/** The streams are copied into a new file, which leaves out what was not written whole. */
export async function recoverVideo(work: RecoveryWork, ffmpeg: string): Promise<Recovered> {
  const { path, target, temporary, signal } = work;
  await claimFile(temporary);
  try {
    await copyStreams(work, ffmpeg);
    signal.throwIfAborted();
    await publishPart(temporary, target, false);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (path.endsWith(PART_ENDING)) await rm(path, { force: true });
  const { size } = await stat(target);
  return { path: target, frames: undefined, seconds: undefined, bytes: size, lostBytes: 0, untouched: false };
}

async function copyStreams({ path, temporary, meter, signal }: RecoveryWork, program: string): Promise<void> {
  const container = /\.webm(\.part)?$/iu.test(path) ? 'webm' : 'mp4';
  const child = new FfmpegProcess(program, [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-progress', 'pipe:1', '-y', '-i', `file:${path}`],
    ...['-map', '0:v:0', '-c', 'copy', '-f', container, `file:${temporary}`],
  ]);
  let isStuck = false;
  const stuck = setTimeout(() => {
    isStuck = true;
    child.killNow();
  }, STUCK_MS);
  // What it has made is of no use, so that it need not end in order.
  const cancel = () => child.killNow();
  signal.addEventListener('abort', cancel);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stuck.refresh();
    const [, bytes] = /total_size=(\d+)/u.exec(text) ?? [];
    if (bytes !== undefined) meter.reach(Number(bytes));
  });
  const { ok, reason } = await child.exited;
  clearTimeout(stuck);
  signal.removeEventListener('abort', cancel);
  signal.throwIfAborted();
  if (!ok) throw failure(path, isStuck ? `ffmpeg did nothing for ${STUCK_MS / 1000} s` : reason);
}

function failure(path: string, reason: string): SharedCameraError {
  return new SharedCameraError('USAGE', `"${path}" cannot be recovered: ${reason.replace(/\.$/u, '')}.`, {
    cause: 'Nothing of it was written yet, it is no video, or ffmpeg is not installed.',
    remedy: 'Check the path, and that ffmpeg is installed.',
  });
}
