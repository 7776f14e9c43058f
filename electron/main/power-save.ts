/** A camera on the full screen is being watched: the display stays on for as long as it is there. */
import { type BrowserWindow, powerSaveBlocker } from 'electron';

export function keepDisplayOn(window: BrowserWindow): void {
  let blocker: number | undefined;
  /** The window fills the screen, or its page does with something of its own: each begins and ends by itself. */
  const full = { window: false, page: false };

  function judge(): void {
    const seen = window.isVisible() && !window.isMinimized();
    if (seen && (full.window || full.page)) blocker ??= powerSaveBlocker.start('prevent-display-sleep');
    else stop();
  }

  function stop(): void {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker);
    blocker = undefined;
  }

  const becomes = (what: keyof typeof full, value: boolean) => () => {
    full[what] = value;
    judge();
  };
  window.on('enter-full-screen', becomes('window', true));
  window.on('leave-full-screen', becomes('window', false));
  window.on('enter-html-full-screen', becomes('page', true));
  window.on('leave-html-full-screen', becomes('page', false));
  window.on('show', judge);
  window.on('hide', judge);
  window.on('minimize', judge);
  window.on('restore', judge);
  window.on('closed', stop);
}
