import { realAddress } from './addresses.ts';
import type { DevToolsSession } from './devtools.ts';
import { electronEvent } from './events.ts';
import type { DocumentFrame } from './web-frame-main.ts';

/** What the events of a page do to its WebContents. */
export interface Watched {
  readonly mainFrameId: string;
  emit(event: string, ...values: unknown[]): boolean;
  /** The document of the main frame as it is now. */
  frame(): DocumentFrame | null;
  /** Another document is in the main frame. */
  arrive(url: string): void;
  beforeDocument(url: string): Promise<void>;
  painted(): void;
}

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly redirectedRequestId?: string;
  readonly request: { readonly url: string };
}

interface Navigated {
  readonly frame: {
    readonly id: string;
    readonly parentId?: string;
    readonly url: string;
    readonly urlFragment?: string;
    readonly unreachableUrl?: string;
  };
}

/** Chromium's events as Electron's, in the order of docs/api/web-contents.md, "Navigation Events". */
export function watchPage(session: DevToolsSession, watched: Watched): void {
  /** Frames that a page, and not the app, wants to send elsewhere. */
  const requested = new Set<string>();
  const isMain = (frameId: string): boolean => frameId === watched.mainFrameId;
  const details = (url: string, frameId: string, isSameDocument: boolean) => {
    const isMainFrame = isMain(frameId);
    const frame = isMainFrame ? watched.frame() : null;
    const event = electronEvent({ url: realAddress(url), isSameDocument, isMainFrame, frame, initiator: frame });
    return [event, event.url, isSameDocument, isMainFrame, frame?.processId, frame?.routingId] as const;
  };

  session.on<{ frameId: string }>('Page.frameRequestedNavigation', ({ frameId }) => requested.add(frameId));
  session.on<{ frameId: string; url: string; navigationType: string }>('Page.frameStartedNavigating', (started) => {
    if (started.navigationType.toLowerCase().includes('samedocument')) return;
    watched.emit('did-start-navigation', ...details(started.url, started.frameId, false));
  });
  session.on<Paused>('Fetch.requestPaused', (paused) => void decide(paused));
  session.on<Navigated>('Page.frameNavigated', ({ frame }) => {
    requested.delete(frame.id);
    const url = realAddress(frame.url + (frame.urlFragment ?? ''));
    const main = frame.parentId === undefined;
    if (main) watched.arrive(url);
    if (frame.unreachableUrl !== undefined) {
      watched.emit('did-fail-load', electronEvent({}), -2, 'ERR_FAILED', realAddress(frame.unreachableUrl), main, 0, 0);
      return;
    }
    watched.emit('did-frame-navigate', electronEvent({}), url, 200, 'OK', main, 0, 0);
    if (main) watched.emit('did-navigate', electronEvent({}), url, 200, 'OK');
  });
  session.on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const frame = isMain(frameId) ? watched.frame() : null;
    if (frame) frame.url = realAddress(url);
    watched.emit('did-start-navigation', ...details(url, frameId, true));
    watched.emit('did-navigate-in-page', electronEvent({}), realAddress(url), isMain(frameId), 0, 0);
  });
  session.on<{ frameId: string }>('Page.frameStartedLoading', ({ frameId }) => {
    if (isMain(frameId)) watched.emit('did-start-loading', electronEvent({}));
  });
  session.on<{ frameId: string }>('Page.frameStoppedLoading', ({ frameId }) => {
    requested.delete(frameId);
    if (isMain(frameId)) watched.emit('did-stop-loading', electronEvent({}));
  });
  session.on('Page.domContentEventFired', () => watched.emit('dom-ready', electronEvent({})));
  session.on('Page.loadEventFired', () => watched.emit('did-finish-load', electronEvent({})));
  session.on<{ frameId: string; name: string }>('Page.lifecycleEvent', ({ frameId, name }) => {
    if (isMain(frameId) && name === 'firstContentfulPaint') watched.painted();
  });

  /** A document is about to be fetched: the app may refuse it, unless it asked for it itself. */
  async function decide({ requestId, frameId, redirectedRequestId, request }: Paused): Promise<void> {
    if (redirectedRequestId !== undefined) {
      if (!emitted('will-redirect', request.url, frameId)) return refuse(requestId);
    } else if (requested.has(frameId)) {
      if (!emitted('will-frame-navigate', request.url, frameId)) return refuse(requestId);
      if (isMain(frameId) && !emitted('will-navigate', request.url, frameId)) return refuse(requestId);
    }
    if (isMain(frameId)) await watched.beforeDocument(request.url);
    session.try('Fetch.continueRequest', { requestId });
  }

  function emitted(event: string, url: string, frameId: string): boolean {
    const values = details(url, frameId, false);
    watched.emit(event, ...values);
    return !values[0].defaultPrevented;
  }

  function refuse(requestId: string): void {
    session.try('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  }
}
