import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { wordsFor } from '../../../electron/main/words.ts';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
const { fileHandlers } = await import('../../../electron/main/file-dialogs.ts');

const home = mkdtempSync(join(tmpdir(), 'sharedcam-dialogs-'));
afterAll(() => rmSync(home, { recursive: true }));

const play = vi.fn(async () => 'local:film-again');
const window = new electron.BrowserWindow({}) as unknown as BrowserWindow;
const handlers = fileHandlers(window, { words: () => wordsFor('de'), documents: home, play });
beforeEach(() => vi.clearAllMocks());

it('plays the recording that is chosen, and nothing when none is', async () => {
  expect(await handlers['shell.openRecording'](undefined)).toEqual({ camera: null });
  expect(play).not.toHaveBeenCalled();
  electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/film.mcap'] });
  expect(await handlers['shell.openRecording'](undefined)).toEqual({ camera: 'local:film-again' });
  expect(play).toHaveBeenCalledWith('/film.mcap');
  expect(electron.dialog.showOpenDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ title: 'Aufnahme öffnen', filters: [{ name: 'Aufnahmen', extensions: ['mcap', 'mp4', 'webm'] }] }),
  );
});

it('asks for a folder, beginning where it is now', async () => {
  electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/chosen'] });
  expect(await handlers['shell.chooseFolder']({ title: 'Ordner', folder: '/now' })).toEqual({ path: '/chosen' });
  expect(electron.dialog.showOpenDialog).toHaveBeenLastCalledWith(window, {
    title: 'Ordner',
    defaultPath: '/now',
    properties: ['openDirectory', 'createDirectory'],
  });
});

it('writes a text where it is told, whole, over what the user agreed to replace', async () => {
  expect(await handlers['shell.saveText']({ name: 'figures.csv', text: 'a' })).toEqual({ path: null });
  expect(electron.dialog.showSaveDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: join(home, 'figures.csv') }),
  );
  const filePath = join(home, 'saved.csv');
  writeFileSync(filePath, 'before');
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
  expect(await handlers['shell.saveText']({ name: 'figures.csv', text: 'after' })).toEqual({ path: filePath });
  expect(readFileSync(filePath, 'utf8')).toBe('after');
  expect(readdirSync(home)).toEqual(['saved.csv']);
});
