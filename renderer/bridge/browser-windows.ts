/** Windows of the browser shell: the page itself does what browsers let it do, and says where they do not. */
import type { DisplayInfo, WindowArgument, WindowCommandName, WindowHandlers, WindowState } from '../../backend/contract.ts';
import { SharedCameraError } from '../../native/core/errors.ts';

/** https://developer.mozilla.org/docs/Web/API/Window_Management_API: not in every browser, and not in TypeScript's types. */
interface ScreenDetailed extends Screen {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly isPrimary: boolean;
}
interface ScreenDetails {
  readonly screens: readonly ScreenDetailed[];
  readonly currentScreen: ScreenDetailed;
}
/** `screen` is of the same interface. */
interface FullscreenOnScreen extends FullscreenOptions {
  readonly screen?: ScreenDetailed;
}
type ManagedWindow = Window & { readonly getScreenDetails?: () => Promise<ScreenDetails> };

const POP_OUT = { width: 960, height: 600 };

export function browserWindows(base: URL): WindowHandlers {
  let details: ScreenDetails | undefined;
  return {
    'windows.popOut'({ view, bounds }) {
      const { x, y, width, height } = { x: undefined, y: undefined, ...POP_OUT, ...bounds };
      const place = x === undefined ? '' : `,left=${x},top=${y}`;
      // Named by its view, so that the same one is not opened twice but comes forward.
      const opened = window.open(new URL(view, base), view, `popup,width=${width},height=${height}${place}`);
      if (!opened)
        throw new SharedCameraError('ACCESS_DENIED', 'The browser did not open the window.', {
          cause: 'It blocks windows that pages open.',
          remedy: 'Allow pop-ups for this address, and try again.',
        });
      opened.focus();
      return null;
    },
    async 'windows.displays'() {
      const { getScreenDetails } = window as ManagedWindow;
      if (!getScreenDetails) return { displays: [ownDisplay()], limit: 'unknown' };
      try {
        details = await getScreenDetails.call(window);
      } catch {
        return { displays: [ownDisplay()], limit: 'not-granted' };
      }
      const { screens, currentScreen } = details;
      return { displays: screens.map((each, index) => displayOf(each, index, each === currentScreen)), limit: null };
    },
    async 'windows.fullscreen'({ display }) {
      if (display === null) {
        if (document.fullscreenElement) await document.exitFullscreen();
        return null;
      }
      const screen = details?.screens.find((_, index) => String(index) === display);
      const options: FullscreenOnScreen = screen ? { screen } : {};
      await document.documentElement.requestFullscreen(options).catch((error: unknown) => {
        throw new SharedCameraError('ACCESS_DENIED', `The browser did not go full screen (${String(error)}).`, {
          cause: 'Browsers allow it only right after a key or a click.',
          remedy: 'Try again.',
        });
      });
      return null;
    },
    'windows.alwaysOnTop'() {
      throw new SharedCameraError('UNSUPPORTED', 'A browser window cannot be kept on top.', {
        cause: 'Browsers do not let pages decide that.',
        remedy: 'Use the window menu of your system, or the desktop program.',
      });
    },
    'windows.state': browserWindowState,
    'windows.reset': () => null,
  };
}

export function browserWindowState(): WindowState {
  return { fullScreen: document.fullscreenElement !== null, alwaysOnTop: null };
}

export function isWindowCommand(command: string): command is WindowCommandName {
  return command.startsWith('windows.');
}

/** One of the handlers, called with what belongs to it. */
export async function answerWindowCommand<C extends WindowCommandName>(
  handlers: WindowHandlers,
  command: C,
  argument: WindowArgument<C>,
) {
  return await handlers[command](argument);
}

function ownDisplay(): DisplayInfo {
  const { width, height } = screen;
  return { id: '0', label: '', bounds: { x: 0, y: 0, width, height }, primary: true, current: true };
}

function displayOf({ label, left, top, width, height, isPrimary }: ScreenDetailed, index: number, current: boolean): DisplayInfo {
  return { id: String(index), label, bounds: { x: left, y: top, width, height }, primary: isPrimary, current };
}
