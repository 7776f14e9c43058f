import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Keeping } from '../contract-recordings.ts';

export const DEFAULT_KEEPING: Keeping = {
  recordingFolder: null,
  snapshotFolder: null,
  template: '{name} {date} {time}',
  format: 'mcap',
  snapshot: 'png',
  pretriggerSeconds: 5,
  memoryMb: 512,
  keepFreeMb: 500,
  splitMb: 0,
  splitMinutes: 0,
};

const OWN_FOLDER = 'Shared Camera Viewer';

export function recordingFolderOf({ recordingFolder }: Keeping): string {
  return recordingFolder ?? join(homedir(), 'Videos', OWN_FOLDER);
}

export function snapshotFolderOf({ snapshotFolder }: Keeping): string {
  return snapshotFolder ?? join(homedir(), 'Pictures', OWN_FOLDER);
}
