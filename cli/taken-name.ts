import { type CreateOptions, SharedMapping } from '../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { HolderReport } from '../native/os/os-backend.ts';
import { plural } from './words.ts';

export function isTaken(error: unknown): error is SharedCameraError {
  return error instanceof SharedCameraError && error.code === 'EXISTS';
}

/** Makes the mapping. With `replace` a name that nobody has open is taken over; one that is in use never is. */
export function createOrReplace(creation: CreateOptions, replace: boolean): SharedMapping {
  try {
    return SharedMapping.create(creation);
  } catch (error) {
    if (!isTaken(error)) throw error;
    const os = getOsBackend();
    const report = os.holders(os.name(creation.name, creation.namespace));
    if (!replace || report.holders.length > 0) throw nameTaken(error, report);
    return makeAnew(creation);
  }
}

/** Gives the name to a new mapping; whoever still has the old one open keeps it, without a name. */
export function makeAnew(creation: CreateOptions): SharedMapping {
  const os = getOsBackend();
  os.removeName(os.name(creation.name, creation.namespace));
  return SharedMapping.create(creation);
}

/**
 * Who is behind a name that is taken. `waiting`: a program of ours made it, and nobody publishes. `dead`: it was published by a program of
 * ours that is dead, and only programs of ours have it open. Everything else is somebody's.
 */
export type Owner =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'dead'; readonly pid: number }
  | { readonly kind: 'somebody' };

export async function findOwner({ name, namespace }: CreateOptions): Promise<Owner> {
  try {
    const look = { access: 'observe', payloadBytes: 1, timeoutMs: 0, uninitialised: 'accept', prefault: false } as const;
    const mapping = await SharedMapping.open({ name, namespace, ...look });
    try {
      const { publisher, trailer } = mapping.inspect();
      return judgeOwner(publisher, trailer?.publisherPid ?? 0, mapping.holders());
    } finally {
      mapping.close();
    }
  } catch (error) {
    if (error instanceof SharedCameraError) return { kind: 'somebody' };
    throw error;
  }
}

function judgeOwner(publishing: boolean, pid: number, { holders, unseen }: HolderReport): Owner {
  if (publishing || pid === 0 || holders.some(({ ours }) => !ours)) return { kind: 'somebody' };
  if (holders.some((holder) => holder.pid === pid)) return { kind: 'waiting' };
  return unseen !== 'any' && !isAlive(pid) ? { kind: 'dead', pid } : { kind: 'somebody' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The same error with what is known of those who have it open. */
export function nameTaken(error: SharedCameraError, { holders, complete, reason }: HolderReport): SharedCameraError {
  const more = { details: error.details, ...(error.os && { os: error.os }) };
  if (holders.length > 0) {
    const list = holders.map(({ pid, program }) => `${program} (${pid})`).join(', ');
    return new SharedCameraError('EXISTS', error.message, {
      ...more,
      cause: `It is in use by ${plural(holders.length, 'process', 'processes')}: ${list}.`,
      remedy: 'Choose another name, or end the program that made it; `sharedcam publish --existing` writes into it.',
    });
  }
  const doubt = complete ? '' : ` as far as can be seen (${reason ?? 'not every process could be looked into'})`;
  return new SharedCameraError('EXISTS', error.message, {
    ...more,
    cause: `It is stale: nobody has it open${doubt}, so the program that made it was killed.`,
    remedy: 'Take its place with --replace, or remove it with `sharedcam list --remove-stale`.',
  });
}
