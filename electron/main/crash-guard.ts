/** A page whose process died is loaded again; one that keeps dying is not, because that would never end. */
import { dialog, type WebContents } from 'electron';
import type { Words } from './words.ts';

const MAX_CRASHES = 3;
const WINDOW_MS = 60_000;

interface Surroundings {
  readonly words: () => Words;
  /** The program ends, and its pages with it. */
  readonly ending: () => boolean;
  quit(): void;
  log(line: string): void;
}

export function reloadAfterCrash(contents: WebContents, { words, ending, quit, log }: Surroundings): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the page's process has gone: ${reason} (${exitCode})`);
    const now = performance.now();
    crashes = [...crashes.filter((time) => now - time < WINDOW_MS), now];
    if (crashes.length > MAX_CRASHES) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        message: words().pageCrashesTitle,
        detail: words().pageCrashesDetail(crashes.length, `${reason}, ${exitCode}`),
        buttons: [words().loadAgain, words().quit],
        defaultId: 0,
        cancelId: 1,
      });
      if (response === 1) {
        quit();
        return;
      }
      crashes = [];
    }
    // Not from within the event: the old process is still being taken down then, and Electron may go down with it (electron/electron#51900).
    setImmediate(() => {
      if (!ending() && !contents.isDestroyed()) contents.reload();
    });
  });
}
