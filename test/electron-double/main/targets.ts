import type { DevToolsSession } from './devtools.ts';
import { complain, runtime } from './runtime.ts';

export interface PageTarget {
  readonly id: string;
  readonly session: DevToolsSession;
}

/** What the owner of a page wants to know that is told to the browser and not to the page. */
export interface PageOwner {
  onCrash(status: string, errorCode: number): void;
  onGone(): void;
  onTitle(title: string): void;
}

/** A page that has nothing to load says nothing of its start. */
const LONGEST_START_MS = 1000;

interface TargetInfo {
  readonly targetId: string;
  readonly url: string;
  readonly title: string;
  readonly openerId?: string;
}

const sessions = new Map<string, DevToolsSession>();
const owners = new Map<string, PageOwner>();
const onPopup = new Map<string, (url: string, close: () => void) => void>();
let opening = 0;

/** Attaches to every page before its first script. */
export async function watchTargets(): Promise<void> {
  const { browser } = runtime.devTools;
  browser.on<{ sessionId: string; targetInfo: TargetInfo }>('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const session = runtime.devTools.session(sessionId);
    sessions.set(targetInfo.targetId, session);
    if (opening === 0) meetUnknown(targetInfo, session);
  });
  browser.on<{ targetInfo: TargetInfo }>('Target.targetInfoChanged', ({ targetInfo }) =>
    owners.get(targetInfo.targetId)?.onTitle(targetInfo.title),
  );
  browser.on<{ targetId: string; status: string; errorCode: number }>('Target.targetCrashed', ({ targetId, status, errorCode }) =>
    owners.get(targetId)?.onCrash(status, errorCode),
  );
  browser.on<{ targetId: string }>('Target.targetDestroyed', ({ targetId }) => {
    owners.get(targetId)?.onGone();
    owners.delete(targetId);
    onPopup.delete(targetId);
    sessions.delete(targetId);
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }, { exclude: true }],
  });
}

/** A window of its own for a page. It stands still until `Runtime.runIfWaitingForDebugger`. */
export async function openPage(
  bounds: { x?: number; y?: number; width: number; height: number },
  owner: PageOwner,
): Promise<PageTarget> {
  const { browser } = runtime.devTools;
  opening++;
  try {
    const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width: bounds.width,
      height: bounds.height,
      ...(bounds.x === undefined ? {} : { left: bounds.x, top: bounds.y }),
    });
    const session = sessions.get(targetId);
    if (!session) throw new Error('Chromium opened a page that its debugger was not told of.');
    owners.set(targetId, owner);
    return { id: targetId, session };
  } finally {
    opening--;
  }
}

/** What pages that this one opens are asked about. */
export function watchPopups(opener: string, onOpen: (url: string, close: () => void) => void): void {
  onPopup.set(opener, onOpen);
}

function meetUnknown({ targetId, url, openerId }: TargetInfo, session: DevToolsSession): void {
  const ask = openerId === undefined ? undefined : onPopup.get(openerId);
  if (ask) ask(url, () => closeUnloaded(targetId, session));
  else {
    complain(`a page that no window asked for: ${url}`);
    session.try('Runtime.runIfWaitingForDebugger');
  }
}

/**
 * Closes a page before it loads anything. While a new page waits for a debugger, the page that opened it stands still, too, and would for
 * ever if it were closed then: so it goes on first, for all debuggers, as far as its first request.
 */
function closeUnloaded(targetId: string, session: DevToolsSession): void {
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    runtime.devTools.browser.try('Target.closeTarget', { targetId });
  };
  for (const event of ['Fetch.requestPaused', 'Page.frameNavigated']) session.on(event, close);
  session.try('Page.enable');
  session.try('Fetch.enable');
  session.try('Runtime.runIfWaitingForDebugger');
  setTimeout(close, LONGEST_START_MS);
}
