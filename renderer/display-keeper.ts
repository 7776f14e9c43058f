import type { CameraId } from '../backend/contract.ts';
import { DEFAULT_DISPLAY, type Display } from '../native/core/pixels/display.ts';
import { chooseDisplay, settleDisplay } from './stores/display-store.ts';

/** A level that is being dragged is remembered so often at most. */
const PAUSE_MS = 300;

interface Choice {
  /** Null: as the pixels come. */
  readonly display: Display | null;
  readonly shown: Display;
}

/**
 * Shows what was chosen at once, and hands on the first choice of a drag at once and its last one soon, or when the page goes (`leaving`).
 * `remember` never rejects.
 */
export function createDisplayKeeper(
  remember: (id: CameraId, display: Display | null) => Promise<unknown>,
  leaving: EventTarget,
): (id: CameraId, display: Display | null) => void {
  /** Of the cameras whose last choice is on its way: what was chosen since. */
  const since = new Map<CameraId, Choice | undefined>();

  async function hand(id: CameraId, { display, shown }: Choice): Promise<void> {
    since.set(id, undefined);
    await Promise.all([remember(id, display), new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
    settleDisplay(id, shown);
    const next = since.get(id);
    since.delete(id);
    if (next) await hand(id, next);
  }

  leaving.addEventListener('pagehide', () => {
    for (const [id, choice] of since) {
      since.set(id, undefined);
      if (choice) void remember(id, choice.display);
    }
  });

  return (id, display) => {
    const choice: Choice = { display, shown: display ?? { ...DEFAULT_DISPLAY } };
    chooseDisplay(id, choice.shown);
    if (since.has(id)) since.set(id, choice);
    else void hand(id, choice);
  };
}
