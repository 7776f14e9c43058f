import type { DisplayList } from '../../../backend/contract.ts';
import { formatTarget, useRoute, type ViewerTarget } from '../../route.ts';
import { type Session, useSession } from '../../session.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useWindowState } from '../../stores/windows-store.ts';
import { toggleFullscreen } from '../live/fullscreen.ts';
import { targetOf, viewOnPage } from './view-on-page.ts';

/** What can be done with windows, the same in both shells. */
export interface Windows {
  popOut(target: ViewerTarget): void;
  /** The view as it is now, in a window of its own: later changes here do not reach it. */
  popOutView(): void;
  displays(): Promise<DisplayList | undefined>;
  fullScreen(display: string | undefined): void;
  toggleFullScreen(): void;
  /** Ends what the shell began; what the page began ends by itself with Escape. */
  leaveFullScreen(): void;
  keepOnTop(on: boolean): void;
  reset(): void;
}

export function useWindows(): Windows {
  return windowsOf(useSession());
}

function windowsOf({ ask }: Pick<Session, 'ask'>): Windows {
  const popOut = (target: ViewerTarget) => void ask('windows.popOut', { view: formatTarget(target) });
  const byShell = (): boolean => useWindowState.getState().fullScreen && document.fullscreenElement === null;
  const fullScreen = (display: string | undefined) => void ask('windows.fullscreen', { display: display ?? null });
  const leaveFullScreen = () => byShell() && fullScreen(undefined);
  return {
    popOut,
    popOutView() {
      const view = viewOnPage(useRoute.getState(), useSettings.getState(), useCameras.getState().cameras);
      if (view) popOut(targetOf(view, useSettings.getState().savedViews));
    },
    displays: () => ask('windows.displays', undefined),
    fullScreen,
    toggleFullScreen: () => (byShell() ? fullScreen(undefined) : toggleFullscreen()),
    leaveFullScreen,
    keepOnTop: (on) => void ask('windows.alwaysOnTop', { on }),
    reset: () => void ask('windows.reset', undefined),
  };
}
