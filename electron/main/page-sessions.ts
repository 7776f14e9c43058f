/** One backend session for each page that a window shows. A reload is a new page: what the old one had open is closed with it. */
import type { WebContents } from 'electron';
import type { Backend, EventSink, Session } from '../../backend/app.ts';
import type { EventName, Events, ShellHandlers } from '../../backend/contract.ts';
import { EVENT_CHANNEL } from '../channels.ts';
import { chosenFramePath, createFramePath } from './frame-path.ts';

export interface PageSessions {
  /** Begins to give sessions to the pages of this window. */
  adopt(contents: WebContents): void;
  /** The session of the page that the window shows, opened with its first request. */
  of(contentsId: number): Session | undefined;
}

/** `shellFor` makes what the shell answers itself, for the page of one window. */
export function createPageSessions(
  backend: Backend,
  shellFor: (contents: WebContents) => ShellHandlers,
  path = chosenFramePath(),
): PageSessions {
  const windows = new Map<number, WebContents>();
  const sessions = new Map<number, Session>();

  function open(contents: WebContents): Session {
    const tell: EventSink = (event, value) => tellPage(contents, event, value);
    const session: Session = backend.openSession(
      createFramePath(contents, (value) => session.credit(value), path),
      tell,
      shellFor(contents),
    );
    sessions.set(contents.id, session);
    return session;
  }

  function end(contentsId: number): void {
    sessions.get(contentsId)?.close();
    sessions.delete(contentsId);
  }

  return {
    adopt(contents) {
      const { id } = contents;
      windows.set(id, contents);
      // Not when a navigation starts: one that is refused has started, too, and leaves the page as it is.
      contents.on('did-navigate', () => end(id));
      contents.on('render-process-gone', () => end(id));
      contents.once('destroyed', () => {
        windows.delete(id);
        end(id);
      });
    },
    of(contentsId) {
      const contents = windows.get(contentsId);
      return contents && (sessions.get(contentsId) ?? open(contents));
    },
  };
}

/** An event for one page, from the backend or from the shell itself. */
export function tellPage<E extends EventName>(contents: WebContents, event: E, value: Events[E]): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, event, value);
}
