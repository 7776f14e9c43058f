/** A page that does not answer: the user decides, and is asked no longer once it answers again or has gone. */
import { type BrowserWindow, dialog } from 'electron';
import type { Words } from './words.ts';

/** Whoever waits is asked again after so long. */
const ASK_AGAIN_MS = 60_000;
const KILL_DEADLINE_MS = 2_000;

interface Surroundings {
  readonly words: () => Words;
  quit(): void;
  log(line: string): void;
}

const LOAD_AGAIN = 0;
const WAIT = 1;

export function askWhileHanging(window: BrowserWindow, { words, quit, log }: Surroundings): void {
  const { webContents } = window;
  let hanging: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;

  function ask(signal: AbortSignal): void {
    const { pageHangsTitle: message, pageHangsDetail: detail, loadAgain, wait, quit: end } = words();
    const buttons = [loadAgain, wait, end];
    dialog
      .showMessageBox(window, { type: 'warning', message, detail, buttons, defaultId: WAIT, cancelId: WAIT, signal })
      .then(({ response }) => signal.aborted || decided(response, signal))
      .catch((error: Error) => log(`it was not asked what to do: ${error.message}`));
  }

  function decided(button: number, signal: AbortSignal): void {
    if (button === WAIT) {
      log('the user waits for the page');
      timer = setTimeout(() => ask(signal), ASK_AGAIN_MS);
      return;
    }
    log(button === LOAD_AGAIN ? 'the user loads the page again' : 'the user ends the program');
    if (button !== LOAD_AGAIN) {
      // First it has to go: a window whose page hears of nothing does not close.
      webContents.once('render-process-gone', quit);
      timer = setTimeout(quit, KILL_DEADLINE_MS);
    }
    // Whoever watches over crashes loads it again.
    webContents.forcefullyCrashRenderer();
  }

  const over = (how: string) => (): void => {
    if (!hanging) return;
    log(how);
    clearTimeout(timer);
    hanging.abort();
    hanging = undefined;
  };

  // Of the window and not of its contents: it is told of a page that does not let itself be closed, too.
  window.on('unresponsive', () => {
    if (hanging) return;
    log('the page does not answer');
    hanging = new AbortController();
    ask(hanging.signal);
  });
  window.on('responsive', over('the page answers again'));
  webContents.on('render-process-gone', over('the page that did not answer has gone'));
  window.on('closed', over('the window that did not answer has gone'));
}
