import { SharedCameraError } from '../core/errors.ts';
import type { OsBackend } from './os-backend.ts';
import { PosixBackend } from './posix/backend.ts';
import { Win32Backend } from './win32/backend.ts';

let backend: OsBackend | undefined;

/** The back end of the system we run on. */
export function getOsBackend(): OsBackend {
  backend ??= makeBackend();
  return backend;
}

function makeBackend(): OsBackend {
  if (process.platform === 'linux') return new PosixBackend();
  if (process.platform === 'win32') return new Win32Backend();
  throw new SharedCameraError('UNSUPPORTED', `Shared cameras are not available on "${process.platform}".`);
}
