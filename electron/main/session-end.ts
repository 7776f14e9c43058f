/** The user logs off, or Windows is shut down: windows are told, and none of the events come that usually precede the end of a program. */
import type { BrowserWindow } from 'electron';

interface Surroundings {
  readonly recordings: () => number;
  /** From here on the process may be ended at any moment. */
  readonly ends: () => void;
  quit(): void;
}

export function followSessionEnd(window: BrowserWindow, { recordings, ends, quit }: Surroundings): void {
  window.on('query-session-end', (event) => {
    if (recordings() === 0) return;
    // Windows waits for programs that object, and goes on by itself once they have ended: in order, with their files finished.
    event.preventDefault();
    quit();
  });
  window.on('session-end', () => {
    ends();
    quit();
  });
}
