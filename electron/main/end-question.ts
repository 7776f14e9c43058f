/** A window that is closed ends the program, and with it what is being recorded: that may be a slip of the hand. */
import { type BrowserWindow, dialog } from 'electron';
import type { Words } from './words.ts';

const asking = new WeakSet<BrowserWindow>();

/** Answers whether to end; while it is being asked, no. */
export async function askToEnd(window: BrowserWindow, recordings: number, words: Words): Promise<boolean> {
  if (asking.has(window)) return false;
  asking.add(window);
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words.recordsTitle(recordings),
      detail: words.recordsDetail,
      buttons: [words.endAndQuit, words.goOn],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  } finally {
    asking.delete(window);
  }
}
