/**
 * The settings of one user: a JSON file that is read once and replaced as a whole (temp file + rename), so that a kill or a full disk
 * leaves the old one or the new one. A file that cannot be understood is kept beside it as `.bad` before anything is written. Keys that
 * this version does not know (of a newer one) are carried along.
 */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod/mini';
import { SharedCameraError } from '../native/core/errors.ts';
import { type Sentence, say } from '../native/core/sentences/sentence.ts';
import { type Settings, settingsSchema } from './contract.ts';
import { DEFAULT_SETTINGS } from './default-settings.ts';

export const SETTINGS_VERSION = 1;
export const SETTINGS_FILE = 'settings.json';

/** What safe mode begins with, whatever the file says. */
export const SAFE_SETTINGS: Partial<Settings> = { drawing: '2d', observe: true, healLocks: false, selected: null };

export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

type Json = Readonly<Record<string, unknown>>;

export function defaultSettingsDir(): string {
  return process.env['SHAREDCAM_HOME'] || envPaths('shared-camera-viewer', { suffix: '' }).config;
}

export class SettingsStore {
  readonly file: string;
  /** What the operator should know about the file, if anything. */
  readonly problem: Sentence | undefined;
  readonly #raw: Json;
  readonly #keeps: boolean;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #current: Settings;
  #writing: Promise<void> = Promise.resolve();

  /** With `safe` settings they take the place of those in the file, and nothing is written. */
  constructor(directory: string, safe?: Partial<Settings>) {
    this.#keeps = safe === undefined;
    this.file = join(directory, SETTINGS_FILE);
    const loaded = load(this.file);
    this.#raw = loaded.raw;
    this.#current = { ...loaded.settings, ...safe };
    this.problem = loaded.problem;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Resolves when the file holds the change; listeners hear of it at once. A failing write rejects, the change stays in memory. */
  async set(change: SettingsChange): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const next: Settings = { ...this.#current, ...given };
    if (JSON.stringify(next) === JSON.stringify(this.#current)) return this.#current;
    this.#current = next;
    for (const listener of this.#listeners) listener(next);
    if (!this.#keeps) return next;
    const turn = this.#writing.catch(() => undefined).then(() => this.#write());
    this.#writing = turn;
    await turn;
    return this.#current;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when nothing is left to write. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #write(): Promise<void> {
    try {
      await this.#replaceFile();
    } catch (error) {
      throw new SharedCameraError('OS_ERROR', `The settings cannot be written to ${this.file} (${String(error)}).`, {
        remedy: 'They count until the program ends. Make room, or make the folder writable.',
      });
    }
  }

  async #replaceFile(): Promise<void> {
    const content = JSON.stringify({ ...this.#raw, ...this.#withUnknownKeys(), version: SETTINGS_VERSION }, null, 2);
    mkdirSync(join(this.file, '..'), { recursive: true });
    await writeFileAtomic(this.file, `${content}\n`, { mode: 0o600 });
  }

  /** Entries of `remembered` get back the keys they had in the file that was read. */
  #withUnknownKeys(): Settings {
    const before = Array.isArray(this.#raw['remembered']) ? this.#raw['remembered'].filter(isObject) : [];
    const remembered = this.#current.remembered.map((entry) => {
      const {
        layout: _layout,
        observe: _observe,
        display: _display,
        ...old
      } = before.find(({ name, namespace }) => name === entry.name && namespace === entry.namespace) ?? {};
      return { ...old, ...entry };
    });
    return { ...this.#current, remembered };
  }
}

interface Loaded {
  readonly raw: Json;
  readonly settings: Settings;
  readonly problem?: Sentence;
}

function load(file: string): Loaded {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isObject(error) && error['code'] === 'ENOENT') return { raw: {}, settings: DEFAULT_SETTINGS };
    const problem = say('program.settingsUnreadable', { file, reason: String(error) });
    return { raw: {}, settings: DEFAULT_SETTINGS, problem };
  }
  const raw = parseJson(text);
  if (!raw) return setAside(file, {}, DEFAULT_SETTINGS, say('program.settingsDamaged'));
  const version = raw['version'];
  if (version !== SETTINGS_VERSION)
    return setAside(
      file,
      {},
      DEFAULT_SETTINGS,
      say('program.settingsVersion', { have: String(version), need: SETTINGS_VERSION }),
    );
  const { settings, bad } = accept(raw);
  if (bad.length === 0) return { raw, settings };
  return setAside(file, raw, settings, say('program.settingsValues', { keys: bad.join(', ') }));
}

function setAside(file: string, raw: Json, settings: Settings, what: Sentence): Loaded {
  try {
    copyFileSync(file, `${file}.bad`);
    return { raw, settings, problem: say('program.settingsAside', { file, what }) };
  } catch (error) {
    return { raw, settings, problem: say('program.settingsNotCopied', { file, what, reason: String(error) }) };
  }
}

/** Key by key, so that one bad value does not cost the others. */
function accept(raw: Json): { settings: Settings; bad: readonly string[] } {
  const bad: string[] = [];
  const good: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    if (!Object.hasOwn(raw, key)) continue;
    const parsed = z.safeParse<z.core.$ZodType>(schema, key === 'remembered' ? withoutUnknownKeys(raw[key]) : raw[key]);
    if (parsed.success) good[key] = parsed.data;
    else bad.push(key);
  }
  return { settings: { ...DEFAULT_SETTINGS, ...good }, bad };
}

function withoutUnknownKeys(entries: unknown): unknown {
  if (!Array.isArray(entries)) return entries;
  return entries.map((entry: unknown) => {
    if (!isObject(entry)) return entry;
    const { name, namespace, layout, observe, display } = entry;
    const chosen = Object.entries({ layout, observe, display }).filter(([, value]) => value !== undefined);
    return { name, namespace, ...Object.fromEntries(chosen) };
  });
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
