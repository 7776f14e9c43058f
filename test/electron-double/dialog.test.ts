/** docs/api/dialog.md: dialogs for files. On a real Electron a person would have to answer, so only refusals are asked there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeOnRuntimes } from '../support/desktop.ts';
import { testScope } from '../support/scope.ts';
import { startTestApp } from './test-app.ts';

describeOnRuntimes('dialog', (runtime) => {
  test('refuses options that do not fit, before it shows anything', async () => {
    const { app } = await startTestApp(testScope(), runtime);
    const words = await app.evaluate(async ({ dialog }) => {
      const tries: readonly (() => Promise<unknown>)[] = [
        () => dialog.showOpenDialog({ title: 1 } as never),
        () => dialog.showOpenDialog(first, { properties: 'openFile' } as never),
        () => dialog.showSaveDialog({ defaultPath: {} } as never),
      ];
      return Promise.all(
        tries.map((action) =>
          new Promise((resolve) => resolve(action())).catch((error: Error) => `${error.name}: ${error.message}`),
        ),
      );
    });
    expect(words).toEqual([
      'TypeError: Title must be a string',
      'TypeError: Properties must be an array',
      'TypeError: Default path must be a string',
    ]);
  });

  test.runIf(runtime.isDouble)('answers what a person chooses of what it offers, or that it was cancelled', async () => {
    const scope = testScope();
    const [folder, film, text] = [scope.path('folder'), scope.path('film.mcap'), scope.path('words.txt')];
    mkdirSync(folder);
    for (const file of [film, text]) writeFileSync(file, '');
    const { app } = await startTestApp(scope, runtime);
    const answers = await app.evaluate(
      async ({ dialog }, [inFolder, inFilm, inText]) => {
        const shown = () => (dialog as unknown as { _shown(): { choose(...paths: string[]): void }[] })._shown();
        const refusals: string[] = [];
        const choose = (...paths: string[]): void => {
          try {
            shown()[0]?.choose(...paths);
          } catch (error) {
            refusals.push((error as Error).message.split(/ "|:/u)[0] ?? '');
          }
        };
        const filters = [{ name: 'Recordings', extensions: ['mcap'] }];
        const open = dialog.showOpenDialog(first, { properties: ['openFile'], filters });
        await new Promise(setImmediate);
        for (const path of [inText, inFolder]) choose(path);
        choose(inFilm, inFilm);
        choose(inFilm);
        const choice = dialog.showOpenDialog({ properties: ['openDirectory'] });
        await new Promise(setImmediate);
        choose(inFolder);
        const cancelled = dialog.showOpenDialog({});
        await new Promise(setImmediate);
        choose();
        const saved = dialog.showSaveDialog(first, { defaultPath: 'x.csv' });
        await new Promise(setImmediate);
        choose('/new.csv');
        const left = dialog.showSaveDialog({});
        await new Promise(setImmediate);
        choose();
        return { answers: await Promise.all([open, choice, cancelled, saved, left]), refusals, open: shown().length };
      },
      [folder, film, text] as const,
    );
    expect(answers).toEqual({
      answers: [
        { canceled: false, filePaths: [film] },
        { canceled: false, filePaths: [folder] },
        { canceled: true, filePaths: [] },
        { canceled: false, filePath: '/new.csv' },
        { canceled: true, filePath: '' },
      ],
      refusals: ['No filter of the dialog lets', 'The dialog does not offer', 'The dialog takes one path.'],
      open: 0,
    });
  });
});
