import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const OWN_SHM = resolve(import.meta.dirname, 'own-shm.cjs');

/**
 * Arguments of Node with which each test file has a /dev/shm of its own, so that files which run side by side see none of each other's
 * cameras, and none looks at a lock whose holders another one counts. None where the machine forbids it, as most containers do.
 */
export function ownShmArguments(): readonly string[] {
  const allowed = process.platform === 'linux' && spawnSync(process.execPath, ['--require', OWN_SHM, '--eval', '']).status === 0;
  return allowed ? ['--require', OWN_SHM] : [];
}
