import type { KeptRecording, RecordingState, RecoveryState } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { decimal, formatBytes, formatBytesPerSecond, formatDuration } from '../../ui/format.ts';

/** 75 s as 1:15, 4000 s as 1:06:40. */
export function recordingClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** How a recording goes: frames, size, rate, and what was lost, where something was. */
export function progressWords({ frames, bytes, bytesPerSecond, lost, missed }: RecordingState): readonly string[] {
  return [
    t('recordings.frames', { count: frames }),
    formatBytes(bytes),
    bytesPerSecond > 0 ? formatBytesPerSecond(bytesPerSecond) : '',
    lost > 0 ? t('recordings.lostShort', { count: lost }) : t('recordings.noneLost'),
    missed > 0 ? t('recordings.missed', { count: missed }) : '',
  ].filter(Boolean);
}

/** How long the disk lasts at this rate; undefined before there is one, or when it is not worth a word. */
export function roomLeft({ freeBytes, bytesPerSecond }: RecordingState): string | undefined {
  if (freeBytes === null || bytesPerSecond <= 0) return undefined;
  const seconds = Math.max(0, freeBytes / bytesPerSecond);
  return seconds > 48 * 3600 ? undefined : t('recordings.roomLeft', { time: formatDuration(seconds * 1000) });
}

/** How far the making of a whole recording is: "43 %, 1.20 of 2.80 GiB", and how long it takes, once that is known. */
export function recoveryWords({ doneBytes, totalBytes, secondsLeft }: RecoveryState): string {
  const done = totalBytes > 0 ? Math.floor((100 * doneBytes) / totalBytes) : 0;
  const bytes = { percent: done, done: formatBytes(doneBytes), total: formatBytes(totalBytes) };
  const left = secondsLeft === null ? '' : t('recordings.recoveryLeft', { time: formatDuration(Math.ceil(secondsLeft) * 1000) });
  return [t('recordings.recoveryDone', bytes), left].filter(Boolean).join(' · ');
}

export function keptWords({ bytes, frames, seconds, lost, unfinished, broken }: KeptRecording): string {
  return [
    unfinished ? t('recordings.unfinished') : '',
    broken ? t('recordings.broken') : '',
    seconds === null ? '' : t('recordings.seconds', { seconds: decimal(seconds, 1) }),
    frames === null ? '' : t('recordings.frames', { count: frames }),
    formatBytes(bytes),
    lost ? t('recordings.lostShort', { count: lost }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
