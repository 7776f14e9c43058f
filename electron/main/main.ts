import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { isLogLevel, type Logger, openLog } from '../../backend/log-file.ts';
import { toErrorReport } from '../../native/core/errors.ts';
import { searchPathOnly } from '../../native/os/program-search.ts';
import { APP_ID, TOAST_CLASS } from './app-id.ts';
import { type Desktop, type DesktopParts, openDesktop } from './desktop.ts';
import { hardenApp } from './hardening.ts';
import { registerPageScheme } from './protocol.ts';
import { relaunch } from './relaunch.ts';
import { markRunning } from './running-mark.ts';
import { fromAnywhere, LINK_SCHEME, parseStart, START_HELP } from './start-options.ts';
import { wordsFor } from './words.ts';

/** A program that ends waits so long for recordings, publishers and mappings to close: an encoder alone gets 30 s to finish its file. */
const END_DEADLINE_MS = 40_000;

/** What a second start tells the first. */
interface SecondStart {
  readonly words: readonly string[];
  readonly folder: string;
}

/** The desktop shell. One process owns all mappings; a second start hands its arguments on and ends. */
export function main(): void {
  searchPathOnly();
  outliveTerminal();
  const words = process.argv.slice(1);
  if (words.includes('--help')) {
    help();
    return;
  }
  const home = process.env['SHAREDCAM_HOME'];
  if (home) app.setPath('userData', resolve(home, 'desktop'));
  if (!app.requestSingleInstanceLock({ words, folder: process.cwd() } satisfies SecondStart)) {
    app.quit();
    return;
  }
  const start = parseStart(words, process.cwd());
  const level = process.env['SHAREDCAM_LOG'] ?? 'info';
  const log = openLog({ folder: app.getPath('logs'), level: isLogLevel(level) ? level : 'info', console: true });
  const running = markRunning(join(app.getPath('userData'), 'running.json'), app.getVersion());
  log.info(`started: version ${app.getVersion()}, process ${process.pid}${start.safeMode ? ', in safe mode' : ''}`);
  if (running.crashed) log.warn(`the run before (process ${running.crashed.pid}) did not end as it should`);
  for (const problem of start.problems) log.warn(problem);
  const fault = endOnFault(log);
  if (start.safeMode) app.disableHardwareAcceleration();
  if (app.isPackaged) introduce(log);
  registerPageScheme();
  hardenApp(log.warn);

  void app.whenReady().then(async () => {
    const desktop = openOrSay({ log, start, sessionEnds: running.ended }, fault);
    if (!desktop) return;
    const ending = endInOrder(desktop, log, running.ended);
    app.on('second-instance', (_event, _words, _folder, data) => {
      // Too late for this one: what was wanted is done by the next, as soon as this one has gone.
      if (ending()) relaunch(isSecondStart(data) ? fromAnywhere(data.words, data.folder) : words);
      else if (isSecondStart(data)) desktop.startAgain(parseStart(data.words, data.folder));
      else desktop.show();
    });
    app.on('activate', () => desktop.show());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
    await desktop.open(start.safeMode ? undefined : running.crashed);
  });
}

/** Windows gives a program with windows no terminal to write to: there it has one of its own. */
function help(): void {
  process.stdout.write(START_HELP);
  const shown =
    process.platform === 'win32'
      ? app.whenReady().then(() => dialog.showMessageBox({ message: app.getName(), detail: START_HELP }))
      : Promise.resolve();
  void shown.finally(() => app.exit());
}

/** A program that is started and shows nothing tells nobody why: what keeps it from starting is said before it ends. */
function openOrSay(parts: DesktopParts, fault: (error: unknown) => void): Desktop | undefined {
  try {
    return openDesktop(parts);
  } catch (error) {
    const { message, remedy } = toErrorReport(error);
    const { startFailed, logsAreIn } = wordsFor('system');
    dialog.showErrorBox(startFailed, [message, remedy, logsAreIn(parts.log.folder)].filter(Boolean).join('\n\n'));
    fault(error);
    return undefined;
  }
}

/** To the system. Windows shows notifications of programs only whose name for it is that of their entry in the start menu. */
function introduce(log: Logger): void {
  // On Linux only for a program that is in the system's menu.
  if (!app.setAsDefaultProtocolClient(LINK_SCHEME))
    log.info(`links ${LINK_SCHEME}:// were not registered: the program is not installed`);
  if (process.platform !== 'win32') return;
  app.setAppUserModelId(APP_ID);
  app.setToastActivatorCLSID(TOAST_CLASS);
}

/** Recordings, publishers, mappings and the waiting thread are closed before the process ends; only then may it go. Answers whether it has begun. */
function endInOrder(desktop: Desktop, log: Logger, ended: () => void): () => boolean {
  let ending = false;
  // Each time: a terminal or a session manager may ask twice, and a user who waits does.
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    const deadline = setTimeout(() => {
      log.error(`closing took longer than ${END_DEADLINE_MS / 1000} s; the program ends without it`);
      app.exit(1);
    }, END_DEADLINE_MS);
    void desktop
      .close()
      .catch((error: Error) => log.error(`closing failed: ${error.stack ?? error.message}`))
      .finally(() => {
        clearTimeout(deadline);
        ended();
        log.info('ended');
        app.exit();
      });
  });
  return () => ending;
}

/** The terminal that the program was started from may be closed: what is said there is in the log, too, and no reason to end. */
function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** A fault of ours is written down and ends the program: the mark stays, and the next start offers safe mode. */
function endOnFault(log: Logger): (error: unknown) => void {
  const end = (error: unknown): void => {
    log.error(`fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  return end;
}

function isSecondStart(data: unknown): data is SecondStart {
  if (typeof data !== 'object' || data === null) return false;
  const { words, folder } = data as Partial<Record<keyof SecondStart, unknown>>;
  return typeof folder === 'string' && Array.isArray(words) && words.every((word) => typeof word === 'string');
}
