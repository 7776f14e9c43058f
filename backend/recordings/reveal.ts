/** Showing what was kept where the system shows files: only in the folders of recordings and snapshots, whatever a page names. */
import { access } from 'node:fs/promises';
import { dirname, normalize } from 'node:path';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { Keeping } from '../contract-recordings.ts';
import { recordingFolderOf, snapshotFolderOf } from './keeping-folders.ts';

/** `show` undefined: this shell cannot. */
export async function reveal(path: string, keeping: Keeping, show: ((path: string) => void) | undefined): Promise<void> {
  if (!show)
    throw new SharedCameraError('UNSUPPORTED', 'A viewer in a browser cannot show folders.', {
      remedy: 'Copy the path, and open it in your file manager.',
    });
  const folders = [recordingFolderOf(keeping), snapshotFolderOf(keeping)].map(normalize);
  if (!folders.includes(path) && (path !== normalize(path) || !folders.includes(dirname(path))))
    throw new SharedCameraError('USAGE', 'Only files in the folders of recordings and pictures are shown.');
  await access(path).catch(() => {
    throw new SharedCameraError('NOT_FOUND', `"${path}" is not there any more.`, { cause: 'It was moved or deleted since.' });
  });
  show(path);
}
