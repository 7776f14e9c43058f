/** The running program: its backend, its window, and everything around the window that belongs to the desktop. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type MessageBoxOptions, nativeTheme, session, shell, type WebContents } from 'electron';
import { createBackend } from '../../backend/app.ts';
import type { CameraId, ShellHandlers, ShellState } from '../../backend/contract.ts';
import type { Logger } from '../../backend/log-file.ts';
import { SharedCameraError, toErrorReport } from '../../native/core/errors.ts';
import { notifyAlarms } from './alarm-notifications.ts';
import { startsWithSession, startWithSession } from './autostart.ts';
import { reloadAfterCrash } from './crash-guard.ts';
import { askToEnd } from './end-question.ts';
import { fileHandlers } from './file-dialogs.ts';
import { watchProcesses } from './graphics-guard.ts';
import { askWhileHanging } from './hang-guard.ts';
import { hardenSession } from './hardening.ts';
import { openIpcDoor } from './ipc-door.ts';
import { type PageMenu, setMenu } from './menu.ts';
import { createPageSessions, tellPage } from './page-sessions.ts';
import { createPopOuts } from './pop-outs.ts';
import { keepDisplayOn } from './power-save.ts';
import { servePage } from './protocol.ts';
import type { RunningMark } from './running-mark.ts';
import { askAfterCrash } from './safe-start.ts';
import { followSessionEnd } from './session-end.ts';
import type { StartOptions } from './start-options.ts';
import { programStarter } from './start-program.ts';
import { openTray } from './tray.ts';
import { onWayland } from './wayland.ts';
import { bringForward, openMainWindow, placeOn, putAway, resetWindow } from './window.ts';
import { followWindow, windowHandlers } from './window-commands.ts';
import { wordsFor } from './words.ts';

const OUT = join(import.meta.dirname, '..');
const NO_MENU: PageMenu = { groups: [] };

export interface Desktop {
  /** Opens the window, unless the user decides otherwise after a crash. */
  open(crashed: RunningMark | undefined): Promise<void>;
  show(): void;
  /** The program was started once more, with these wishes. */
  startAgain(start: StartOptions): void;
  close(): Promise<void>;
}

export interface DesktopParts {
  readonly log: Logger;
  readonly start: StartOptions;
  /** The session of the user ends, and the process with it, whatever it still does. */
  readonly sessionEnds: () => void;
}

