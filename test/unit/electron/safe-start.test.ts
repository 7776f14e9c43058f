import type { MessageBoxOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAfterCrash } from '../../../electron/main/safe-start.ts';
import { wordsFor } from '../../../electron/main/words.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const CRASHED = { pid: 7, startedAt: 1_800_000_000_000, version: '0.9.0' };

describe('a start after a crash', () => {
  let answer: (response: number) => void;
  let options: MessageBoxOptions;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.resetAllMocks();
    electron.dialog.showMessageBox.mockImplementation((asked: MessageBoxOptions) => {
      options = asked;
      return new Promise((resolve) => {
        answer = (response) => resolve({ response });
        asked.signal?.addEventListener('abort', () => answer(asked.cancelId ?? -1));
      });
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks how to go on', async () => {
    const asked = askAfterCrash(CRASHED, wordsFor('en'));
    expect(options.buttons).toEqual(['Start as always', 'Start in safe mode']);
    expect(options.detail).toMatch(/Without an answer it starts as always after 60 seconds[\s\S]*0\.9\.0$/u);
    answer(1);
    expect(await asked).toBe(false);
    expect(electron.app.relaunch).toHaveBeenCalledExactlyOnceWith({ args: expect.arrayContaining(['--safe-mode']) });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(options.signal?.aborted).toBe(false);
  });

  it('goes on by itself where nobody answers', async () => {
    const asked = askAfterCrash(CRASHED, wordsFor('en'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await asked).toBe(true);
    expect(electron.app.relaunch).not.toHaveBeenCalled();
  });
});
