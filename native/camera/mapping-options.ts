import type { CopyPlan } from '../core/copy-plan.ts';
import type { MappingName, Namespace } from '../core/names.ts';
import type { Trailer } from '../core/trailer.ts';
import type { LockProtocol } from './lock-protocol.ts';
import type { Access } from './mapped-views.ts';
import type { ReleaseReport } from './recovery.ts';

/** For a lock, and for a mapping that is not initialised yet, unless the caller says otherwise. */
export const DEFAULT_TIMEOUT_MS = 1000;

export interface CreateOptions {
  readonly name: string;
  readonly namespace: Namespace;
  readonly payloadBytes: number;
  readonly share?: 'private' | 'users';
  readonly largePages?: boolean;
  /** Room for a trailer behind the payload. */
  readonly trailer?: boolean;
  /** Takes the name from the mapping that has it, once the new one is ready; where names live with their handles: EXISTS. */
  readonly replace?: boolean;
  readonly lock?: LockProtocol;
}

export interface OpenOptions {
  readonly name: string;
  readonly namespace: Namespace;
  readonly access: Access;
  /** What the trailer says where it is left out, or else all of the section. */
  readonly payloadBytes?: number;
  /** How long to wait for a mapping that is not initialised or has no size yet. */
  readonly timeoutMs?: number;
  /** `accept`: opens a mapping that is not initialised at once, for those who want to look at its lock or release it. */
  readonly uninitialised?: 'wait' | 'accept';
  readonly trust?: boolean;
  /** False for a short look: touching every page of a large mapping takes longer than looking at a few. */
  readonly prefault?: boolean;
  readonly lock?: LockProtocol;
  readonly healing?: Healing;
}

/** Whether a lock may be released by itself where its holder is proven to be dead, and who wants to know. */
export interface Healing {
  allowed(): boolean;
  done(name: MappingName, report: ReleaseReport): void;
}

export interface ReadOptions {
  readonly timeoutMs?: number;
  readonly plan?: CopyPlan;
  /** Receives the trailer as it was under the same lock. */
  readonly trailer?: Uint8Array;
}

export interface WriteOptions {
  readonly timeoutMs?: number;
  /** What happens to the payload behind a short frame. */
  readonly tail?: 'refuse' | 'zero';
  readonly trailer?: Trailer;
}
