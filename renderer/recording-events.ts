import type { Bridge, Events } from '../backend/contract.ts';
import type { ErrorReport } from '../native/core/errors.ts';
import { showNotice } from './stores/notices-store.ts';
import { setKept, setRecordings, setRecovering, setReplays, setRunning } from './stores/recordings-store.ts';
import { errorWords } from './texts/said.ts';
import { t } from './texts/texts.ts';

/** Keeps what the page knows of recordings up to date, and says when one ends. */
export function followRecordings(bridge: Bridge): void {
  bridge.on('recordings.changed', setRunning);
  bridge.on('recordings.kept', setKept);
  bridge.on('replays.changed', setReplays);
  bridge.on('recordings.ended', tellEnd);
  bridge.on('recordings.recovering', setRecovering);
  bridge.on('recordings.recovered', tellRecovered);
}

export async function loadRecordings(bridge: Bridge): Promise<void> {
  setRecordings(await bridge.request('recordings.list', undefined));
}

function tellEnd({ reason, error, files, frames, lost, missed }: Events['recordings.ended']): void {
  const [path = ''] = files;
  const saved = path === '' ? '' : t('recordings.saved', { path, count: frames });
  const more = files.length > 1 ? t('recordings.moreFiles', { count: files.length - 1 }) : '';
  const gaps = lost > 0 ? t('recordings.lostWords', { count: lost }) : '';
  const never = missed > 0 ? t('recordings.missedWords', { count: missed }) : '';
  const early = reason === 'disk-guard' ? t('recordings.diskGuard') : '';
  const text = [early, error && wordsOf(error), saved, more, gaps, never].filter(Boolean).join(' ');
  const level = error ? 'error' : lost > 0 || early !== '' ? 'warning' : 'info';
  showNotice({ level, text, ...(error && { code: error.code }), ...(path !== '' && { path, kept: true }) });
}

function tellRecovered({ file, path, frames, error }: Events['recordings.recovered']): void {
  if (error) showNotice({ level: 'error', text: wordsOf(error), code: error.code });
  else if (path === null) showNotice({ level: 'info', text: t('recordings.recoveryCancelled', { file }) });
  else {
    const text = frames === null ? t('recordings.recoveredVideo', { path }) : t('recordings.recovered', { path, count: frames });
    showNotice({ level: 'info', text, path, kept: true });
  }
}

function wordsOf(error: ErrorReport): string {
  const { headline, advice, detail } = errorWords(error);
  return [headline, detail ?? error.cause, advice].join(' ');
}
