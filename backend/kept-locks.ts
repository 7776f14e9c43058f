/**
 * Looks after the locks of the mappings that this program keeps alive, whether somebody watches or not: a word that stands still is looked
 * into as soon as its holder may be taken for dead, so that a killed producer's lock is free again within two seconds.
 */
import type { SharedMapping, WordSince } from '../native/camera/shared-mapping.ts';
import { STUCK_MS } from '../native/core/diagnosis.ts';
import type { MappingId } from './contract-mappings.ts';

const LOOK_MS = 100;
/** After an attempt that proved nothing. */
const AGAIN_MS = 2000;

export interface KeptLocksParts {
  readonly kept: () => ReadonlyMap<MappingId, { readonly mapping: Pick<SharedMapping, 'lockWord'> }>;
  /** Monotonic nanoseconds. */
  readonly now: () => bigint;
  readonly heal: (id: MappingId, since: WordSince) => Promise<void>;
}

interface Standing extends WordSince {
  readonly nextTryNs: bigint;
}

export class KeptLocks {
  readonly #parts: KeptLocksParts;
  readonly #standing = new Map<MappingId, Standing>();
  #timer: NodeJS.Timeout | undefined;
  #healing: Promise<void> | undefined;

  constructor(parts: KeptLocksParts) {
    this.#parts = parts;
  }

  /** Something is kept now, or not any more. */
  changed(): void {
    const any = this.#parts.kept().size > 0;
    if (any) this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
    if (any) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#standing.clear();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#healing;
  }

  #look(): void {
    const now = this.#parts.now();
    for (const [id, { mapping }] of this.#parts.kept()) {
      const word = wordOf(mapping);
      const standing = this.#standing.get(id);
      if (word === 0) this.#standing.delete(id);
      else if (standing?.word !== word) this.#standing.set(id, { word, sinceNs: now, nextTryNs: now + nanoseconds(STUCK_MS) });
      else if (now >= standing.nextTryNs && !this.#healing) this.#try(id, standing, now);
    }
  }

  #try(id: MappingId, standing: Standing, now: bigint): void {
    this.#standing.set(id, { ...standing, nextTryNs: now + nanoseconds(AGAIN_MS) });
    this.#healing = this.#parts.heal(id, standing).finally(() => {
      this.#healing = undefined;
    });
  }
}

/** Memory that was taken away has no lock that could be stuck. */
function wordOf(mapping: Pick<SharedMapping, 'lockWord'>): number {
  try {
    return Number.parseInt(mapping.lockWord().word, 16);
  } catch {
    return 0;
  }
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(milliseconds) * 1_000_000n;
}
