/** After a run that did not end as it should, the user decides how this one begins. */
import { dialog } from 'electron';
import { relaunch } from './relaunch.ts';
import type { RunningMark } from './running-mark.ts';
import type { Words } from './words.ts';

/** Where nobody sits, a machine that comes back after a power cut shows its cameras all the same. */
const ANSWER_SECONDS = 60;

/** Answers whether to go on; in safe mode this process ends and another one is started, because drawing is chosen before all else. */
export async function askAfterCrash(crashed: RunningMark, words: Words): Promise<boolean> {
  const unanswered = new AbortController();
  const timer = setTimeout(() => unanswered.abort(), ANSWER_SECONDS * 1000);
  const when = `${new Date(crashed.startedAt).toLocaleString()}, ${crashed.version}`;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words.crashedTitle,
    detail: [words.crashedDetail, words.withoutAnswer(ANSWER_SECONDS), when].join('\n\n'),
    buttons: [words.startAsAlways, words.startSafely],
    defaultId: 0,
    cancelId: 0,
    signal: unanswered.signal,
  });
  clearTimeout(timer);
  if (response === 0) return true;
  relaunch([...process.argv.slice(1), '--safe-mode']);
  return false;
}
