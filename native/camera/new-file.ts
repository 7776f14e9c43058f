import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SharedCameraError } from '../core/errors.ts';

/**
 * Writes a whole file or nothing: a temporary file in the same folder, flushed, then given its name. Without `force` the last step is a
 * link, which the system refuses if the name is taken, so that no file is overwritten even by two writers at the same moment.
 */
export async function writeNewFile(
  path: string,
  content: Uint8Array | string,
  options: { readonly force?: boolean },
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFlushed(temporary, content);
    if (options.force) await rename(temporary, path);
    else await giveNewName(temporary, path);
  } catch (error) {
    throw fileError(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The new name of a file, unless that is taken: then EEXIST. Under the old name it may still be there. */
export async function giveNewName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await (await open(path, 'wx')).close(); // claims the name
    await rename(temporary, path);
  }
}

/** How file systems without hard links (FAT on a memory stick, some network drives) refuse one. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

async function writeFlushed(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A folder with those above it. Node's own recursive `mkdir` never ends below one that takes no folders, such as /proc. */
export async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch((error: unknown) => {
    if (!existsSync(folder)) throw fileError(error, folder);
  });
}

export function fileError(error: unknown, path: string): unknown {
  const { code, errno, syscall } = error as NodeJS.ErrnoException;
  const os = { call: syscall ?? 'write', number: Math.abs(errno ?? 0) };
  if (code === 'EEXIST') return fileExists(path, os);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new SharedCameraError('USAGE', `The folder of "${path}" does not exist.`, {
      os,
      cause: 'The path has a typing error, or the folder was not made yet.',
      remedy: 'Make the folder, or choose another one.',
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new SharedCameraError('ACCESS_DENIED', `"${path}" may not be written.`, {
      os,
      cause: 'The folder belongs to another user, or the disk is read-only.',
      remedy: 'Choose a folder that you may write to.',
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SharedCameraError('OS_ERROR', `There is no room on the disk for "${path}".`, {
      os,
      cause: 'The disk, or your share of it, is full. The file was not written, not even in part.',
      remedy: 'Free some room, or choose another disk.',
    });
  return error;
}

export function fileExists(path: string, os?: { readonly call: string; readonly number: number }): SharedCameraError {
  return new SharedCameraError('EXISTS', `The file "${path}" exists already.`, {
    ...(os && { os }),
    cause: 'It was written before.',
    remedy: 'Choose another file name, or overwrite it with --force.',
  });
}

/** Refuses before any work is done; `writeNewFile` makes sure of it again. */
export function refuseExisting(...paths: readonly string[]): void {
  for (const path of paths) {
    if (existsSync(path)) throw fileExists(path);
  }
}
