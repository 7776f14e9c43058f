import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SharedCameraError } from '../core/errors.ts';

/** The bundle of a thread: beside this one or above it; for programs that run from the sources, the one that was built. */
export function threadFile(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = [join(folder, name), join(folder, 'out', 'main', name)].find((path) => existsSync(path));
    if (found) return found;
    if (folder === dirname(folder))
      throw new SharedCameraError('UNSUPPORTED', `The part "${name}" of the program is missing.`, {
        cause: 'The program was not built completely.',
        remedy: 'Run `npm run build`.',
      });
  }
}
