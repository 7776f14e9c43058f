import type { DevTools } from './devtools.ts';
import { PageServer } from './page-server.ts';

export interface Application {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** The whole command line behind the program. */
  readonly arguments: readonly string[];
}

/** What the parts of the double share, as those of Electron share their process. */
class Runtime {
  application: Application = { path: process.cwd(), name: 'Electron', version: '0.0.0', arguments: [] };
  readonly pages = new PageServer();
  isReady = false;
  #devTools: DevTools | undefined;

  get devTools(): DevTools {
    if (!this.#devTools) throw new Error('Chromium has not been started: the app is not ready.');
    return this.#devTools;
  }

  set devTools(devTools: DevTools) {
    this.#devTools = devTools;
  }

  get started(): DevTools | undefined {
    return this.#devTools;
  }
}

export const runtime = new Runtime();

/** What a person at a real Electron would see in a dialog or a console. */
export function complain(text: string): void {
  process.stderr.write(`[electron double] ${text}\n`);
}
