/** The system's own dialogs for files and folders. Paths come from a person here, and from no page. */
import { dirname, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { CameraId, ShellHandlers } from '../../backend/contract.ts';
import { writeNewFile } from '../../native/camera/new-file.ts';
import { RECORDING_FORMATS } from '../../native/camera/recording/part-sink.ts';
import type { Words } from './words.ts';

interface Surroundings {
  readonly words: () => Words;
  /** Where saved texts are offered to lie. */
  readonly documents: string;
  play(path: string): Promise<CameraId>;
}

type FileHandlers = Pick<ShellHandlers, 'shell.chooseFolder' | 'shell.openRecording' | 'shell.saveText'>;

export function fileHandlers(window: BrowserWindow, { words, documents, play }: Surroundings): FileHandlers {
  let folder = documents;
  return {
    async 'shell.chooseFolder'({ title, folder: from }) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title,
        defaultPath: from,
        properties: ['openDirectory', 'createDirectory'],
      });
      return { path: filePaths[0] ?? null };
    },
    async 'shell.openRecording'() {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: words().openRecording,
        filters: [{ name: words().recordings, extensions: [...RECORDING_FORMATS] }],
        properties: ['openFile'],
      });
      const [path] = filePaths;
      return { camera: path === undefined ? null : await play(path) };
    },
    async 'shell.saveText'({ name, text }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: words().save,
        defaultPath: join(folder, name),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (canceled || filePath === '') return { path: null };
      // The dialog has asked whether a file of that name may go.
      await writeNewFile(filePath, text, { force: true });
      folder = dirname(filePath);
      return { path: filePath };
    },
  };
}
