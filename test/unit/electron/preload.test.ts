import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENT_CHANNEL, FRAME_CHANNEL, REQUEST_CHANNEL, STREAM_CHANNEL } from '../../../electron/channels.ts';
import { bridge, forwardEvents, forwardStreams } from '../../../electron/preload/bridge.ts';
import { ROOT } from '../../support/paths.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

beforeEach(() => {
  electron.ipcRenderer.removeAllListeners();
  vi.resetAllMocks();
});

describe('the bridge of the desktop shell', () => {
  it('answers, or rejects with the report', async () => {
    electron.ipcRenderer.invoke.mockResolvedValueOnce({ answer: { epoch: 1 } });
    await expect(bridge.request('cameras.list', undefined)).resolves.toEqual({ epoch: 1 });
    expect(electron.ipcRenderer.invoke).toHaveBeenCalledWith(REQUEST_CHANNEL, 'cameras.list', undefined);
    const error = { code: 'USAGE', message: 'no', cause: '', remedy: '', details: {} };
    electron.ipcRenderer.invoke.mockResolvedValueOnce({ error });
    await expect(bridge.request('cameras.list', undefined)).rejects.toEqual(error);
  });

  it('tells each listener its own event until it unsubscribes', () => {
    forwardEvents();
    const listener = vi.fn();
    const off = bridge.on('notice', listener);
    const tell = (name: string, value: unknown) => electron.ipcRenderer.emit(EVENT_CHANNEL, {}, name, value);
    tell('cameras.changed', []);
    tell('notice', { level: 'info', text: 'one' });
    off();
    tell('notice', { level: 'info', text: 'two' });
    expect(listener.mock.calls).toEqual([[{ level: 'info', text: 'one' }]]);
  });

  it('is connected as long as there is a page', () => {
    const listener = vi.fn();
    bridge.onConnection(listener)();
    expect(listener.mock.calls).toEqual([[true]]);
  });

  it('hands the port of a stream to the page, and frames that come past it', () => {
    const postMessage = vi.fn();
    vi.stubGlobal('window', { postMessage });
    forwardStreams();
    electron.ipcRenderer.emit(STREAM_CHANNEL, { ports: ['port'] }, { stream: 3, epoch: 9 });
    expect(postMessage).toHaveBeenCalledWith({ tag: STREAM_CHANNEL, stream: 3, epoch: 9 }, '*', ['port']);
    const frame = new ArrayBuffer(8);
    electron.ipcRenderer.emit(FRAME_CHANNEL, {}, { stream: 3, epoch: 9 }, frame);
    expect(postMessage).toHaveBeenLastCalledWith({ tag: FRAME_CHANNEL, stream: 3, epoch: 9, frame }, '*', [frame]);
    vi.unstubAllGlobals();
  });
});

describe('the doors of the desktop shell', () => {
  it.each([
    ['ipcMain', 'electron/main/ipc-door.ts'],
    ['ipcRenderer', 'electron/preload/bridge.ts'],
  ])('only one file names %s', (name, file) => {
    const files = readdirSync(join(ROOT, 'electron'), { recursive: true, encoding: 'utf8' }).map((path) => `electron/${path}`);
    const naming = files.filter((path) => path.endsWith('.ts') && readFileSync(join(ROOT, path), 'utf8').includes(name));
    expect(naming).toEqual([file]);
  });
});
