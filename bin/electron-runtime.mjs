import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Electron's program if it is really there, else undefined. Asking the package itself (`require('electron')`) would start to download it.
 * @param {string} root folder of the project
 * @returns {string | undefined}
 */
export function findElectron(root) {
  const electronPackage = join(root, 'node_modules/electron');
  const named = join(electronPackage, 'path.txt');
  const program = existsSync(named) ? readFileSync(named, 'utf8').trim() : defaultProgram();
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(electronPackage, 'dist'), program);
  return existsSync(path) ? path : undefined;
}

function defaultProgram() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
