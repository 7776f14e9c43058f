import type { CameraId } from '../backend/contract.ts';
import { DEFAULT_DISPLAY, type Display } from '../native/core/pixels/display.ts';
import { chooseDisplay, settleDisplay } from './stores/display-store.ts';

/** A level that is being dragged is remembered when it has come to rest. */
const SETTLE_MS = 300;

/** Shows what was chosen at once and hands it on when no newer choice comes; `remember` never rejects. */
export function createDisplayKeeper(
  remember: (id: CameraId, display: Display | null) => Promise<unknown>,
): (id: CameraId, display: Display | null) => void {
  const timers = new Map<CameraId, ReturnType<typeof setTimeout>>();
  return (id, display) => {
    const shown = display ?? { ...DEFAULT_DISPLAY };
    chooseDisplay(id, shown);
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        void remember(id, display).then(() => settleDisplay(id, shown));
      }, SETTLE_MS),
    );
  };
}
