/** What was done to locks and bytes, by whom and on what evidence: a file of one JSON object per line that is only ever appended to. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { SharedCameraError } from '../native/core/errors.ts';
import type { DoctorLogEntry } from './contract-mappings.ts';

export const DOCTOR_LOG_FILE = 'doctor-log.jsonl';

export class DoctorLog {
  readonly file: string;

  constructor(directory: string) {
    this.file = join(directory, DOCTOR_LOG_FILE);
  }

  /** OS_ERROR where nothing can be written down: what cannot be logged is not done. */
  check(): void {
    this.#append('');
  }

  append(entry: DoctorLogEntry): void {
    this.#append(`${JSON.stringify(entry)}\n`);
  }

  /** Newest first. Lines that are damaged, or of a newer version, are left out. */
  read(limit: number): readonly DoctorLogEntry[] {
    return this.#lines()
      .reverse()
      .flatMap((line) => parseEntry(line) ?? [])
      .slice(0, limit);
  }

  find(id: string): DoctorLogEntry | undefined {
    return this.read(Number.POSITIVE_INFINITY).find((entry) => entry.id === id);
  }

  #lines(): string[] {
    try {
      return readFileSync(this.file, 'utf8').split('\n');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw unusable(this.file, error);
    }
  }

  #append(text: string): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      appendFileSync(this.file, text, { mode: 0o600, flush: text !== '' });
    } catch (error) {
      throw unusable(this.file, error);
    }
  }
}

function unusable(file: string, error: unknown): SharedCameraError {
  return new SharedCameraError('OS_ERROR', `The log of the lock doctor, ${file}, cannot be used (${String(error)}).`, {
    remedy: 'Make room, or make the folder writable: what cannot be logged is not done.',
  });
}

const entrySchema = z.looseObject({
  id: z.string(),
  at: z.number(),
  mapping: z.string(),
  osName: z.string(),
  object: z.nullable(z.string()),
  deed: z.enum(['release', 'force', 'undo', 'edit', 'trailer']),
  rung: z.nullable(z.union([z.literal(1), z.literal(2), z.literal(3)])),
  offset: z.nullable(z.number()),
  before: z.string(),
  after: z.string(),
  done: z.boolean(),
  by: z.strictObject({ user: z.string(), pid: z.number(), program: z.string(), automatic: z.boolean() }),
  evidence: z.array(z.string()),
  undoes: z.optional(z.string()),
});

function parseEntry(line: string): DoctorLogEntry | undefined {
  if (line === '') return undefined;
  try {
    const parsed = z.safeParse(entrySchema, JSON.parse(line));
    return parsed.success ? (parsed.data as DoctorLogEntry) : undefined;
  } catch {
    return undefined;
  }
}

/** Who answers for what this process does. */
export function actor(automatic: boolean): DoctorLogEntry['by'] {
  return { user: userName(), pid: process.pid, program: basename(process.argv[1] ?? process.execPath), automatic };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.geteuid?.() ?? '?');
  }
}
