import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askWhileHanging } from '../../../electron/main/hang-guard.ts';
import { wordsFor } from '../../../electron/main/words.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const [LOAD_AGAIN, WAIT, QUIT] = [0, 1, 2];

describe('a page that does not answer', () => {
  const quit = vi.fn();
  const log = vi.fn();
  let window: electron.BrowserWindow;
  /** One for each question: a person answers it. */
  const asked: { readonly options: MessageBoxOptions; answer(button: number): Promise<void> }[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetAllMocks();
    asked.length = 0;
    electron.dialog.showMessageBox.mockImplementation(
      (about: unknown, options: MessageBoxOptions) =>
        new Promise((resolve) => {
          expect(about).toBe(window);
          options.signal?.addEventListener('abort', () => resolve({ response: options.cancelId }));
          asked.push({
            options,
            async answer(response) {
              resolve({ response });
              await vi.advanceTimersByTimeAsync(0);
            },
          });
        }),
    );
    window = new electron.BrowserWindow({});
    askWhileHanging(window as unknown as BrowserWindow, { words: () => wordsFor('en'), quit, log });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const said = (): string[] => log.mock.calls.flat();
  const killed = () => window.webContents.forcefullyCrashRenderer;

  it('is asked about once, and no longer when it answers again', async () => {
    window.emit('unresponsive');
    window.emit('unresponsive');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.options).toMatchObject({ buttons: ['Load it again', 'Wait', 'Quit'], defaultId: WAIT, cancelId: WAIT });
    window.emit('responsive');
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(1);
    expect(killed()).not.toHaveBeenCalled();
    expect(said()).toEqual(['the page does not answer', 'the page answers again']);
    window.emit('unresponsive');
    expect(asked).toHaveLength(2);
  });

  it('is ended where it shall be loaded again', async () => {
    window.emit('unresponsive');
    await asked[0]?.answer(LOAD_AGAIN);
    expect(killed()).toHaveBeenCalledOnce();
    expect(quit).not.toHaveBeenCalled();
    window.webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
    expect(said()).toContain('the user loads the page again');
  });

  it('is waited for, and asked about again after a minute', async () => {
    window.emit('unresponsive');
    await asked[0]?.answer(WAIT);
    expect(said()).toContain('the user waits for the page');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    await asked[1]?.answer(WAIT);
    window.emit('responsive');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(2);
  });

  it('cannot keep the program from ending', async () => {
    window.emit('unresponsive');
    await asked[0]?.answer(QUIT);
    expect(killed()).toHaveBeenCalledOnce();
    expect(quit).not.toHaveBeenCalled();
    window.webContents.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
    expect(quit).toHaveBeenCalledOnce();
  });

  it('cannot do so by outliving its end either', async () => {
    window.emit('unresponsive');
    await asked[0]?.answer(QUIT);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(quit).toHaveBeenCalledOnce();
  });

  it.each(['crashes', 'closes'] as const)('is not asked about any more when it %s', async (how) => {
    window.emit('unresponsive');
    if (how === 'crashes') window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
    else window.emit('closed');
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(300_000);
    expect([asked.length, killed().mock.calls.length]).toEqual([1, 0]);
  });

  it('is written down also where nobody can be asked', async () => {
    electron.dialog.showMessageBox.mockRejectedValueOnce(new Error('no dialogs here'));
    window.emit('unresponsive');
    await vi.advanceTimersByTimeAsync(0);
    expect(said().at(-1)).toContain('no dialogs here');
  });
});
