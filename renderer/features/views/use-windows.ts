import type { DisplayList } from '../../../backend/contract.ts';
import { formatTarget, useRoute, type ViewerTarget } from '../../route.ts';
import { type Session, useSession } from '../../session.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { targetOf, viewOnPage } from './view-on-page.ts';

/** What can be done with windows, the same in both shells. */
export interface Windows {
  popOut(target: ViewerTarget): void;
  /** The view as it is now, in a window of its own: later changes here do not reach it. */
  popOutView(): void;
  displays(): Promise<DisplayList | undefined>;
  fullScreen(display: string | undefined): void;
  keepOnTop(on: boolean): void;
  reset(): void;
}

export function useWindows(): Windows {
  return windowsOf(useSession());
}

function windowsOf({ ask }: Pick<Session, 'ask'>): Windows {
  const popOut = (target: ViewerTarget) => void ask('windows.popOut', { view: formatTarget(target) });
  return {
    popOut,
    popOutView() {
      const view = viewOnPage(useRoute.getState(), useSettings.getState(), useCameras.getState().cameras);
      if (view) popOut(targetOf(view, useSettings.getState().savedViews));
    },
    displays: () => ask('windows.displays', undefined),
    fullScreen: (display) => void ask('windows.fullscreen', { display: display ?? null }),
    keepOnTop: (on) => void ask('windows.alwaysOnTop', { on }),
    reset: () => void ask('windows.reset', undefined),
  };
}
