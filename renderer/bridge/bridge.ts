import type { Bridge } from '../../backend/contract.ts';
import { connectBrowserShell } from './browser-shell.ts';
import { desktopShell } from './desktop-shell.ts';
import type { Shell } from './shell.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the desktop shell. */
    readonly sharedCamera?: Bridge;
  }
}

/** The shell this page runs in: the desktop one where its preload script was at work, else the server that the page came from. */
export function connectShell(): Shell {
  return window.sharedCamera ? desktopShell(window.sharedCamera) : connectBrowserShell(new URL('.', document.baseURI));
}
