import { join } from 'node:path';
import { resolverRules } from './addresses.ts';
import { app } from './app.ts';
import { readSwitches, switchesForChromium } from './command-line.ts';
import { DevTools } from './devtools.ts';
import { watchGraphicsProcess } from './graphics-process.ts';
import { type Application, complain, runtime } from './runtime.ts';
import { watchTargets } from './targets.ts';

/** For launch.mjs. */
export const launcher = {
  /** Before the app's first line. */
  prepare(application: Application): void {
    runtime.application = application;
    readSwitches(application.arguments);
  },

  /** After the app's main module has run: 'ready' comes no earlier. */
  async start(): Promise<void> {
    if (app._isQuitting) return;
    const port = await runtime.pages.listen();
    const rules = resolverRules(port);
    const switches = [...(rules === '' ? [] : [`--host-resolver-rules=${rules}`]), ...switchesForChromium()];
    const devTools = new DevTools(join(app.getPath('userData'), 'Chromium'), switches, () => {
      if (ending) return;
      complain('Chromium has ended by itself.');
      process.exit(1);
    });
    let ending = false;
    app.once('quit', () => {
      ending = true;
    });
    process.once('exit', () => devTools.kill());
    runtime.devTools = devTools;
    await watchTargets();
    watchGraphicsProcess();
    if (!app._isQuitting) app._start();
  },
};
