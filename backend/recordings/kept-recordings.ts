/** The files in the folder of recordings: what is there, and how one is taken away so that it can be brought back for a while. */
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileError, giveNewName } from '../../native/camera/new-file.ts';
import { PART_ENDING, RECORDING_FORMATS } from '../../native/camera/recording/part-sink.ts';
import { openMcapSource } from '../../native/camera/replay/mcap-source.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import type { KeptRecording } from '../contract-recordings.ts';

const DELETED = '.deleted';
export const UNDO_MS = 30_000;
/** What a program left that was killed while something could still be brought back. */
const STALE_MS = 10 * UNDO_MS;

interface Facts {
  readonly frames: number | null;
  readonly lost: number | null;
  readonly seconds: number | null;
  readonly broken: boolean;
}

const UNKNOWN: Facts = { frames: null, lost: null, seconds: null, broken: false };

export class KeptRecordings {
  readonly #folder: () => string;
  readonly #onChange: () => void;
  /** By path and time of change: looking into a file is not done twice. */
  readonly #facts = new Map<string, Facts>();
  readonly #deleted = new Map<string, NodeJS.Timeout>();

  constructor(folder: () => string, onChange: () => void) {
    this.#folder = folder;
    this.#onChange = onChange;
  }

  /** Newest first. `busy`: files that are being written now, under their final paths. */
  async list(busy: ReadonlySet<string>): Promise<readonly KeptRecording[]> {
    const folder = this.#folder();
    const names = await readdir(folder).catch(() => []);
    const found: KeptRecording[] = [];
    for (const file of names) {
      const path = join(folder, file);
      if (file.endsWith(DELETED)) await this.#sweep(path);
      const unfinished = file.endsWith(PART_ENDING);
      const plain = unfinished ? path.slice(0, -PART_ENDING.length) : path;
      if (!isRecording(plain) || busy.has(plain)) continue;
      const info = await stat(path).catch(() => undefined);
      if (!info?.isFile()) continue;
      const facts = unfinished ? UNKNOWN : await this.#factsOf(path, info.mtimeMs);
      found.push({ file, path, bytes: info.size, changedAt: info.mtimeMs, unfinished, ...facts });
    }
    return found.sort((a, b) => b.changedAt - a.changedAt);
  }

  /** What was told when a recording ended. */
  async note(path: string, facts: Omit<Facts, 'broken'>): Promise<void> {
    const info = await stat(path).catch(() => undefined);
    if (info) this.#facts.set(keyOf(path, info.mtimeMs), { ...facts, broken: false });
  }

  /** The path of a file in the folder; whatever else a page names is refused. */
  pathOf(file: string): string {
    const plain = file.endsWith(PART_ENDING) ? file.slice(0, -PART_ENDING.length) : file;
    if (file === basename(file) && !/[/\\]/u.test(file) && isRecording(plain)) return join(this.#folder(), file);
    throw new SharedCameraError('USAGE', 'This is not the name of a recording in the folder.');
  }

  async delete(file: string): Promise<void> {
    const path = this.pathOf(file);
    await rename(path, path + DELETED).catch((error: unknown) => {
      throw fault(error, file, path);
    });
    // Another one of this name was deleted a moment ago, and has just gone for good.
    clearTimeout(this.#deleted.get(path));
    const timer = setTimeout(() => void this.#forGood(path), UNDO_MS);
    this.#deleted.set(path, timer);
    this.#onChange();
  }

  async restore(file: string): Promise<void> {
    const path = this.pathOf(file);
    // Not over a recording that has taken its name since.
    await giveNewName(path + DELETED, path).catch((error: unknown) => {
      throw fault(error, file, path);
    });
    await this.#forGood(path);
    this.#onChange();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#deleted.keys()].map((path) => this.#forGood(path)));
  }

  async #forGood(path: string): Promise<void> {
    clearTimeout(this.#deleted.get(path));
    this.#deleted.delete(path);
    await rm(path + DELETED, { force: true }).catch(() => undefined);
  }

  async #sweep(path: string): Promise<void> {
    if (this.#deleted.has(path.slice(0, -DELETED.length))) return;
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.ctimeMs > STALE_MS) await rm(path, { force: true }).catch(() => undefined);
  }

  async #factsOf(path: string, changedAt: number): Promise<Facts> {
    const key = keyOf(path, changedAt);
    const known = this.#facts.get(key);
    if (known) return known;
    const facts = extname(path).toLowerCase() === '.mcap' ? await factsOfMcap(path) : UNKNOWN;
    this.#facts.set(key, facts);
    return facts;
  }
}

async function factsOfMcap(path: string): Promise<Facts> {
  try {
    // Only a file that ends as it should says what it holds without being read whole.
    if (!(await endsWell(path))) return { ...UNKNOWN, broken: true };
    const source = await openMcapSource(path);
    await source.close();
    return { ...UNKNOWN, frames: source.frames ?? null, seconds: source.durationMs / 1000 };
  } catch {
    return UNKNOWN;
  }
}

const CLOSING_MAGIC = '894d434150300d0a';

async function endsWell(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(CLOSING_MAGIC.length / 2);
    await file.read(end, 0, end.length, Math.max(0, size - end.length));
    return end.toString('hex') === CLOSING_MAGIC;
  } finally {
    await file.close();
  }
}

function isRecording(path: string): boolean {
  return (RECORDING_FORMATS as readonly string[]).includes(extname(path).slice(1).toLowerCase());
}

function keyOf(path: string, changedAt: number): string {
  return `${changedAt} ${path}`;
}

function fault(error: unknown, file: string, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') return fileError(error, path);
  return new SharedCameraError('NOT_FOUND', `"${file}" is not there any more.`, {
    cause: 'It was moved or deleted since.',
    remedy: 'Look at the list again.',
  });
}
