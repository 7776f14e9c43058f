/** Chromium draws in a process of its own and starts a new one when it ends, a few times; pages draw without it meanwhile. They are told. */
import { app } from 'electron';

const WINDOW_MS = 60_000;

/** `lost` hears how often within a minute. Other processes are written down; pages have their own guard. */
export function watchProcesses(lost: (times: number) => void, log: (line: string) => void): void {
  let times: number[] = [];
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log(`a process of the kind "${type}" has gone: ${reason} (${exitCode})`);
    if (type !== 'GPU') return;
    const now = performance.now();
    times = [...times.filter((time) => now - time < WINDOW_MS), now];
    lost(times.length);
  });
}
