/** A camera on the full screen is being watched: the display stays on for as long as it is there. */
import { type BrowserWindow, powerSaveBlocker } from 'electron';

export function keepDisplayOn(window: BrowserWindow): void {
  let blocker: number | undefined;
  const start = (): void => {
    blocker ??= powerSaveBlocker.start('prevent-display-sleep');
  };
  const stop = (): void => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker);
    blocker = undefined;
  };
  window.on('enter-full-screen', start);
  window.on('enter-html-full-screen', start);
  window.on('leave-full-screen', stop);
  window.on('leave-html-full-screen', stop);
  window.on('closed', stop);
}
