import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SHM_FOLDER } from './paths.ts';
import { peerName } from './peer.ts';

/** Path of a mapping of ours as a file, for looking at it, and damaging it, behind the product's back. */
export function objectPath(name: string, namespace: 'local' | 'global' | 'custom' = 'local'): string {
  return join(SHM_FOLDER, peerName(name, namespace));
}

/** The lock word, unsigned, read without the product. */
export function rawWord(path: string): number {
  const fd = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(fd, bytes, 0, 4, 0);
    return bytes.readUInt32LE(0);
  } finally {
    closeSync(fd);
  }
}

/** Overwrites the lock word as no correct program does. */
export function forceWord(path: string, word: number): void {
  const fd = openSync(path, 'r+');
  try {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(word >>> 0);
    writeSync(fd, bytes, 0, 4, 0);
  } finally {
    closeSync(fd);
  }
}

/** What this process has open of mappings whose name contains `part`, and all it has open. */
export function openHandles(part: string): { descriptors: number; descriptorsOfIt: number; viewsOfIt: number } {
  const descriptors = readdirSync('/proc/self/fd');
  const targets = descriptors.map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ''; // the one that lists the folder
    }
  });
  const maps = readFileSync('/proc/self/maps', 'utf8').split('\n');
  return {
    descriptors: descriptors.length,
    descriptorsOfIt: targets.filter((target) => target.includes(part)).length,
    viewsOfIt: maps.filter((line) => line.includes(part)).length,
  };
}
