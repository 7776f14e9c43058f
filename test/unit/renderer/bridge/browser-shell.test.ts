import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectBrowserShell } from '../../../../renderer/bridge/browser-shell.ts';

class FakeSocket {
  static all: FakeSocket[] = [];
  readonly url: string;
  readonly sent: string[] = [];
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: (() => void) | undefined;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  receive(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const newest = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

const connect = () => connectBrowserShell(new URL('http://127.0.0.1:7480/secret/'));

describe('browser shell', () => {
  beforeEach(() => {
    FakeSocket.all = [];
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', FakeSocket);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('opens the control socket below the secret, and knows the addresses of a session', () => {
    const { frames } = connect();
    expect(newest().url).toBe('ws://127.0.0.1:7480/secret/control');
    expect(frames.kind === 'http' && frames.addresses()).toBeUndefined();
    newest().receive({ hello: { session: 'abc' } });
    expect(frames.kind === 'http' && frames.addresses()).toEqual({
      frames: 'http://127.0.0.1:7480/secret/streams/abc',
      credits: 'ws://127.0.0.1:7480/secret/credits/abc',
    });
  });

  it('keeps requests until the hello, and gives each its own answer', async () => {
    const { bridge } = connect();
    const info = bridge.request('app.info', undefined);
    const list = bridge.request('cameras.list', undefined);
    expect(newest().sent).toEqual([]);
    newest().receive({ hello: { session: 'abc' } });
    expect(newest().sent.map((text) => JSON.parse(text).command)).toEqual(['app.info', 'cameras.list']);
    newest().receive({ id: 2, answer: [] });
    newest().receive({ id: 1, answer: { version: '1' } });
    await expect(list).resolves.toEqual([]);
    await expect(info).resolves.toEqual({ version: '1' });
  });

  it('rejects with the report that came, and after the deadline', async () => {
    const { bridge } = connect();
    newest().receive({ hello: { session: 'abc' } });
    const refused = bridge.request('cameras.forget', { id: 'local:x' });
    newest().receive({ id: 1, error: { code: 'NOT_FOUND', message: 'gone', cause: 'c', remedy: 'r', details: {} } });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'gone' });
    const slow = bridge.request('cameras.list', undefined);
    const outcome = expect(slow).rejects.toMatchObject({ code: 'TIMEOUT' });
    await vi.advanceTimersByTimeAsync(10_000);
    await outcome;
  });

  it('tells events, until the listener leaves', () => {
    const { bridge } = connect();
    const listener = vi.fn();
    const leave = bridge.on('notice', listener);
    newest().receive({ event: 'notice', value: { level: 'info', text: 'a' } });
    leave();
    newest().receive({ event: 'notice', value: { level: 'info', text: 'b' } });
    expect(listener.mock.calls).toEqual([[{ level: 'info', text: 'a' }]]);
  });

  it('rejects what is pending when the connection is lost, refuses more, and connects again with growing pauses', async () => {
    const { bridge } = connect();
    const seen: boolean[] = [];
    bridge.onConnection((connected) => seen.push(connected));
    newest().receive({ hello: { session: 'abc' } });
    const pending = bridge.request('cameras.list', undefined);
    newest().onclose?.();
    await expect(pending).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(bridge.request('cameras.list', undefined)).rejects.toMatchObject({ code: 'CLOSED' });
    for (const pause of [200, 400, 800, 1600, 3000, 3000]) {
      const before = FakeSocket.all.length;
      vi.advanceTimersByTime(pause - 1);
      expect(FakeSocket.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all).toHaveLength(before + 1);
      newest().onclose?.();
    }
    vi.advanceTimersByTime(3000);
    newest().receive({ hello: { session: 'def' } });
    expect(seen.at(0)).toBe(true);
    expect(seen.at(-1)).toBe(true);
    expect(seen.slice(1, -1).every((connected) => !connected)).toBe(true);
  });
});
