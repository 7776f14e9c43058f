import { type BigIntStats, fstatSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SharedCameraError } from '../../core/errors.ts';
import type { MappingName } from '../../core/names.ts';
import { S_ISVTX, S_IWOTH, SHM_FOLDER } from './constants.ts';

/**
 * Permission bits of an object. `users` carries the sticky bit: on a plain file it means nothing to Linux, only the owner can set it,
 * and so it tells an object that its owner shared on purpose from one that was left open to everybody by mistake.
 */
export const MODE = { private: 0o600, users: 0o666 | S_ISVTX } as const;

export function statObject(fd: number): BigIntStats {
  return fstatSync(fd, { bigint: true });
}

/** What lies under the name, looked at without opening it, or undefined. */
export function statName(name: MappingName): BigIntStats | undefined {
  return lstatSync(objectPath(name), { bigint: true, throwIfNoEntry: false });
}

export function objectPath(name: MappingName): string {
  return join(SHM_FOLDER, name.osName);
}

export function objectNames(): readonly string[] {
  return readdirSync(SHM_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${entry.name}`);
}

/** Inode numbers are never used twice while somebody holds the object. */
export function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}`;
}

export function checkRegular(name: MappingName, stats: BigIntStats): void {
  if (stats.isFile()) return;
  throw new SharedCameraError('WRONG_TYPE', `"${name.osName}" is not a shared memory object but ${fileKind(stats)}.`);
}

export function fileKind(stats: BigIntStats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isSymbolicLink()) return 'a symbolic link, which is never followed';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** Throws UNSAFE_OWNER for an object of another user, and for one of ours that everybody may write to without being shared on purpose. */
export function checkOwner(name: MappingName, stats: BigIntStats, uid: number): void {
  const owner = Number(stats.uid);
  const mode = Number(stats.mode);
  const details = { owner, uid, mode: (mode & 0o7777).toString(8) };
  if (owner !== uid)
    throw new SharedCameraError('UNSAFE_OWNER', `"${name.osName}" belongs to user ${owner}, this program runs as user ${uid}.`, {
      details,
    });
  if (mode & S_IWOTH && !(mode & S_ISVTX))
    throw new SharedCameraError('UNSAFE_OWNER', `Every user may write to "${name.osName}" (mode ${details.mode}).`, { details });
}
