/**
 * Windows that show pictures only, beside the main one. They are remembered with their places for as long as the user leaves them open, and
 * come back at the next start, on whatever displays there are then.
 */
import { readFileSync } from 'node:fs';
import type { BrowserWindow } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod/mini';
import { SharedCameraError } from '../../native/core/errors.ts';
import { createPageWindow, loadPage, whenPainted, workAreas } from './page-window.ts';
import { bringForward } from './window.ts';
import { fitBounds, type Rectangle, rectangleSchema } from './window-state.ts';

const SAVE_DELAY_MS = 500;
/** More windows than anybody has room for; a file with more is damaged. */
const MAX_POP_OUTS = 32;
const FIRST_SIZE = { width: 960, height: 600 };
const SMALLEST = { width: 200, height: 140 };
/** Each new one lies a little lower, so that none hides another. */
const CASCADE_PIXELS = 32;

const popOutSchema = z.object({
  view: z.string().check(z.startsWith('#/'), z.maxLength(16 * 1024)),
  bounds: rectangleSchema,
  fullScreen: z.boolean(),
  alwaysOnTop: z.boolean(),
});
type PopOut = z.infer<typeof popOutSchema>;

export interface PopOuts {
  /** The window with this view, brought forward where there is one already. */
  open(view: string, bounds?: Rectangle): void;
  /** Those that were open when the program ended. */
  restore(): void;
  has(contentsId: number): boolean;
  /** The program ends, or its main window has gone: they close, and stay remembered. */
  end(): void;
  /** They close and are forgotten. */
  reset(): void;
}

interface Surroundings {
  /** Where they are remembered. */
  readonly path: string;
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  /** Whatever each window of the program is given. */
  adopt(window: BrowserWindow): void;
  log(line: string): void;
}

export function createPopOuts({ path, preload, icon, title, adopt, log }: Surroundings): PopOuts {
  const windows = new Map<BrowserWindow, string>();
  /** What was remembered last holds, however they go. */
  let ending = false;
  let timer: NodeJS.Timeout | undefined;

  function show(popOut: PopOut): void {
    ending = false;
    const window = createPageWindow({ bounds: popOut.bounds, minimum: SMALLEST, title, icon, preload, bare: true });
    windows.set(window, popOut.view);
    adopt(window);
    if (popOut.alwaysOnTop) window.setAlwaysOnTop(true);
    whenPainted(window, () => {
      if (popOut.fullScreen) window.setFullScreen(true);
      window.show();
    });
    window.on('resize', saveSoon);
    window.on('move', saveSoon);
    window.on('always-on-top-changed', saveSoon);
    window.on('enter-full-screen', saveSoon);
    window.on('leave-full-screen', saveSoon);
    window.once('closed', () => {
      windows.delete(window);
      save();
    });
    loadPage(window, log, popOut.view);
    saveSoon();
  }

  function saveSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  }

  function save(): void {
    clearTimeout(timer);
    if (ending) return;
    const popOuts = [...windows].map(([window, view]): PopOut => {
      const fullScreen = window.isFullScreen();
      // On the full screen, what counts is the display that it is on.
      return {
        view,
        bounds: fullScreen ? window.getBounds() : window.getNormalBounds(),
        fullScreen,
        alwaysOnTop: window.isAlwaysOnTop(),
      };
    });
    try {
      writeFileAtomic.sync(path, `${JSON.stringify({ popOuts })}\n`);
    } catch (error) {
      log(`the places of the windows were not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function firstBounds(): Rectangle {
    const [{ x, y }] = workAreas();
    const shift = CASCADE_PIXELS * (windows.size + 1);
    return { x: x + shift, y: y + shift, ...FIRST_SIZE };
  }

  return {
    open(view, bounds) {
      const [open] = [...windows].find(([, each]) => each === view) ?? [];
      if (open) {
        bringForward(open);
        return;
      }
      if (windows.size >= MAX_POP_OUTS)
        throw new SharedCameraError(
          'USAGE',
          `${windows.size} windows are open beside the main one, ${MAX_POP_OUTS} are the most.`,
          {
            remedy: 'Close one of them first.',
          },
        );
      show({ view, bounds: fitBounds(bounds ?? firstBounds(), workAreas(), SMALLEST), fullScreen: false, alwaysOnTop: false });
    },
    restore() {
      for (const popOut of load(path)) show({ ...popOut, bounds: fitBounds(popOut.bounds, workAreas(), SMALLEST) });
    },
    has: (contentsId) => [...windows.keys()].some(({ webContents }) => webContents.id === contentsId),
    end() {
      if (ending) return;
      save();
      ending = true;
      for (const window of [...windows.keys()]) window.close();
    },
    reset() {
      for (const window of [...windows.keys()]) window.close();
    },
  };
}

/** A damaged file costs the places, not the start. */
function load(path: string): readonly PopOut[] {
  try {
    return z.parse(
      z.object({ popOuts: z.array(popOutSchema).check(z.maxLength(MAX_POP_OUTS)) }),
      JSON.parse(readFileSync(path, 'utf8')),
    ).popOuts;
  } catch {
    return [];
  }
}
