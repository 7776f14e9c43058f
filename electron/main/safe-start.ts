/** After a run that did not end as it should, the user decides how this one begins. */
import { dialog } from 'electron';
import { relaunch } from './relaunch.ts';
import type { RunningMark } from './running-mark.ts';
import type { Words } from './words.ts';

/** Answers whether to go on; in safe mode this process ends and another one is started, because drawing is chosen before all else. */
export async function askAfterCrash(crashed: RunningMark, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words.crashedTitle,
    detail: `${words.crashedDetail}\n\n${new Date(crashed.startedAt).toLocaleString()}, ${crashed.version}`,
    buttons: [words.startAsAlways, words.startSafely],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) return true;
  relaunch([...process.argv.slice(1), '--safe-mode']);
  return false;
}
