import { getOsBackend } from '../../os/index.ts';
import type { HolderReport } from '../../os/os-backend.ts';
import type { OpenOptions } from '../shared-mapping.ts';
import { SharedMapping } from '../shared-mapping.ts';
import type { Patient } from './diagnose.ts';

/** Opened for its lock only, in whatever state that is. */
export function openForLock({
  name,
  namespace,
  trust = false,
}: Pick<OpenOptions, 'name' | 'namespace' | 'trust'>): Promise<SharedMapping> {
  return SharedMapping.open({ name, namespace, trust, access: 'read', timeoutMs: 0, uninitialised: 'accept', prefault: false });
}

export function patientOf(mapping: SharedMapping): Patient {
  return { name: mapping.name.name, lock: mapping.stuckLock(), payloadBytes: mapping.payloadBytes, isStale };
}

/** On Windows a name goes with its last handle, so nothing is ever left behind. */
function isStale({ holders, unseen }: HolderReport): boolean {
  return getOsBackend().platform === 'posix' && holders.length === 0 && unseen !== 'any';
}
