import { app } from './app.ts';
import { electronEvent } from './events.ts';
import { runtime } from './runtime.ts';

const LOOK_MS = 250;

/** Chromium tells nobody when its process for graphics ends and another one takes its place, so it is looked for while the app listens. */
export function watchGraphicsProcess(): void {
  let known: number | undefined;
  const look = async (): Promise<void> => {
    if (known !== undefined && app.listenerCount('child-process-gone') === 0) return;
    const { processInfo } = await runtime.devTools.browser.send<{ processInfo: readonly { type: string; id: number }[] }>(
      'SystemInfo.getProcessInfo',
    );
    const now = processInfo.find(({ type }) => type === 'GPU')?.id;
    const before = known;
    known = now ?? known;
    if (before === undefined || before === now || isRunning(before)) return;
    // How it ended only its parent knows.
    app.emit('child-process-gone', electronEvent({}), { type: 'GPU', reason: 'killed', exitCode: 9, name: 'GPU' });
  };
  setInterval(() => void look().catch(() => undefined), LOOK_MS).unref();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
