/**
 * A file that lies there while the program runs. One that is found at the start says that the last run ended without being asked to: no other
 * one runs then, and its process id tells nothing, because another process may have it by now.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod/mini';

const markSchema = z.object({ pid: z.int().check(z.positive()), startedAt: z.number(), version: z.string() });
export type RunningMark = z.infer<typeof markSchema>;

export interface Running {
  /** The run before this one, where it did not end by itself. */
  readonly crashed: RunningMark | undefined;
  /** This run ends as it should. */
  ended(): void;
}

export function markRunning(path: string, version: string): Running {
  const before = readMark(path);
  const own: RunningMark = { pid: process.pid, startedAt: Date.now(), version };
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomic.sync(path, JSON.stringify(own));
  } catch {
    // Without a place to write to, a crash is not noticed; nothing else depends on it.
  }
  return {
    crashed: before,
    ended: () => rmSync(path, { force: true }),
  };
}

function readMark(path: string): RunningMark | undefined {
  try {
    return markSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
