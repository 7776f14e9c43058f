import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { REQUEST_CHANNEL } from '../../../electron/channels.ts';
import { openIpcDoor } from '../../../electron/main/ipc-door.ts';
import { PAGE_URL } from '../../../electron/main/page-address.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const request = vi.fn<(command: unknown, argument: unknown) => Promise<unknown>>();
const log = vi.fn<(line: string) => void>();

function invoke(message: readonly unknown[], senderFrame: unknown = { parent: null, url: PAGE_URL }, id = 7): Promise<unknown> {
  const handler = electron.handlers.get(REQUEST_CHANNEL);
  if (!handler) throw new Error('no handler');
  return handler({ sender: { id }, senderFrame }, ...message);
}

describe('promise 29: the door of the desktop shell', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    openIpcDoor((id) => (id === 7 ? { request } : undefined), log);
  });

  it('passes requests of its own page on and answers them', async () => {
    request.mockResolvedValue([1]);
    expect(await invoke(['cameras.list', undefined])).toEqual({ answer: [1] });
    expect(request).toHaveBeenCalledWith('cameras.list', undefined);
  });

  it('keeps the code of what goes wrong', async () => {
    request.mockRejectedValue(new SharedCameraError('NOT_FOUND', 'gone'));
    expect(await invoke(['cameras.list', undefined])).toMatchObject({ error: { code: 'NOT_FOUND', message: 'gone' } });
    request.mockRejectedValue('odd');
    expect(await invoke(['cameras.list', undefined])).toMatchObject({ error: { code: 'GENERAL_FAILURE' } });
  });

  it.each([
    ['a frame inside the page', { parent: {}, url: PAGE_URL }, 7],
    ['another page', { parent: null, url: 'https://example.org/' }, 7],
    ['a page that only looks like ours', { parent: null, url: 'sharedcam-app://viewer.example.org/' }, 7],
    ['a file', { parent: null, url: 'file:///etc/passwd' }, 7],
    ['a page that has gone', null, 7],
    ['another window', { parent: null, url: PAGE_URL }, 8],
  ])('refuses %s with a code, and logs it', async (_who, frame, id) => {
    expect(await invoke(['cameras.list', undefined], frame, id)).toMatchObject({ error: { code: 'USAGE' } });
    expect(request).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledOnce();
  });

  it('answers any message with an answer or a coded error', async () => {
    request.mockRejectedValue(new SharedCameraError('USAGE', 'no'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.anything(), { maxLength: 4 }), async (message) => {
        expect(await invoke(message)).toMatchObject({ error: { code: 'USAGE' } });
      }),
    );
  });
});
