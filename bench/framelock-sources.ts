import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** The C sources of framelock, for benchmark programs that contain it. */
export function framelockSources(): string[] {
  const folder = resolve(import.meta.dirname, '../native/framelock');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.c'))
    .map((name) => resolve(folder, name));
}
