import { app } from 'electron';
import { optionsFirst } from './start-options.ts';

/**
 * Starts the program again, with these words, once this process has ended. What an AppImage holds is gone by then: the file itself is started,
 * and told to unpack instead of being mounted while the old one still is.
 */
export function relaunch(words: readonly string[]): void {
  const image = app.isPackaged ? process.env['APPIMAGE'] : undefined;
  const args = optionsFirst(words);
  app.relaunch(image ? { execPath: image, args: ['--appimage-extract-and-run', ...args] } : { args });
}