export function openDesktop({ log, start, sessionEnds }: DesktopParts): Desktop {
  const { safeMode } = start;
  const backend = createBackend({
    shell: 'desktop',
    version: app.getVersion(),
    log: log.warn,
    safeMode,
    startProgram: programStarter(join(import.meta.dirname, 'cli.js')),
    showInFolder,
  });
  const pages = createPageSessions(backend, shellFor);
  const icon = join(app.getAppPath(), 'assets/icon.png');
  const preload = join(OUT, 'preload/preload.cjs');
  const popOuts = createPopOuts({
    path: join(app.getPath('userData'), 'pop-outs.json'),
    ...{ preload, icon, title: app.getName(), adopt, log: log.warn },
  });
  let window: BrowserWindow | undefined;
  let words = wordsFor('system');
  let menu = NO_MENU;
  let wish = wishOf(start);
  let closing = false;
  /** The page has asked for the state of its shell, so it hears what it is told. */
  let listening = false;

  hardenSession(session.defaultSession);
  servePage(join(OUT, 'renderer'));
  openIpcDoor((contentsId) => pages.of(contentsId), log.warn);
  watchProcesses((times) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) tellPage(webContents, 'shell.graphicsLost', { times });
  }, log.warn);
  app.on('before-quit', () => {
    closing = true;
    popOuts.end();
  });
  app.on('window-all-closed', () => app.quit());

  const tray = openTray(icon, { show: (camera) => showCamera(camera), quit: () => app.quit() });
  let toTray = false;
  const watch = backend.watchCameras((cameras, { language, closeToTray, theme }) => {
    // Menus, dialogs and the edges of windows are drawn by the system.
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    const before = words;
    words = wordsFor(language);
    toTray = closeToTray;
    tray.tell(cameras, words);
    // A new menu closes the one that is open, and cameras change all the time.
    if (words !== before) applyMenu();
  });

  const unnotify = notifyAlarms(backend, {
    words: () => words,
    // What is minimised on Wayland nobody knows: rather one notification too many.
    isSeen: () => window?.isVisible() === true && !window.isMinimized() && (!onWayland() || window.isFocused()),
    show: showCamera,
  });

  function show(): BrowserWindow {
    if (window) bringForward(window);
    window ??= openWindow();
    return window;
  }

  function showCamera(camera: CameraId | undefined): void {
    if (camera !== undefined) wish = { camera };
    show();
    tellWish();
  }

  /** A recording that the program was opened with. */
  async function play({ recording }: StartOptions): Promise<void> {
    if (recording === undefined) return;
    try {
      showCamera((await backend.playRecording(recording)).camera);
    } catch (error) {
      if (closing) return;
      const { message, remedy: detail } = toErrorReport(error);
      log.warn(message);
      await complain(show(), { type: 'error', message, detail });
    }
  }

  /** Not by the error box, which would stop all pictures until it is closed. */
  async function complain(about: BrowserWindow, words: MessageBoxOptions): Promise<void> {
    try {
      await dialog.showMessageBox(about, words);
    } catch (fault) {
      log.warn(`a message was not shown: ${String(fault)}`);
    }
  }

  /** What was not understood of how the program was started. */
  function tellProblems({ problems }: StartOptions, about: BrowserWindow): void {
    if (problems.length > 0) void complain(about, { type: 'warning', message: problems.join('\n') });
  }

  function openWindow(): BrowserWindow {
    const opened = openMainWindow(preload, icon, { ...start, display: start.display }, log.warn);
    adopt(opened);
    opened.on('close', (event) => {
      if (closing) return;
      const recordings = toTray ? 0 : backend.recordings();
      if (!toTray && recordings === 0) return;
      event.preventDefault();
      if (toTray) putAway(opened);
      else void askToEnd(opened, recordings, words).then((wanted) => wanted && app.quit());
    });
    opened.once('closed', () => {
      window = undefined;
      popOuts.end();
    });
    followSessionEnd(opened, { recordings: () => backend.recordings(), ends: sessionEnds, quit: () => app.quit() });
    return opened;
  }

  /** What the main window and pop-outs have in common. */
  function adopt(opened: BrowserWindow): void {
    pages.adopt(opened.webContents);
    keepDisplayOn(opened);
    followWindow(opened, (state) => tellPage(opened.webContents, 'windows.changed', state));
    const trouble = { words: () => words, ending: () => closing, quit: () => app.quit(), log: log.warn };
    reloadAfterCrash(opened.webContents, trouble);
    askWhileHanging(opened, trouble);
  }

  function reset(): void {
    popOuts.reset();
    if (window) resetWindow(window);
  }

  /** To the page, once it listens: the first that it asks for is the state of its shell. */
  function tellWish(): void {
    if (!wish || !window || !listening) return;
    tellPage(window.webContents, 'shell.show', wish);
    wish = undefined;
  }

  function applyMenu(): void {
    setMenu(menu, {
      words,
      run: (action, target) => target && tellPage(target.webContents, 'shell.action', { action }),
      openLogs: () => void openLogs(),
    });
  }

  async function openLogs(): Promise<null> {
    const problem = await shell.openPath(log.folder);
    if (problem !== '') log.warn(`the log folder was not opened: ${problem}`);
    return null;
  }

  const files = {
    words: () => words,
    documents: app.getPath('documents'),
    play: async (path: string) => (await backend.playRecording(path)).camera,
  };
  const state = (): ShellState => ({ safeMode, startsWithSession: startsWithSession(), logFolder: log.folder });

  /** For a page that has just come. */
  function shellFor(contents: WebContents): ShellHandlers {
    const isMain = !popOuts.has(contents.id);
    if (isMain) listening = false;
    const own = BrowserWindow.fromWebContents(contents);
    if (!own) throw new SharedCameraError('CLOSED', 'The window has gone.');
    return {
      ...windowHandlers(own, { popOuts, reset }),
      ...fileHandlers(own, files),
      'shell.state': () => {
        if (!isMain) return state();
        listening = true;
        setImmediate(tellWish);
        return state();
      },
      'shell.startWithSession': ({ on }) => {
        startWithSession(on);
        return state();
      },
      'shell.openLogs': openLogs,
      'shell.menu': (next) => {
        // The menu bar is that of the main window.
        if (!isMain) return null;
        menu = next;
        applyMenu();
        return null;
      },
    };
  }

  return {
    async open(crashed) {
      applyMenu();
      if (crashed && !(await askAfterCrash(crashed, words))) {
        app.quit();
        return;
      }
      // It was told to end while it asked.
      if (closing) return;
      window ??= openWindow();
      if (!safeMode) popOuts.restore();
      void play(start);
      tellProblems(start, window);
    },
    show,
    startAgain(again) {
      for (const problem of again.problems) log.warn(problem);
      wish = wishOf(again) ?? wish;
      // Nobody asked to see it: so it is started with the session, also where it runs already.
      const shown = again.minimized && window ? window : show();
      placeOn(shown, again.display, log.warn);
      if (again.fullscreen) shown.setFullScreen(true);
      tellWish();
      void play(again);
      tellProblems(again, shown);
    },
    async close() {
      watch();
      unnotify();
      tray.close();
      await backend.close();
    },
  };
}

/** A file is shown where it lies; a folder is opened. */
function showInFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) void shell.openPath(path);
  else shell.showItemInFolder(path);
}

function wishOf({ view }: StartOptions): { readonly camera: CameraId } | undefined {
  return view && { camera: `${view.namespace}:${view.name}` };
}
