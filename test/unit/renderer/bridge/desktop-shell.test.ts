import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../../backend/contract.ts';
import { desktopShell } from '../../../../renderer/bridge/desktop-shell.ts';

const bridge: Bridge = { request: vi.fn(), on: () => () => undefined, onConnection: () => () => undefined };

describe('desktop shell', () => {
  const page = new EventTarget();
  beforeEach(() => vi.stubGlobal('window', page));
  afterEach(() => vi.unstubAllGlobals());

  function arrives(data: unknown, source: unknown = page, ports: readonly unknown[] = ['port']): void {
    page.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }));
  }

  it('takes the ports that its own preload script hands over, and nothing else', () => {
    const { frames } = desktopShell(bridge);
    if (frames.kind !== 'ports') throw new Error('the desktop shell brings ports');
    const listener = vi.fn();
    const leave = frames.onPort(listener);
    const offer = { tag: 'shared-camera:stream', stream: 4, epoch: 9 };
    arrives(offer);
    arrives(offer, {});
    arrives(offer, page, []);
    arrives({ ...offer, tag: 'other' });
    arrives({ ...offer, stream: '4' });
    arrives(null);
    leave();
    arrives(offer);
    expect(listener.mock.calls).toEqual([[4, 9, 'port']]);
  });

  it('takes frames that come past their port', () => {
    const { frames } = desktopShell(bridge);
    if (frames.kind !== 'ports') throw new Error('the desktop shell brings ports');
    const listener = vi.fn();
    const leave = frames.onFrame(listener);
    const frame = new ArrayBuffer(4);
    const message = { tag: 'shared-camera:frame', stream: 4, epoch: 9, frame };
    arrives(message);
    arrives(message, {});
    arrives({ ...message, frame: 'none' });
    arrives({ ...message, tag: 'shared-camera:stream' });
    leave();
    arrives(message);
    expect(listener.mock.calls).toEqual([[4, 9, frame]]);
  });

  it('waits ten seconds for an answer, and without end for a person', async () => {
    vi.useFakeTimers();
    const silent: Bridge = { ...bridge, request: () => new Promise<never>(() => undefined) };
    const { request } = desktopShell(silent).bridge;
    const late = expect(request('cameras.list', undefined)).rejects.toMatchObject({ code: 'TIMEOUT' });
    const asked = vi.fn();
    void request('shell.openRecording', undefined).finally(asked);
    await vi.advanceTimersByTimeAsync(60_000);
    await late;
    expect(asked).not.toHaveBeenCalled();
    vi.useRealTimers();
  });
});
