import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FRAME_HEADER_BYTES } from '../../../backend/frame-message.ts';
import { BROWSER_SHELL } from '../../../backend/shell-handlers.ts';
import { EVENT_CHANNEL, FRAME_CHANNEL, STREAM_CHANNEL } from '../../../electron/channels.ts';
import { chosenFramePath } from '../../../electron/main/frame-path.ts';
import { createPageSessions, type PageSessions } from '../../../electron/main/page-sessions.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { type FakeBackend, fakeBackend } from '../web/fake-backend.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

let backend: FakeBackend;
let pages: PageSessions;
let contents: electron.FakeContents;

beforeEach(() => {
  electron.channels.length = 0;
  backend = fakeBackend({ pixelBytes: 100 });
  pages = createPageSessions(backend, () => BROWSER_SHELL);
  contents = new electron.FakeContents(7);
  pages.adopt(contents as unknown as WebContents);
});

describe('sessions of the desktop shell', () => {
  it('opens one session for each page and tells it events', () => {
    expect(pages.of(8)).toBeUndefined();
    expect(pages.of(7)).toBe(pages.of(7));
    expect(backend.sessions).toHaveLength(1);
    backend.sessions[0]?.emit('notice', { level: 'info', text: verbatim('hello') });
    expect(contents.sent).toEqual([[EVENT_CHANNEL, 'notice', { level: 'info', text: verbatim('hello') }]]);
    contents.destroyed = true;
    backend.sessions[0]?.emit('notice', { level: 'info', text: verbatim('late') });
    expect(contents.sent).toHaveLength(1);
  });

  it('closes the session with its page: reload, crash, window closed', () => {
    const gone: (() => void)[] = [
      () => contents.emit('did-navigate'),
      () => contents.emit('render-process-gone', {}, { reason: 'crashed' }),
      () => contents.emit('destroyed'),
    ];
    for (const go of gone) {
      expect(pages.of(7)).toBeDefined();
      // It may still be refused, be in a frame, or within the page.
      contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
      contents.emit('did-navigate-in-page');
      expect(backend.open).toHaveLength(1);
      go();
      expect(backend.open).toHaveLength(0);
    }
    expect(pages.of(7)).toBeUndefined();
  });

  it('gives each stream a port: frames out, credits in', async () => {
    await pages.of(7)?.request('stream.open', { stream: 3 });
    const [channel] = electron.channels;
    expect(contents.sent).toEqual([[STREAM_CHANNEL, { stream: 3, epoch: 1 }, [channel?.port2]]]);
    expect(channel?.port1.start).toHaveBeenCalledOnce();

    channel?.port1.emit('message', { data: { stream: 3, epoch: 1, sequence: 0 } });
    expect(channel?.port1.posted.map((frame) => (frame as ArrayBuffer).byteLength)).toEqual([FRAME_HEADER_BYTES + 100]);
    expect(backend.sessions[0]?.credits).toEqual([{ stream: 3, epoch: 1, sequence: 0 }]);

    const stream = backend.sessions[0]?.streams.get(3);
    channel?.port1.emit('close');
    expect(stream?.closed).toBe(true);
    expect(channel?.port1.close).toHaveBeenCalledOnce();
  });

  it('sends frames past the port where that was chosen', async () => {
    pages = createPageSessions(backend, () => BROWSER_SHELL, 'send');
    pages.adopt(contents as unknown as WebContents);
    await pages.of(7)?.request('stream.open', { stream: 3 });
    const [channel] = electron.channels;
    channel?.port1.emit('message', { data: { stream: 3, epoch: 1, sequence: 0 } });
    expect(channel?.port1.posted).toEqual([]);
    expect(contents.sent.at(-1)).toEqual([FRAME_CHANNEL, { stream: 3, epoch: 1 }, expect.any(ArrayBuffer)]);
    expect([chosenFramePath('send'), chosenFramePath('other'), chosenFramePath()]).toEqual(['send', 'port', 'port']);
  });
});
