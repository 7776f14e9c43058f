/** Where recordings and pictures are kept where nothing else was chosen: in the folders that the desktop has for them. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Keeping } from '../contract-recordings.ts';

const OWN_FOLDER = 'Shared Camera Viewer';

export function recordingFolderOf({ recordingFolder }: Keeping): string {
  return recordingFolder ?? join(userFolder('Videos'), OWN_FOLDER);
}

export function snapshotFolderOf({ snapshotFolder }: Keeping): string {
  return snapshotFolder ?? join(userFolder('Pictures'), OWN_FOLDER);
}

/** On Linux its name depends on the language of the desktop, which writes it down (freedesktop.org, xdg-user-dirs). */
function userFolder(name: 'Videos' | 'Pictures'): string {
  const usual = join(homedir(), name);
  if (process.platform !== 'linux') return usual;
  const file = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'user-dirs.dirs');
  try {
    return userFolderIn(readFileSync(file, 'utf8'), name, homedir()) ?? usual;
  } catch {
    return usual;
  }
}

/** Undefined where the file says nothing of it, or that it is the home folder itself, which means that there is none. */
export function userFolderIn(text: string, name: 'Videos' | 'Pictures', home: string): string | undefined {
  const [, path] = new RegExp(`^XDG_${name.toUpperCase()}_DIR="((?:\\$HOME)?/[^"]*)"`, 'mu').exec(text) ?? [];
  const folder = path?.replace(/^\$HOME/u, home).replace(/(?<=.)\/+$/u, '');
  return folder === home ? undefined : folder;
}
