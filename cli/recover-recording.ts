/** `sharedcam record --recover`. */
import { FileRecovery, type Recovered } from '../native/camera/recording/file-recovery.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { pause } from './interrupt.ts';
import type { Output } from './output.ts';
import { round } from './tally.ts';
import { bytesInWords, durationInWords, plural } from './words.ts';

const PROGRESS_MS = 1000;

export async function recover(
  path: string,
  { ffmpeg }: { readonly ffmpeg: string },
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const recovery = new FileRecovery(path, ffmpeg);
  const watching = new AbortController();
  const progress = tellProgress(recovery, output, watching.signal);
  const recovered = await recovery.run(signal).finally(async () => {
    watching.abort();
    await progress;
    output.clearProgress();
  });
  if (!recovered)
    throw new SharedCameraError('CLOSED', `Cancelled: "${path}" is as it was.`, {
      cause: 'It was interrupted.',
      remedy: 'Give the same command again; it begins anew.',
    });
  tell(recovered, output);
}

async function tellProgress(recovery: FileRecovery, output: Output, signal: AbortSignal): Promise<void> {
  while (await pause(PROGRESS_MS, signal)) {
    const { doneBytes, totalBytes, secondsLeft } = recovery.report();
    const percent = totalBytes > 0 ? Math.floor((100 * doneBytes) / totalBytes) : 0;
    output.value({ progress: { doneBytes, totalBytes, secondsLeft: secondsLeft === undefined ? null : round(secondsLeft, 0) } });
    const left = secondsLeft === undefined ? '' : `, ${durationInWords(Math.ceil(secondsLeft))} left`;
    output.progress(`${percent} %, ${(doneBytes / 1e6).toFixed(1)} of ${(totalBytes / 1e6).toFixed(1)} MB${left}`);
  }
}

function tell({ path, frames, seconds, bytes, lostBytes, untouched }: Recovered, output: Output): void {
  output.value({ file: path, frames: frames ?? null, seconds: seconds ?? null, bytes, lostBytes, untouched });
  const what = frames === undefined ? '' : `${plural(frames, 'whole frame')}, ${(seconds ?? 0).toFixed(2)} s, `;
  const lost = lostBytes > 0 ? ` ${bytesInWords(lostBytes)} of a frame that was begun are left out.` : '';
  output.text(`${output.bold(path)}: ${what}${bytesInWords(bytes)}.${untouched ? ' It was whole already.' : lost}`);
}
