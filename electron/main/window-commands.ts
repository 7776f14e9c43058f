/** What a page asks of the window that it is in. */
import { type BrowserWindow, type Display, screen } from 'electron';
import type { DisplayInfo, WindowHandlers, WindowState } from '../../backend/contract.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { PopOuts } from './pop-outs.ts';
import { onWayland } from './wayland.ts';

interface Surroundings {
  readonly popOuts: Pick<PopOuts, 'open'>;
  /** Back to one window in its first place. */
  reset(): void;
}

export function windowHandlers(window: BrowserWindow, { popOuts, reset }: Surroundings): WindowHandlers {
  return {
    'windows.popOut'({ view, bounds }) {
      popOuts.open(view, bounds);
      return null;
    },
    'windows.displays'() {
      const primary = screen.getPrimaryDisplay().id;
      const matching = screen.getDisplayMatching(window.getBounds());
      const current = matching.id;
      if (onWayland()) return { displays: [infoOf(matching, primary, current)], limit: 'system' };
      return { displays: screen.getAllDisplays().map((display) => infoOf(display, primary, current)), limit: null };
    },
    'windows.fullscreen'({ display: wanted }) {
      if (wanted === null) {
        window.setFullScreen(false);
        return null;
      }
      const display = screen.getAllDisplays().find(({ id }) => String(id) === wanted);
      if (!display)
        throw new SharedCameraError('OUTDATED', 'This display is not there any more.', {
          remedy: 'Open the menu again: it shows the displays of now.',
        });
      fillDisplay(window, display);
      return null;
    },
    'windows.alwaysOnTop'({ on }) {
      window.setAlwaysOnTop(on);
      return null;
    },
    'windows.state': () => stateOf(window),
    'windows.reset'() {
      reset();
      return null;
    },
  };
}

/** Tells whenever the state of a window changes, by whomever. */
export function followWindow(window: BrowserWindow, tell: (state: WindowState) => void): void {
  const changed = (): void => {
    if (!window.isDestroyed()) tell(stateOf(window));
  };
  window.on('enter-full-screen', changed);
  window.on('leave-full-screen', changed);
  window.on('always-on-top-changed', changed);
}

function stateOf(window: BrowserWindow): WindowState {
  return { fullScreen: window.isFullScreen(), alwaysOnTop: window.isAlwaysOnTop() };
}

/** A window fills the display that it is on: it is brought there first, for which it must be an ordinary one. */
function fillDisplay(window: BrowserWindow, { workArea }: Display): void {
  const fill = (): void => {
    if (window.isMaximized()) window.unmaximize();
    window.setBounds(workArea);
    window.setFullScreen(true);
  };
  if (!window.isFullScreen()) {
    fill();
    return;
  }
  window.once('leave-full-screen', fill);
  window.setFullScreen(false);
}

function infoOf({ id, label, bounds }: Display, primary: number, current: number): DisplayInfo {
  return { id: String(id), label, bounds, primary: id === primary, current: id === current };
}
