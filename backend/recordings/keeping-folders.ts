import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Keeping } from '../contract-recordings.ts';

const OWN_FOLDER = 'Shared Camera Viewer';

export function recordingFolderOf({ recordingFolder }: Keeping): string {
  return recordingFolder ?? join(homedir(), 'Videos', OWN_FOLDER);
}

export function snapshotFolderOf({ snapshotFolder }: Keeping): string {
  return snapshotFolder ?? join(homedir(), 'Pictures', OWN_FOLDER);
}
