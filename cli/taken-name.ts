import { type CreateOptions, SharedMapping } from '../native/camera/shared-mapping.ts';
import { sleep } from '../native/camera/sleep.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { Holder, HolderReport } from '../native/os/os-backend.ts';
import { plural } from './words.ts';

/**
 * Who is behind a name that is taken.
 * `waiting`: a program of ours made it, or keeps its name alive, and nobody publishes. `dead`: a program of ours published it and is dead, and only programs
 * of ours have it open, viewers then. `left`: only programs of ours have it open, or nobody, and nothing tells who made it.
 * Everything else is somebody's.
 */
export type Owner =
  | { readonly kind: 'waiting' | 'somebody' | 'left'; readonly report: HolderReport }
  | { readonly kind: 'dead'; readonly pid: number; readonly report: HolderReport };

export async function findOwner({ name, namespace }: CreateOptions): Promise<Owner> {
  const os = getOsBackend();
  const report = os.holders(os.name(name, namespace));
  try {
    const look = { access: 'observe', payloadBytes: 1, timeoutMs: 0, uninitialised: 'accept', prefault: false } as const;
    const mapping = await SharedMapping.open({ name, namespace, ...look });
    try {
      const { publisher, trailer, kept } = mapping.inspect();
      if (kept && trailer && !publisher && report.holders.every(({ ours }) => ours)) return { kind: 'waiting', report };
      return judgeOwner(report, publisher, trailer?.publisherPid ?? 0);
    } finally {
      mapping.close();
    }
  } catch (error) {
    if (error instanceof SharedCameraError) return { kind: 'somebody', report };
    throw error;
  }
}

function judgeOwner(report: HolderReport, publishing: boolean, pid: number): Owner {
  const { holders, unseen } = report;
  if (publishing || holders.some(({ ours }) => !ours)) return { kind: 'somebody', report };
  if (pid > 0 && isAlive(pid)) return { kind: holders.some((holder) => holder.pid === pid) ? 'waiting' : 'left', report };
  return pid > 0 && unseen !== 'any' ? { kind: 'dead', pid, report } : { kind: 'left', report };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export function isTaken(error: unknown): error is SharedCameraError {
  return error instanceof SharedCameraError && error.code === 'EXISTS';
}

/** Makes the mapping. With `replace` a name is taken over that a dead program left; one that is in use never is. */
export async function createOrReplace(creation: CreateOptions, replace: boolean): Promise<SharedMapping> {
  try {
    return SharedMapping.create(creation);
  } catch (error) {
    if (!isTaken(error)) throw error;
    const owner = await findOwner(creation);
    if (replace && (owner.kind === 'dead' || owner.kind === 'left')) return makeAnew(creation, owner);
    throw nameTaken(error, owner);
  }
}

/** Longer than our viewers take to let go of what stands still, as they do where names live with their handles. */
const LET_GO_MS = 10_000;
const TRY_AGAIN_MS = 100;

/** Gives the name to a new mapping; viewers that still have the old one open notice and follow. */
export async function makeAnew(creation: CreateOptions, owner: Owner): Promise<SharedMapping> {
  const os = getOsBackend();
  os.removeName(os.name(creation.name, creation.namespace));
  const deadline = performance.now() + (os.platform === 'win32' ? LET_GO_MS : 0);
  for (;;) {
    try {
      return SharedMapping.create(creation);
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (performance.now() >= deadline) throw nameTaken(error, owner);
      await sleep(TRY_AGAIN_MS);
    }
  }
}

/** The same error with what is known of those who have it open. */
export function nameTaken(error: SharedCameraError, { kind, report }: Owner): SharedCameraError {
  const { holders, complete } = report;
  const reason = report.reason ? inEnglish(report.reason) : 'not every process could be looked into';
  const more = { details: error.details, ...(error.os && { os: error.os }) };
  if (kind === 'somebody' || kind === 'waiting')
    return new SharedCameraError('EXISTS', error.message, {
      ...more,
      cause:
        holders.length > 0
          ? `It is in use by ${plural(holders.length, 'process', 'processes')}: ${processes(holders)}.`
          : 'It cannot be opened to see whose it is.',
      remedy: 'Choose another name, or end the program that made it; `sharedcam publish --existing` writes into it.',
    });
  const viewers =
    holders.length > 0 ? `only programs of this kind have it open, as viewers do: ${processes(holders)}` : 'nobody has it open';
  const doubt = complete ? '' : ` (as far as can be seen: ${reason})`;
  return new SharedCameraError('EXISTS', error.message, {
    ...more,
    cause: `It is stale: ${viewers}${doubt}. The program that made it was killed.`,
    remedy:
      'Take its place with --replace, or choose another name; `sharedcam list --remove-stale` removes what nobody has open.',
  });
}

function processes(holders: readonly Holder[]): string {
  return holders.map(({ pid, program }) => `${program} (${pid})`).join(', ');
}
