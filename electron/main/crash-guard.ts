/** A page whose process died is loaded again; one that keeps dying is not, because that would never end. */
import { dialog, type WebContents } from 'electron';

const MAX_CRASHES = 3;
const WINDOW_MS = 60_000;

export function reloadAfterCrash(contents: WebContents, quit: () => void, log: (line: string) => void): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`the page's process has gone: ${reason} (${exitCode})`);
    const now = performance.now();
    crashes = [...crashes.filter((time) => now - time < WINDOW_MS), now];
    if (crashes.length > MAX_CRASHES) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        message: 'The viewer keeps crashing.',
        detail: `Its page has ended ${crashes.length} times within a minute (${reason}, ${exitCode}). Cameras and other viewers are not affected.`,
        buttons: ['Load it again', 'Quit'],
        defaultId: 0,
        cancelId: 1,
      });
      if (response === 1) {
        quit();
        return;
      }
      crashes = [];
    }
    if (!contents.isDestroyed()) contents.reload();
  });
}
