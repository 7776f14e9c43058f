/** One file that is being recorded, under `.part` until it is whole. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { giveNewName } from '../new-file.ts';
import { numberedNames } from './file-name.ts';
import type { FrameStamp } from './mcap-records.ts';

export const RECORDING_FORMATS = ['mcap', 'mp4', 'webm'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

export const PART_ENDING = '.part';

export interface PartSink {
  /** Under which it is written. */
  readonly temporary: string;
  /** So far, as far as is known without asking the disk. */
  readonly bytes: number;
  /** Resolves when `pixels` may be used again. Rejects when it cannot go on; what came before is kept by `finish`. */
  write(stamp: FrameStamp, pixels: Uint8Array): Promise<void>;
  /** Makes the file whole. It still has its temporary name. Resolves to how many frames it holds. */
  finish(): Promise<number>;
}

/** The first of the numbered names that is free, as the final and as the temporary one. */
export function freePath(folder: string, name: string, ending: string): string {
  const names = numberedNames(name, ending);
  for (;;) {
    const path = join(folder, names.next().value);
    if (!existsSync(path) && !existsSync(path + PART_ENDING)) return path;
  }
}

/** Makes the file, so that whoever wants the same name finds it taken. EEXIST where it is. */
export async function claimFile(path: string): Promise<void> {
  await (await open(path, 'wx')).close();
}

/** Gives a whole file its name; that of a file that is there only when asked. */
export async function publishPart(temporary: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) return rename(temporary, path);
  await giveNewName(temporary, path);
  await rm(temporary, { force: true });
}
