import { protocol } from './protocol.ts';
import { Refusing, refusing } from './refusing.ts';
import type { WebContents } from './web-contents.ts';

type RequestHandler = (
  contents: WebContents,
  permission: string,
  answer: (granted: boolean) => void,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void;
type CheckHandler = (
  contents: WebContents | null,
  permission: string,
  origin: string,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => boolean;

/**
 * The permissions of docs/api/session.md that Chromium lets its debugger set, and by which names. `fullscreen` is asked for in the page.
 * pointerLock, openExternal, display-capture and others are the browser's own decision there: the double cannot refuse them.
 */
export const SETTABLE: readonly { readonly permission: string; readonly descriptor: object }[] = [
  { permission: 'geolocation', descriptor: { name: 'geolocation' } },
  { permission: 'notifications', descriptor: { name: 'notifications' } },
  { permission: 'media', descriptor: { name: 'camera' } },
  { permission: 'media', descriptor: { name: 'microphone' } },
  { permission: 'midi', descriptor: { name: 'midi' } },
  { permission: 'midiSysex', descriptor: { name: 'midi', sysex: true } },
  { permission: 'clipboard-read', descriptor: { name: 'clipboard-read' } },
  { permission: 'clipboard-sanitized-write', descriptor: { name: 'clipboard-write' } },
  { permission: 'idle-detection', descriptor: { name: 'idle-detection' } },
  { permission: 'window-management', descriptor: { name: 'window-management' } },
];

class Session extends Refusing {
  readonly protocol: object = protocol;
  #onRequest: RequestHandler | null = null;
  #onCheck: CheckHandler | null = null;

  constructor() {
    super('Session');
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#onRequest = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#onCheck = handler;
  }

  /** Remembered by nobody: pages of the double find no HID, serial or USB device. */
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  /**
   * Whether the page may: a check first, and a request where that says no; without handlers, everything is allowed
   * (docs/tutorial/security.md, "Handle session permission requests from remote content").
   */
  async _decide(contents: WebContents, permission: string, url: string, origin: string): Promise<boolean> {
    const details = { requestingUrl: url, isMainFrame: true };
    if (this.#onCheck?.(contents, permission, `${origin}/`, details)) return true;
    const onRequest = this.#onRequest;
    if (!onRequest) return this.#onCheck === null;
    return new Promise((resolve) => onRequest(contents, permission, resolve, details));
  }
}

export type { Session };

const defaultSession = new Session();
export const session = refusing({ defaultSession }, 'session');
